"""States take a moment. moto: every change is complete when the call returns. AWS: pending, stopping, shutting-down."""

import copy
import time

from moto.core.responses import ActionResult
from moto.ec2.models.amis import Ami
from moto.ec2.models.instances import Instance, InstanceState
from moto.ec2.responses import EC2Response
from moto.ec2.responses._base_response import EC2BaseResponse

from .callers import waits_for_states
from .errors import Refused
from .settings import SETTINGS

CODES = {"pending": 0, "running": 16, "shutting-down": 32, "terminated": 48, "stopping": 64, "stopped": 80}


class SettlingState(InstanceState):
    """A state that becomes another one by itself when its time has come. Read by moto as `name` and `code`."""

    def __init__(self, name: str, then: str, after: float):
        self._name, self._then, self._due = name, then, time.monotonic() + after
        self.settled_at = time.time() + after

    @property
    def name(self) -> str:
        if self._then and time.monotonic() >= self._due:
            self._name, self._then = self._then, ""
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self._name, self._then = value, ""
        self.settled_at = time.time()

    @property
    def code(self) -> int:
        return CODES[self.name]

    @code.setter
    def code(self, value: int) -> None:
        """moto sets name and code; the code follows the name here."""

    def __copy__(self) -> InstanceState:
        return InstanceState(self.name, self.code)


def install() -> None:
    """Puts the repairs in place."""
    launch, start, stop, terminate = Instance.__init__, Instance.start, Instance.stop, Instance.terminate

    def __init__(self, *args, **kwargs):
        launch(self, *args, **kwargs)
        self._state = SettlingState("pending", "running", _delay(SETTINGS.instance_running))

    def change(self, original, name: str, then: str, after: float, refused: tuple, nothing: tuple):
        before = copy.copy(self._state)
        if before.name in refused:
            raise Refused(
                "IncorrectInstanceState",
                f"The instance '{self.id}' is not in a state from which it can be {_PARTICIPLE[then]}.",
            )
        if before.name not in nothing:
            original(self)
            self._state = SettlingState(name, then, _delay(after))
        return before

    Instance.__init__ = __init__
    Instance.start = lambda self: change(
        self, start, "pending", "running", SETTINGS.instance_running,
        ("stopping", "shutting-down", "terminated"), ("pending", "running"),
    )  # fmt: skip
    Instance.stop = lambda self: change(
        self, stop, "stopping", "stopped", SETTINGS.instance_stopped,
        ("pending", "shutting-down", "terminated"), ("stopping", "stopped"),
    )  # fmt: skip
    Instance.terminate = lambda self: change(
        self, terminate, "shutting-down", "terminated", SETTINGS.instance_terminated,
        (), ("shutting-down", "terminated"),
    )  # fmt: skip
    Instance.reboot = _reboot
    Instance.instance_status = property(lambda self: _status(self))
    Instance.system_status = property(lambda self: _status(self))

    # moto: start, stop and terminate always answer the passing state. AWS: the state the instance is in.
    EC2BaseResponse.RESPONSE_KEY_PATH_TO_TRANSFORMER.pop("RunInstances.Reservation.Instances.Instance.State")
    for name, key in (("start", "Starting"), ("stop", "Stopping"), ("terminate", "Terminating")):
        method = f"{name}_instances"
        setattr(EC2Response, method, _true_states(getattr(EC2Response, method), f"{key}Instances"))

    made = Ami.__init__

    def image(self, *args, **kwargs):
        self._lab_due = time.monotonic() + _delay(SETTINGS.image_available)
        # moto: AMIs made from instances have an instance-store root. AWS: the root of what they were made from, EBS.
        kwargs.setdefault("root_device_type", "ebs")
        made(self, *args, **kwargs)

    Ami.__init__ = image
    Ami.lab_settle_now = lambda self: setattr(self, "_lab_due", 0.0)
    Ami.state = property(_image_state, lambda self, value: setattr(self, "_lab_state", value))


_PARTICIPLE = {"running": "started", "stopped": "stopped", "terminated": "terminated"}


def running_for(instance) -> float:
    """Seconds since the instance runs; negative when it doesn't."""
    if instance.state != "running":
        return -1.0
    return time.time() - getattr(instance._state, "settled_at", 0.0)


def _reboot(instance) -> None:
    """moto: a stopped or terminated instance runs after a reboot. AWS: IncorrectInstanceState."""
    if instance.state != "running":
        raise Refused(
            "IncorrectInstanceState",
            f"The instance '{instance.id}' is not in a state from which it can be rebooted.",
        )


def _delay(seconds: float) -> float:
    return seconds if waits_for_states() else 0.0


def _image_state(image) -> str:
    if image._lab_state == "available" and time.monotonic() < image._lab_due:
        return "pending"
    return image._lab_state


def _status(instance) -> dict:
    """AWS: a new instance's checks are `initializing` first; an unreachable one is `impaired`."""
    if instance.state != "running":
        return {"Status": "not-applicable"}
    status, detail = "ok", "passed"
    if running_for(instance) < SETTINGS.status_checks:
        status = detail = "initializing"
    if getattr(instance, "lab_impaired", False):
        status, detail = "impaired", "failed"
    return {"Details": [{"Name": "reachability", "Status": detail}], "Status": status}


def _true_states(original, key: str):
    def method(self):
        result = original(self)
        for change in result.result[key]:
            change["CurrentState"] = copy.copy(self.ec2_backend.get_instance(change["InstanceId"])._state)
        return ActionResult(result.result)

    return method
