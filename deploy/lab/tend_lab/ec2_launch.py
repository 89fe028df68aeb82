"""RunInstances: idempotent by ClientToken, only from AMIs that are there, as many as asked for."""

import hashlib
import uuid

from moto.core.responses import ActionResult
from moto.ec2.models import EC2Backend
from moto.ec2.models.instances import Instance
from moto.ec2.responses import EC2Response

from .errors import Refused

#: (account, region, operation, token) → (fingerprint of the request, its result)
_DONE: dict[tuple, tuple] = {}


def forget() -> None:
    """On reset."""
    _DONE.clear()


def idempotent(operation: str, original):
    """The same token with the same parameters: the same result again. With others: IdempotentParameterMismatch."""

    def method(self):
        token = self._get_param("ClientToken")
        if not token or self._get_param("DryRun", False):
            return original(self)
        if len(token) > 64 and operation == "RunInstances":
            raise Refused("InvalidParameterValue", "Invalid client token: at most 64 ASCII characters")
        key = (self.current_account, self.region, operation, token)
        fields = sorted((name, str(value)) for name, value in self.querystring.items() if name != "Version")
        fingerprint = hashlib.sha256(repr(fields).encode()).hexdigest()
        if key in _DONE:
            if _DONE[key][0] != fingerprint:
                raise Refused(
                    "IdempotentParameterMismatch",
                    "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).",
                )
            return ActionResult(_DONE[key][1])
        result = original(self)
        _DONE[key] = (fingerprint, result.result)
        return result

    return method


def install() -> None:
    """Puts the repairs in place."""
    run = EC2Response.run_instances

    def run_instances(self):
        # moto: launches MinCount. AWS: MaxCount when there is room for them.
        least, most = int(self._get_param("MinCount", "1")), int(self._get_param("MaxCount", "1"))
        if not 1 <= least <= most:
            raise Refused("InvalidParameterValue", f"MinCount {least} and MaxCount {most} don't fit together")
        self.params["MinCount"] = most
        # moto: without a token every instance has the token ABCDE. AWS: the SDK makes one up.
        if not self._get_param("ClientToken"):
            self.params["ClientToken"] = str(uuid.uuid4())
        result = run(self)
        # moto: only the first instance gets the profile. AWS: each.
        name, arn = self._get_param("IamInstanceProfile.Name"), self._get_param("IamInstanceProfile.Arn")
        for instance in result.result.instances[1:] if name or arn else []:
            self.ec2_backend.associate_iam_instance_profile(
                instance_id=instance.id, iam_instance_profile_name=name, iam_instance_profile_arn=arn
            )
        return result

    EC2Response.run_instances = idempotent("RunInstances", run_instances)

    launch = EC2Backend.run_instances

    def backend_run(self, image_id, count, user_data, security_group_names, **kwargs):
        template = kwargs.get("launch_template")
        wanted = image_id or (self._get_template_from_args(template).image_id if template else None)
        _must_be_launchable(self, wanted)
        reservation = launch(self, image_id, count, user_data, security_group_names, **kwargs)
        for instance in reservation.instances:
            instance.reservation_id = reservation.id
        return reservation

    EC2Backend.run_instances = backend_run

    # moto: tags of an unknown instance are stored, and finding an instance is a walk. AWS: InvalidInstanceID.NotFound.
    def get_instance_by_id(self, instance_id: str) -> Instance | None:
        for reservation in list(self.reservations.values()):
            for instance in reservation.instances:
                if instance.id == instance_id:
                    return instance
        return None

    EC2Backend.get_instance_by_id = get_instance_by_id
    exists = EC2Backend.do_resources_exist

    def do_resources_exist(self, resource_ids):
        for resource in resource_ids:
            if resource.startswith("i-") and get_instance_by_id(self, resource) is None:
                raise Refused("InvalidInstanceID.NotFound", f"The instance ID '{resource}' does not exist")
        return exists(self, resource_ids)

    EC2Backend.do_resources_exist = do_resources_exist


def _must_be_launchable(backend, image_id: str | None) -> None:
    """moto: any id launches. AWS: InvalidAMIID.NotFound for one that isn't there or isn't shared with the account."""
    if not image_id:
        raise Refused("MissingParameter", "The request must contain the parameter ImageId")
    if image_id.startswith("resolve:ssm:"):
        raise Refused("InvalidAMIID.Malformed", "the lab resolves no SSM parameters in ImageId")
    if image_id in backend.deleted_amis:
        raise Refused("InvalidAMIID.Unavailable", f"The image ID '{image_id}' is no longer available")
    image = backend.describe_images(ami_ids=[image_id])[0]
    if image.state != "available":
        raise Refused("InvalidAMIID.Unavailable", f"The image ID '{image_id}' is not available: {image.state}")
