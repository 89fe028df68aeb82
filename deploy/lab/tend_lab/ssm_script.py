"""One script on one instance: bash in the instance's own directory, in a process group of its own.

AWS-RunShellScript: the agent writes the commands to a script and runs it as root with a small environment; it cuts
stdout at 24,000 and stderr at 8,000 characters, and adds `failed to run commands: exit status N` to stderr.
"""

import os
import shlex
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

STDOUT_LIMIT, STDERR_LIMIT = 24_000, 8_000
_CUT = "\n---Output truncated---"
_CUT_ERROR = "\n---Error truncated----"


@dataclass(frozen=True)
class Outcome:
    """What became of a script. `code` is 128 + the signal when one ended it."""

    code: int
    stdout: str
    stderr: str
    timed_out: bool = False

    @property
    def short_stdout(self) -> str:
        """What GetCommandInvocation shows."""
        return _cut(self.stdout, STDOUT_LIMIT, _CUT)

    @property
    def short_stderr(self) -> str:
        """What GetCommandInvocation shows."""
        return _cut(self.stderr, STDERR_LIMIT, _CUT_ERROR)


class Machine:
    """The private directory of an instance: its home, its files, its scripts."""

    def __init__(self, root: Path, instance_id: str, region: str):
        self.root, self.instance_id, self.region = root, instance_id, region
        self.home, self.temporary = root / "root", root / "tmp"
        for directory in (self.home, self.temporary, root / "ssm"):
            directory.mkdir(parents=True, exist_ok=True, mode=0o700)

    @property
    def environment(self) -> dict[str, str]:
        """What a script sees: nothing of the lab's own environment, no credentials."""
        return {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "USER": "root",
            "LANG": "C.UTF-8",
            "AWS_REGION": self.region,
            "AWS_SSM_REGION_NAME": self.region,
            "AWS_SSM_INSTANCE_ID": self.instance_id,
        }

    def directory(self, wanted: str) -> Path:
        """The working directory: `/srv/app` is a folder inside the instance's own directory. Never outside of it."""
        if not wanted:
            return self.home
        inside = (self.root / wanted.lstrip("/")).resolve()
        if not inside.is_relative_to(self.root.resolve()):
            inside = self.home
        inside.mkdir(parents=True, exist_ok=True)
        return inside


def run(machine: Machine, command_id: str, commands: list[str], directory: str, timeout: float, started) -> Outcome:
    """Runs the script to its end or to its time-out; then its whole process group is killed.

    `started` is called with the process as soon as it exists, so that somebody else can kill it.
    """
    folder = machine.root / "ssm" / command_id
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / "_script.sh"
    script.write_text("\n".join(commands) + "\n")
    script.chmod(0o700)
    first = commands[0] if commands else ""
    interpreter = shlex.split(first[2:]) if first.startswith("#!") else ["bash"]
    with tempfile.TemporaryFile(dir=folder) as out, tempfile.TemporaryFile(dir=folder) as err:
        try:
            process = subprocess.Popen(
                [*interpreter, str(script)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                cwd=machine.directory(directory),
                env=machine.environment,
                start_new_session=True,
            )
        except OSError as error:
            return Outcome(127, "", f"{error}\nfailed to run commands: exit status 127")
        started(process)
        timed_out = False
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            timed_out = True
        kill_group(process)
        code = process.wait()
        out.seek(0)
        err.seek(0)
        stdout, stderr = out.read().decode(errors="replace"), err.read().decode(errors="replace")
    if code < 0:
        code = 128 - code
    if code:
        stderr += f"failed to run commands: exit status {code}"
    return Outcome(code, stdout, stderr, timed_out)


def kill_group(process: subprocess.Popen) -> None:
    """Ends the script and all it started in its session's group."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def _cut(text: str, limit: int, mark: str) -> str:
    return text if len(text) <= limit else text[: limit - len(mark)] + mark
