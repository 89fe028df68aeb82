"""What a test can change while the lab runs (POST /_lab/settings). Times are seconds."""

import json
from dataclasses import asdict, dataclass, fields


@dataclass
class Settings:
    """How long things take, and what is checked."""

    #: pending → running
    instance_running: float = 0.6
    #: stopping → stopped
    instance_stopped: float = 0.6
    #: shutting-down → terminated
    instance_terminated: float = 0.6
    #: status checks say `initializing` for this long after running
    status_checks: float = 0.2
    #: an AMI is `pending` for this long
    image_available: float = 0.5
    #: a running instance is known to Systems Manager this long after it runs
    ssm_online: float = 0.4
    #: GetCommandInvocation and the lists know nothing of a command for this long
    command_visible: float = 0.2
    #: a command for an instance whose agent is away is given up after min(TimeoutSeconds, this); 0: TimeoutSeconds
    delivery_timeout: float = 0.0
    #: `true`: Packer waits for states as everybody does (its waiter asks every 15 s, so builds take a minute)
    packer_waits: bool = False
    #: requests signed with an unknown or expired key are refused
    strict_keys: bool = True
    #: an anonymous or expired S3 request is refused
    strict_s3: bool = True

    def update(self, changes: dict) -> None:
        """Takes over the changes, all or none. Raises ValueError for an unknown name or a wrong type."""
        known = {field.name: field.type for field in fields(self)}
        checked = {}
        for name, value in changes.items():
            if name not in known:
                raise ValueError(f"unknown setting '{name}'; there are: {', '.join(sorted(known))}")
            wanted = bool if isinstance(getattr(self, name), bool) else float
            if wanted is bool and not isinstance(value, bool):
                raise ValueError(f"setting '{name}' is true or false, not {value!r}")
            if wanted is float and (isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0):
                raise ValueError(f"setting '{name}' is a number of seconds, not {value!r}")
            checked[name] = wanted(value)
        for name, value in checked.items():
            setattr(self, name, value)

    def reset(self, initial: "Settings") -> None:
        """Back to what the lab was started with."""
        for name, value in asdict(initial).items():
            setattr(self, name, value)


def parse(items: list[str]) -> dict:
    """NAME=VALUE as given on the command line. Raises ValueError for a value that isn't JSON."""
    changes = {}
    for item in items:
        name, _, value = item.partition("=")
        try:
            changes[name] = json.loads(value)
        except json.JSONDecodeError:
            raise ValueError(f"--set {item}: NAME=VALUE with a number, true or false") from None
    return changes


#: the settings of this lab
SETTINGS = Settings()
