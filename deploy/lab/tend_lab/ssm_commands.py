"""A command and its invocations: who gets it, in which order, and what became of it.

moto: SendCommand runs nothing and is always successful. AWS: each target instance runs the document, at most
MaxConcurrency at a time; after more than MaxErrors failures no further one is started, running ones finish.
"""

import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path

from moto.s3.models import s3_backends

from . import ssm_agents, ssm_script
from .calls import CALLS
from .settings import SETTINGS

PLUGIN = "aws:runShellScript"
ENDED = ("Success", "Cancelled", "TimedOut", "Failed")


class Invocation:
    """A command on one instance."""

    def __init__(self, command: "Command", instance):
        self.command, self.instance = command, instance
        self.status = self.details = "Pending"
        self.outcome: ssm_script.Outcome | None = None
        self.started: datetime | None = None
        self.ended: datetime | None = None
        #: how often the script was really started: what finds double effects
        self.runs = 0
        self._process = None
        self._cancelled = False
        self._lock = threading.Lock()

    @property
    def code(self) -> int:
        return self.outcome.code if self.outcome else -1

    def end(self, status: str, details: str, outcome: ssm_script.Outcome | None = None) -> None:
        """The invocation is over; the first end counts."""
        with self._lock:
            if self.status not in ENDED:
                self.ended, self.outcome = datetime.now(timezone.utc), outcome
                self.status, self.details = status, details

    def cancel(self) -> None:
        """Asks a running script to end (SIGKILL to its group); one that has not started never will."""
        with self._lock:
            self._cancelled = True
            if self.status in ENDED:
                return
            if self._process is not None:
                self.status = self.details = "Cancelling"
                ssm_script.kill_group(self._process)
        if self._process is None:
            self.end("Cancelled", "Cancelled")

    def run(self) -> None:
        """Waits for the agent, then runs the script; comes back when the invocation has ended."""
        if not self._delivered():
            return
        command = self.command
        machine = ssm_script.Machine(
            command.machines / command.account / self.instance.id, self.instance.id, command.region
        )
        while True:
            outcome = ssm_script.run(
                machine, command.id, command.commands, command.directory, command.execution_timeout, self._begin
            )
            if outcome.code != 194 or self.runs >= 3 or self._cancelled:
                break  # AWS: exit 194 reboots the instance and runs the script again
        if self._cancelled:
            self.end("Cancelled", "Cancelled", outcome)
        elif outcome.timed_out:
            self.end("TimedOut", "ExecutionTimedOut", outcome)
        elif outcome.code:
            self.end("Failed", "Failed", outcome)
        else:
            self.end("Success", "Success", outcome)
        command.keep_output(self)

    def _begin(self, process) -> None:
        with self._lock:
            self._process = process
            self.runs += 1
            self.started = self.started or datetime.now(timezone.utc)
            if self._cancelled:
                ssm_script.kill_group(process)
            else:
                self.status = self.details = "InProgress"

    def _delivered(self) -> bool:
        limit = self.command.timeout
        if SETTINGS.delivery_timeout:
            limit = min(limit, SETTINGS.delivery_timeout)
        until = self.command.sent + limit
        while not self._cancelled and not self.command.halted.is_set():
            status = ssm_agents.ping(self.instance)
            if status == "Online":
                return True
            if status is None and self.instance.state in ("terminated", "shutting-down"):
                self.end("Failed", "Undeliverable")
                return False
            if time.time() >= until:
                self.end("TimedOut", "DeliveryTimedOut")
                return False
            self.command.halted.wait(0.05)
        self.end("Cancelled", "Cancelled")
        return False


class Command:
    """A SendCommand: its targets and their invocations."""

    def __init__(self, account: str, region: str, request: dict, targets: list, machines: Path):
        self.id = str(uuid.uuid4())
        self.account, self.region, self.request, self.machines = account, region, request, machines
        parameters = request.get("Parameters") or {}
        self.commands: list[str] = parameters.get("commands", [])
        self.directory = (parameters.get("workingDirectory") or [""])[0]
        self.execution_timeout = float((parameters.get("executionTimeout") or ["3600"])[0])
        self.timeout = float(request.get("TimeoutSeconds") or 3600)
        self.requested, self.sent = datetime.now(timezone.utc), time.time()
        self.invocations = {instance.id: Invocation(self, instance) for instance in targets}
        self.concurrency = max(1, share(request.get("MaxConcurrency") or "50", len(targets)))
        self.max_errors = share(request.get("MaxErrors") or "0", len(targets))
        self.halted = threading.Event()
        self.cancelled = False
        self._thread = threading.Thread(target=self._drive, name=f"command-{self.id}", daemon=True)

    def start(self) -> None:
        """Begins to run it; answers at once."""
        self._thread.start()

    @property
    def visible(self) -> bool:
        """AWS: for some moments after SendCommand nothing knows the command."""
        return time.time() >= self.sent + SETTINGS.command_visible

    @property
    def errors(self) -> int:
        """AWS: delivery time-outs and undeliverable ones don't count."""
        count = 0
        for invocation in self.invocations.values():
            counts = invocation.details not in ("DeliveryTimedOut", "Undeliverable")
            count += invocation.status in ("Failed", "TimedOut") and counts
        return count

    @property
    def status(self) -> tuple[str, str]:
        """Status and details of the whole."""
        states = [invocation.status for invocation in self.invocations.values()]
        if not states:
            return "Success", "NoInstancesInTag"
        if any(state not in ENDED for state in states):
            if self.cancelled:
                return "Cancelling", "Cancelling"
            return ("Pending", "Pending") if set(states) == {"Pending"} else ("InProgress", "InProgress")
        if set(states) == {"Success"}:
            return "Success", "Success"
        if self.cancelled and "Cancelled" in states:
            return "Cancelled", "Cancelled"
        if self.errors > self.max_errors:
            return "Failed", "Failed"
        details = {invocation.details for invocation in self.invocations.values()}
        if details == {"DeliveryTimedOut"}:
            return "TimedOut", "DeliveryTimedOut"
        return "Failed", "Incomplete"

    def cancel(self, instance_ids: list[str]) -> None:
        """Cancels it on these instances, or on all."""
        self.cancelled = True
        for instance_id, invocation in self.invocations.items():
            if not instance_ids or instance_id in instance_ids:
                invocation.cancel()

    def stop(self) -> None:
        """The lab ends: nothing of this command goes on running."""
        self.halted.set()
        self.cancel([])

    def keep_output(self, invocation: Invocation) -> None:
        """AWS: with OutputS3BucketName the whole output goes to the bucket, a key per instance and stream."""
        bucket = self.request.get("OutputS3BucketName")
        if not bucket or not invocation.outcome:
            return
        for stream in ("stdout", "stderr"):
            text = getattr(invocation.outcome, stream)
            if text:
                try:
                    with CALLS:
                        s3_backends[self.account]["aws"].put_object(
                            bucket, self.output_key(invocation, stream), text.encode()
                        )
                except Exception:  # AWS: a missing bucket doesn't fail the command
                    return

    def output_key(self, invocation: Invocation, stream: str) -> str:
        """Where the whole output of an instance is kept."""
        prefix = (self.request.get("OutputS3KeyPrefix") or "").strip("/")
        start = f"{prefix}/" if prefix else ""
        return f"{start}{self.id}/{invocation.instance.id}/awsrunShellScript/0.awsrunShellScript/{stream}"

    def _drive(self) -> None:
        if not self.invocations:
            return
        with ThreadPoolExecutor(min(self.concurrency, len(self.invocations))) as pool:
            list(pool.map(self._one, self.invocations.values()))

    def _one(self, invocation: Invocation) -> None:
        if self.errors > self.max_errors:
            invocation.end("Cancelled", "Terminated")
        else:
            try:
                invocation.run()
            except Exception as error:
                invocation.end("Failed", "Failed", ssm_script.Outcome(1, "", f"the lab failed: {error!r}"))


def share(value: str, of: int) -> int:
    """`10`, or `10%` of a number of instances, rounded down."""
    if value.endswith("%"):
        return of * int(value[:-1]) // 100
    return int(value)
