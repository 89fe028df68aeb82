"""Which instances Systems Manager knows: DescribeInstanceInformation, and who can get a command.

moto: missing. AWS: an instance registers some moments after it runs, pings while its agent lives, and then shows
ConnectionLost; terminated ones are gone.
"""

import fnmatch
from datetime import datetime, timezone

from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.ssm.responses import SimpleSystemManagerResponse

from .ec2_states import running_for
from .errors import Refused
from .pages import page
from .settings import SETTINGS


def instances(account: str, region: str) -> list:
    """All instances of the account, whatever their state."""
    reservations = list(ec2_backends[account][region].reservations.values())
    return [instance for reservation in reservations for instance in list(reservation.instances)]


def ping(instance) -> str | None:
    """Online, ConnectionLost, or None while Systems Manager doesn't know the instance."""
    if instance.state in ("terminated", "shutting-down"):
        return None
    if running_for(instance) >= SETTINGS.ssm_online:
        instance.lab_registered = True
        return "ConnectionLost" if getattr(instance, "lab_offline", False) else "Online"
    return "ConnectionLost" if getattr(instance, "lab_registered", False) else None


def tags(instance) -> dict[str, str]:
    """The tags of an instance."""
    return {tag["key"]: tag["value"] for tag in instance.get_tags()}


def install() -> None:
    """Adds the operation."""
    SimpleSystemManagerResponse.describe_instance_information = _describe


def _describe(self) -> ActionResult:
    filters = [(item["Key"], item["Values"]) for item in self._get_param("Filters", [])]
    filters += [(item["key"], item["valueSet"]) for item in self._get_param("InstanceInformationFilterList", [])]
    most = self._get_param("MaxResults")
    if most is not None and not 5 <= most <= 50:
        raise Refused("ValidationException", "maxResults must be between 5 and 50")
    found = []
    for instance in instances(self.current_account, self.region):
        status = ping(instance)
        if status and all(_passes(instance, status, key, values) for key, values in filters):
            found.append(_information(instance, status))
    found, token = page(found, most, self._get_param("NextToken"), default=10 if most is None else 50)
    return ActionResult({"InstanceInformationList": found, "NextToken": token})


def _passes(instance, status: str, key: str, values: list[str]) -> bool:
    if key.startswith("tag:"):
        return any(fnmatch.fnmatchcase(tags(instance).get(key[4:], "\0"), value) for value in values)
    if key == "tag-key":
        return any(value in tags(instance) for value in values)
    have = {
        "InstanceIds": instance.id,
        "PingStatus": status,
        "PlatformTypes": "Linux",
        "ResourceType": "EC2Instance",
        "AgentVersion": _AGENT,
        "SourceTypes": "AWS::EC2::Instance",
    }
    if key not in have:
        raise Refused("InvalidFilterKey", f"The filter key '{key}' is not valid.")
    return have[key] in values


_AGENT = "3.3.1611.0"


def _information(instance, status: str) -> dict:
    return {
        "InstanceId": instance.id,
        "PingStatus": status,
        "LastPingDateTime": datetime.now(timezone.utc),
        "AgentVersion": _AGENT,
        "IsLatestVersion": True,
        "PlatformType": "Linux",
        "PlatformName": "Debian GNU/Linux",
        "PlatformVersion": "12",
        "ResourceType": "EC2Instance",
        "IPAddress": instance.private_ip_address,
        "ComputerName": instance.private_dns_name,
        "SourceId": instance.id,
        "SourceType": "AWS::EC2::Instance",
    }
