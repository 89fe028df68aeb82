"""Reading instances and tags: filters that moto lacks, pages as AWS cuts them, and no quadratic look-ups."""

import fnmatch

from moto.core.responses import ActionResult
from moto.ec2 import utils
from moto.ec2.exceptions import InvalidInstanceIdError, InvalidParameterCombination
from moto.ec2.models.core import TaggedEC2Resource
from moto.ec2.models.instances import Reservation
from moto.ec2.responses import EC2Response
from moto.ec2.utils import EC2_PREFIX_TO_RESOURCE, get_prefix, passes_filter_dict

from .pages import page


def install() -> None:
    """Puts the repairs in place."""
    TaggedEC2Resource.get_tags = _get_tags
    EC2Response.describe_instances = _describe_instances
    # moto: HTTP 500 for these. AWS: filters like any other.
    utils.filter_dict_attribute_mapping.update(
        {
            "client-token": "client_token",
            "reservation-id": "reservation_id",
            "instance-lifecycle": "lifecycle",
            "root-device-type": "root_device_type",
            "launch-index": "ami_launch_index",
            "iam-instance-profile.arn": "iam_instance_profile.Arn",
        }
    )
    utils.instance_value_in_filter_values = _matches


def _get_tags(self) -> list[dict[str, str]]:
    """moto: walks through all tags of the account, for every resource. Here: looks them up."""
    kind = EC2_PREFIX_TO_RESOURCE.get(get_prefix(self.id), "") if self.id else ""
    tags = self.ec2_backend.tags.get(self.id) or {}
    return [{"resource_id": self.id, "key": k, "value": v, "resource_type": kind} for k, v in tags.items()]


def _matches(value, accepted) -> bool:
    """moto: exact only. AWS: `*` and `?` in every filter value."""
    if isinstance(value, bool):
        value = str(value).lower()
    values = [str(one) for one in value] if isinstance(value, list) else [] if value is None else [str(value)]
    return any(fnmatch.fnmatchcase(one, pattern) for one in values for pattern in accepted)


def _describe_instances(self):
    """moto: pages count reservations, default 100. AWS: they count instances, default and most 1000."""
    self.error_on_dryrun()
    filters = self._filters_from_querystring()
    wanted = self._get_param("InstanceIds", [])
    if wanted and self._get_param("MaxResults"):
        raise InvalidParameterCombination("The parameter instancesSet cannot be used with the parameter maxResults")
    found = [
        (reservation, instance)
        for reservation in list(self.ec2_backend.reservations.values())
        for instance in list(reservation.instances)
    ]
    if wanted:
        missing = set(wanted) - {instance.id for _, instance in found}
        if missing:
            raise InvalidInstanceIdError(sorted(missing))
        found = [pair for pair in found if pair[1].id in wanted]
    if filters:
        found = [pair for pair in found if passes_filter_dict(pair[1], filters)]
    found, token = page(found, self._get_param("MaxResults"), self._get_param("NextToken"))
    reservations: dict[str, Reservation] = {}
    for reservation, instance in found:
        if reservation.id not in reservations:
            reservations[reservation.id] = Reservation(reservation.id, reservation.owner_id)
        reservations[reservation.id].instances.append(instance)
    return ActionResult({"Reservations": list(reservations.values()), "NextToken": token})
