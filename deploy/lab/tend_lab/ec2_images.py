"""AMIs: seen by those they are shared with, names unique, tags where they belong, copies with a source."""

import copy
import re

from moto.core.responses import ActionResult
from moto.ec2.exceptions import InvalidAMIIdError, MalformedAMIIdError
from moto.ec2.models import EC2Backend, ec2_backends
from moto.ec2.models.amis import Ami
from moto.ec2.responses import EC2Response
from moto.ec2.utils import convert_tag_spec, generic_filter

from . import ec2_launch
from .errors import Refused
from .pages import page

_NAME = re.compile(r"[A-Za-z0-9()\[\] ./\-'@_]{3,128}")


def install() -> None:
    """Puts the repairs in place."""
    EC2Backend.describe_images = _describe_images
    EC2Response.describe_images = _describe_images_page
    for name in ("modify_image_attribute", "deregister_image", "disable_image", "enable_image"):
        setattr(EC2Backend, name, _by_owner(getattr(EC2Backend, name)))
    EC2Response.create_image = _create_image(EC2Response.create_image)
    EC2Response.register_image = _named(EC2Response.register_image)
    EC2Response.copy_image = ec2_launch.idempotent("CopyImage", _named(_copy_image))


def visible(backend) -> list[Ami]:
    """The images of the account, those shared with it, and public ones.

    moto: only the account's own. AWS: these three. The owner's tags are not seen by others, who may have their own.
    """
    images = list(backend.amis.values())
    for account, regions in list(ec2_backends.items()):
        if account == backend.account_id or backend.region_name not in regions.keys():
            continue
        for image in list(regions[backend.region_name].amis.values()):
            if image.is_public or {"UserId": backend.account_id} in image.launch_permissions:
                view = copy.copy(image)
                view.ec2_backend = backend
                images.append(view)
    return images


def _describe_images(self, ami_ids=None, filters=None, exec_users=None, owners=None) -> list[Ami]:
    images = visible(self)
    if ami_ids:
        malformed = [image_id for image_id in ami_ids if not re.fullmatch(r"ami-[0-9a-z]+", image_id)]
        if malformed:
            raise MalformedAMIIdError(malformed)
        known = {image.id for image in images} | set(self.deleted_amis)
        # moto: one known id is enough. AWS: one unknown id fails the call.
        missing = [image_id for image_id in ami_ids if image_id not in known]
        if missing:
            raise InvalidAMIIdError(missing)
        images = [image for image in images if image.id in ami_ids]
    if exec_users:
        images = [image for image in images if any(_may_launch(self, image, user) for user in exec_users)]
    if owners:
        wanted = {self.account_id if owner == "self" else owner for owner in owners}
        images = [image for image in images if image.owner_id in wanted or image.owner_alias in wanted]
    return generic_filter(filters, images) if filters else images


def _may_launch(backend, image: Ami, user: str) -> bool:
    if user == "all":
        return image.is_public
    return {"UserId": backend.account_id if user == "self" else user} in image.launch_permissions


def _describe_images_page(self):
    """moto: all at once. AWS: pages of MaxResults."""
    self.error_on_dryrun()
    images = self.ec2_backend.describe_images(
        ami_ids=self._get_param("ImageIds", []),
        filters=self._filters_from_querystring(),
        exec_users=self._get_param("ExecutableUsers", []),
        owners=self._get_param("Owners", []),
    )
    images, token = page(images, self._get_param("MaxResults"), self._get_param("NextToken"))
    return ActionResult({"Images": images, "NextToken": token})


def _by_owner(original):
    """AWS: who doesn't own a visible image may not change it (AuthFailure)."""

    def method(self, ami_id, *args, **kwargs):
        if ami_id not in self.amis and ami_id in {image.id for image in visible(self)}:
            raise Refused("AuthFailure", f"Not authorized for image:{ami_id}")
        return original(self, ami_id, *args, **kwargs)

    return method


def _check_name(backend, name: str | None) -> None:
    """moto: any name, twice too. AWS: 3 to 128 of its characters, unique in account and region."""
    if not name or not _NAME.fullmatch(name):
        raise Refused(
            "InvalidAMIName.Malformed",
            "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, "
            "'(', ')', '.', '-', '/' and '_'",
        )
    for image in backend.amis.values():
        if image.name == name:
            raise Refused("InvalidAMIName.Duplicate", f"AMI name {name} is already in use by AMI {image.id}")


def _named(original):
    def method(self):
        _check_name(self.ec2_backend, self._get_param("Name"))
        return original(self)

    return method


def _create_image(original):
    def method(self):
        _check_name(self.ec2_backend, self._get_param("Name"))
        instance = self.ec2_backend.get_instance(self._get_param("InstanceId"))
        if instance.state not in ("running", "stopped"):
            raise Refused(
                "IncorrectState", f"Instance is not in state 'running' or 'stopped': {instance.id} is {instance.state}"
            )
        # moto: tags for the snapshot are an HTTP 500. AWS: they are set on the snapshot.
        tags = _take_tags(self)
        result = original(self)
        _tag(self.ec2_backend.amis[result.result["ImageId"]], tags)
        return result

    return method


def _copy_image(self):
    """moto: finds only own images, drops TagSpecifications. AWS: copies shared ones too, tags only when told."""
    self.error_on_dryrun()
    source_region = self._get_param("SourceRegion")
    source_id = self._get_param("SourceImageId")
    source = ec2_backends[self.current_account][source_region].describe_images(ami_ids=[source_id])
    if not source:
        raise InvalidAMIIdError([source_id])
    image = Ami(
        self.ec2_backend,
        "ami-" + ec2_id(),
        source_ami=source[0],
        name=self._get_param("Name"),
        description=self._get_param("Description"),
        root_device_type=source[0].root_device_type,
        root_device_name=source[0].root_device_name,
        snapshot_description=f"Copied for DestinationAmi from SourceAmi {source_id}",
    )
    image.source_image_id, image.source_image_region = source_id, source_region
    self.ec2_backend.amis[image.id] = image
    if str(self._get_param("CopyImageTags", "")).lower() == "true":
        image.add_tags({tag["key"]: tag["value"] for tag in source[0].get_tags() if not tag["key"].startswith("aws:")})
    _tag(image, _take_tags(self))
    return ActionResult({"ImageId": image.id})


def ec2_id() -> str:
    """The random part of a new id."""
    from moto.moto_api._internal import mock_random

    return mock_random.get_random_hex(17)


def _take_tags(self) -> dict[str, dict[str, str]]:
    specifications = self._get_param("TagSpecifications", []) or []
    self.params["TagSpecifications"] = []
    for specification in specifications:
        if specification.get("ResourceType") not in ("image", "snapshot"):
            raise Refused(
                "InvalidParameterValue",
                f"'{specification.get('ResourceType')}' is not a valid taggable resource type for this operation.",
            )
    return convert_tag_spec(specifications)


def _tag(image: Ami, tags: dict[str, dict[str, str]]) -> None:
    image.add_tags(tags.get("image", {}))
    image.ebs_snapshot.add_tags(tags.get("snapshot", {}))
