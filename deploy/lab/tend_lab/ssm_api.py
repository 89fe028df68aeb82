"""SendCommand and the operations that look at commands, as Systems Manager answers them."""

import re
from datetime import datetime, timezone
from pathlib import Path

from moto.core.responses import ActionResult
from moto.ssm.responses import SimpleSystemManagerResponse

from . import ssm_agents, ssm_script
from .errors import Refused
from .pages import page
from .ssm_commands import PLUGIN, Command, Invocation

#: every command sent, oldest first
COMMANDS: dict[str, Command] = {}
_DOCUMENT = "AWS-RunShellScript"
_PARAMETERS = {"commands", "workingDirectory", "executionTimeout"}


def forget() -> None:
    """Ends all commands and forgets them; on reset and at the end of the lab."""
    for command in list(COMMANDS.values()):
        command.stop()
    COMMANDS.clear()


def install(machines: Path) -> None:
    """Puts the operations in place. Instances keep their files under `machines`."""

    def send_command(self) -> ActionResult:
        request = {name: self._get_param(name) for name in _FIELDS}
        _check(request)
        if request["InstanceIds"]:
            targets = _by_ids(self, request["InstanceIds"])
        else:
            targets = _by_targets(self, request["Targets"] or [])
        command = Command(self.current_account, self.region, request, targets, machines)
        COMMANDS[command.id] = command
        answer = _describe_command(command)
        command.start()
        return ActionResult({"Command": answer})

    response = SimpleSystemManagerResponse
    response.send_command = send_command
    response.get_command_invocation = _get_command_invocation
    response.list_commands = _list_commands
    response.list_command_invocations = _list_command_invocations
    response.cancel_command = _cancel_command


_FIELDS = (
    "Comment", "DocumentName", "DocumentVersion", "InstanceIds", "MaxConcurrency", "MaxErrors", "OutputS3BucketName",
    "OutputS3KeyPrefix", "Parameters", "ServiceRoleArn", "Targets", "TimeoutSeconds",
)  # fmt: skip


def _check(request: dict) -> None:
    """AWS's own limits; moto has none of them."""
    if request["DocumentName"] not in (_DOCUMENT, f"arn:aws:ssm:::document/{_DOCUMENT}"):
        raise Refused("InvalidDocument", f"Document with name {request['DocumentName']} does not exist.")
    parameters = request["Parameters"] or {}
    unknown = sorted(set(parameters) - _PARAMETERS)
    if unknown:
        raise Refused("InvalidParameters", f"Parameter {unknown[0]} is not defined in document {_DOCUMENT}.")
    if not parameters.get("commands"):
        raise Refused("InvalidParameters", f"Document {_DOCUMENT} is missing parameter commands.")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", (parameters.get("executionTimeout") or ["3600"])[0]):
        raise Refused("InvalidParameters", "executionTimeout is not a number of seconds up to 172800.")
    if bool(request["InstanceIds"]) == bool(request["Targets"]):
        raise Refused("ValidationException", "Specify either InstanceIds or Targets, not both and not none.")
    _limit(len(request["InstanceIds"] or []) <= 50, "instanceIds", "length less than or equal to 50")
    _limit(len(request["Targets"] or []) <= 5, "targets", "length less than or equal to 5")
    _limit(len(request["Comment"] or "") <= 100, "comment", "length less than or equal to 100")
    _limit(30 <= (request["TimeoutSeconds"] or 3600) <= 2_592_000, "timeoutSeconds", "value between 30 and 2592000")
    number = re.compile(r"[1-9][0-9]{0,6}|[1-9]?[0-9]%|100%")
    _limit(number.fullmatch(request["MaxConcurrency"] or "50"), "maxConcurrency", "pattern: a number or a percentage")
    if request["MaxErrors"] != "0":
        _limit(number.fullmatch(request["MaxErrors"] or "1"), "maxErrors", "pattern: a number or a percentage")
    size = sum(len(line) for values in parameters.values() for line in values)
    _limit(size <= 65_536, "parameters", "size of 64 KB")


def _limit(holds, member: str, constraint: str) -> None:
    if not holds:
        raise Refused(
            "ValidationException",
            f"1 validation error detected: Value at '{member}' failed to satisfy constraint: "
            f"Member must have {constraint}",
        )


def _by_ids(self, ids: list[str]) -> list:
    """moto: every instance of the account. AWS: these; one that isn't running and registered is InvalidInstanceId."""
    known = {instance.id: instance for instance in ssm_agents.instances(self.current_account, self.region)}
    bad = [i for i in ids if i not in known or known[i].state != "running" or ssm_agents.ping(known[i]) is None]
    if bad:
        raise Refused(
            "InvalidInstanceId",
            f"Instances [[{', '.join(bad)}]] not in a valid state for account {self.current_account}",
        )
    return [known[i] for i in dict.fromkeys(ids)]


def _by_targets(self, targets: list[dict]) -> list:
    """moto: terminated instances too. AWS: registered, running ones; keys AND, values OR."""
    found = []
    for instance in ssm_agents.instances(self.current_account, self.region):
        if instance.state == "running" and ssm_agents.ping(instance) and all(_hits(instance, t) for t in targets):
            found.append(instance)
    return found


def _hits(instance, target: dict) -> bool:
    key, values = target["Key"], target["Values"]
    if key == "InstanceIds":
        return instance.id in values
    if key == "tag-key":
        return any(value in ssm_agents.tags(instance) for value in values)
    if not key.startswith("tag:"):
        raise Refused("InvalidTarget", f"The target key '{key}' is not valid: use tag:<name> or InstanceIds")
    return any(ssm_agents.tags(instance).get(key[4:]) == value for value in values)


def _command(self, required: bool = True) -> Command | None:
    wanted = self._get_param("CommandId")
    command = COMMANDS.get(wanted) if wanted else None
    if command and (command.account, command.region) != (self.current_account, self.region):
        command = None
    if wanted and command is None and required:
        raise Refused("InvalidCommandId", f"The command ID {wanted} is not valid")
    return command


def _get_command_invocation(self) -> ActionResult:
    command = _command(self, required=False)
    invocation = command.invocations.get(self._get_param("InstanceId")) if command and command.visible else None
    plugin = self._get_param("PluginName")
    if invocation is None or (plugin and plugin != PLUGIN):
        raise Refused("InvocationDoesNotExist", "")
    outcome = invocation.outcome or ssm_script.Outcome(-1, "", "")
    end = invocation.ended or datetime.now(timezone.utc)
    elapsed = (end - invocation.started).total_seconds() if invocation.started else None
    answer = {
        "CommandId": command.id,
        "InstanceId": invocation.instance.id,
        "Comment": command.request["Comment"] or "",
        "DocumentName": _DOCUMENT,
        "DocumentVersion": "$DEFAULT",
        "PluginName": PLUGIN,
        "ResponseCode": invocation.code,
        "ExecutionStartDateTime": _iso(invocation.started),
        "ExecutionElapsedTime": f"PT{elapsed:.3f}S" if elapsed is not None and invocation.ended else "",
        "ExecutionEndDateTime": _iso(invocation.ended) if invocation.started else "",
        "Status": invocation.status,
        "StatusDetails": invocation.details,
        "StandardOutputContent": outcome.short_stdout,
        "StandardErrorContent": outcome.short_stderr,
        "StandardOutputUrl": _url(invocation, "stdout"),
        "StandardErrorUrl": _url(invocation, "stderr"),
        "CloudWatchOutputConfig": {"CloudWatchLogGroupName": "", "CloudWatchOutputEnabled": False},
    }
    return ActionResult(answer)


def _list_commands(self) -> ActionResult:
    instance = self._get_param("InstanceId")
    if self._get_param("CommandId"):
        commands = [_command(self)]
    else:
        commands = [command for command in reversed(COMMANDS.values()) if _mine(self, command)]
    if instance:
        commands = [command for command in commands if instance in command.invocations]
    commands = [command for command in commands if command.visible and _listed(self, command.status[0], command)]
    commands, token = _page(self, commands)
    return ActionResult({"Commands": [_describe_command(command) for command in commands], "NextToken": token})


def _list_command_invocations(self) -> ActionResult:
    """moto: missing."""
    instance, details = self._get_param("InstanceId"), self._get_param("Details", False)
    commands = [_command(self)] if self._get_param("CommandId") else reversed(COMMANDS.values())
    found: list[Invocation] = []
    for command in commands:
        if not _mine(self, command) or not command.visible:
            continue
        for invocation in command.invocations.values():
            if instance in (None, invocation.instance.id) and _listed(self, invocation.status, command):
                found.append(invocation)
    found, token = _page(self, found)
    answer = [_describe_invocation(invocation, details) for invocation in found]
    return ActionResult({"CommandInvocations": answer, "NextToken": token})


def _cancel_command(self) -> ActionResult:
    """moto: missing. AWS: running scripts are asked to end; it is no error when they have ended already."""
    command = _command(self)
    if command is None:
        raise Refused("InvalidCommandId", "")
    command.cancel(self._get_param("InstanceIds", []) or [])
    return ActionResult({})


def _mine(self, command: Command) -> bool:
    return (command.account, command.region) == (self.current_account, self.region)


def _page(self, items: list):
    most = self._get_param("MaxResults")
    _limit(most is None or 1 <= most <= 50, "maxResults", "value between 1 and 50")
    return page(items, most, self._get_param("NextToken"), default=50)


def _listed(self, status: str, command: Command) -> bool:
    for item in self._get_param("Filters", []) or []:
        key, value = item["key"], item["value"]
        if key in ("InvokedAfter", "InvokedBefore"):
            try:
                moment = datetime.fromisoformat(value)
            except ValueError:
                raise Refused("ValidationException", f"{key} is not a time: {value}") from None
            moment = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
            if (command.requested < moment) if key == "InvokedAfter" else (command.requested >= moment):
                return False
        elif key == "Status":
            if status != value:
                return False
        elif key == "DocumentName":
            if value != _DOCUMENT:
                return False
        elif key == "ExecutionStage":
            if (value == "Executing") != (status in ("Pending", "InProgress", "Cancelling")):
                return False
        else:
            raise Refused("InvalidFilterKey", f"The specified key '{key}' is not valid.")
    return True


def _describe_command(command: Command) -> dict:
    request, (status, details) = command.request, command.status
    invocations = command.invocations.values()
    return {
        "CommandId": command.id,
        "DocumentName": _DOCUMENT,
        "DocumentVersion": "$DEFAULT",
        "Comment": request["Comment"] or "",
        "ExpiresAfter": datetime.fromtimestamp(
            command.sent + command.timeout + command.execution_timeout, timezone.utc
        ),
        "Parameters": request["Parameters"] or {},
        "InstanceIds": request["InstanceIds"] or [],
        "Targets": request["Targets"] or [],
        "RequestedDateTime": command.requested,
        "Status": status,
        "StatusDetails": details,
        "OutputS3Region": command.region,
        "OutputS3BucketName": request["OutputS3BucketName"] or "",
        "OutputS3KeyPrefix": request["OutputS3KeyPrefix"] or "",
        "MaxConcurrency": request["MaxConcurrency"] or "50",
        "MaxErrors": request["MaxErrors"] or "0",
        "TargetCount": len(invocations),
        "CompletedCount": sum(invocation.ended is not None for invocation in invocations),
        "ErrorCount": command.errors,
        "DeliveryTimedOutCount": sum(invocation.details == "DeliveryTimedOut" for invocation in invocations),
        "ServiceRole": request["ServiceRoleArn"] or "",
        "TimeoutSeconds": int(command.timeout),
    }


def _describe_invocation(invocation: Invocation, details: bool) -> dict:
    command = invocation.command
    answer = {
        "CommandId": command.id,
        "InstanceId": invocation.instance.id,
        "InstanceName": invocation.instance.private_dns_name,
        "Comment": command.request["Comment"] or "",
        "DocumentName": _DOCUMENT,
        "DocumentVersion": "$DEFAULT",
        "RequestedDateTime": command.requested,
        "Status": invocation.status,
        "StatusDetails": invocation.details,
        "StandardOutputUrl": _url(invocation, "stdout"),
        "StandardErrorUrl": _url(invocation, "stderr"),
        "CommandPlugins": [],
        "ServiceRole": "",
    }
    if details:
        outcome = invocation.outcome or ssm_script.Outcome(-1, "", "")
        output = outcome.stdout
        if outcome.stderr:
            output += f"\n----------ERROR-------\n{outcome.stderr}"
        answer["CommandPlugins"] = [
            {
                "Name": PLUGIN,
                "Status": invocation.status,
                "StatusDetails": invocation.details,
                "ResponseCode": invocation.code,
                "ResponseStartDateTime": invocation.started,
                "ResponseFinishDateTime": invocation.ended,
                "Output": output[:2500],
                "StandardOutputUrl": answer["StandardOutputUrl"],
                "StandardErrorUrl": answer["StandardErrorUrl"],
                "OutputS3Region": command.region,
                "OutputS3BucketName": command.request["OutputS3BucketName"] or "",
                "OutputS3KeyPrefix": command.request["OutputS3KeyPrefix"] or "",
            }
        ]
    return answer


def _url(invocation: Invocation, stream: str) -> str:
    bucket = invocation.command.request["OutputS3BucketName"]
    if not bucket:
        return ""
    key = invocation.command.output_key(invocation, stream)
    return f"https://s3.{invocation.command.region}.amazonaws.com/{bucket}/{key}"


def _iso(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z" if moment else ""
