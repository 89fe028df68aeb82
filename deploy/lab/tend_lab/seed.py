"""What is there before anybody calls: identities, networks, a base image, a bucket. In-process, so it takes no time."""

import json

from moto.ec2.models import ec2_backends
from moto.ec2.models.amis import Ami
from moto.iam.models import AccessKey, iam_backends
from moto.s3.models import s3_backends

from . import accounts


def seed() -> None:
    """Fills the empty backends. Afterwards every account is as accounts.py describes it."""
    for account in accounts.ACCOUNTS:
        _identities(account)
        _network(account)
    _base_image()
    s3_backends[accounts.DEVOPS]["aws"].create_bucket(accounts.BUCKET, accounts.REGION)


def _identities(account: str) -> None:
    iam = iam_backends[account]["aws"]
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{accounts.DEVOPS}:root"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
    iam.create_role(accounts.ROLE, json.dumps(trust), "/", None, "what tend may do here", [], "3600")
    # nothing is checked against these until somebody turns moto's own checks on (README.md)
    everything = json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    )
    iam.put_role_policy(accounts.ROLE, "everything", everything)
    machine = dict(trust, Statement=[dict(trust["Statement"][0], Principal={"Service": "ec2.amazonaws.com"})])
    iam.create_role(accounts.INSTANCE_PROFILE, json.dumps(machine), "/", None, "instances", [], "3600")
    iam.create_instance_profile(accounts.INSTANCE_PROFILE, "/", [accounts.INSTANCE_PROFILE])
    if account == accounts.DEVOPS:
        user = iam.create_user(accounts.REGION, "tend")
        key = AccessKey("tend", "AKIA", account)
        key.access_key_id, key.secret_access_key = accounts.ACCESS_KEY, accounts.SECRET_KEY
        user.access_keys.append(key)
        iam.put_user_policy("tend", "everything", everything)
        iam.access_keys[key.access_key_id] = key


def _network(account: str) -> None:
    """The default VPC of the account; two private subnets and two security groups for each environment in it."""
    ec2 = ec2_backends[account][accounts.REGION]
    vpc = ec2.get_default_vpc()
    ec2.create_tags([vpc.id], {"Name": f"{accounts.ENVIRONMENTS[account][0]}-vpc"})
    subnets = sorted(ec2.get_default_subnets().values(), key=lambda subnet: subnet.availability_zone)
    for environment in accounts.ENVIRONMENTS[account]:
        for letter in "ab":
            ec2.create_tags([subnets.pop(0).id], {"Name": f"{environment}-private-{letter}"})
        for purpose in ("web", "build"):
            name = f"{environment}-{purpose}"
            group = ec2.create_security_group(name, f"{purpose} of {environment}", vpc.id)
            ec2.create_tags([group.id], {"Name": name})


def _base_image() -> None:
    ec2 = ec2_backends[accounts.DEVOPS][accounts.REGION]
    image = Ami(
        ec2,
        accounts.ROOT_AMI,
        name=accounts.ROOT_AMI_NAME,
        description="Debian 12, the lab's own",
        virtualization_type="hvm",
        architecture="x86_64",
        hypervisor="xen",
        root_device_type="ebs",
        root_device_name="/dev/xvda",
    )
    image.lab_settle_now()
    ec2.amis[image.id] = image
    ec2.create_tags([image.id], {"Name": accounts.ROOT_AMI_NAME})
