"""The five accounts and what is fixed in them. Tests and examples may rely on every constant here."""

DEVOPS = "111111111111"
TST = SBX = "222222222222"
STG = "333333333333"
PRD = "444444444444"
#: somebody else's: for tests of roles that lead into a wrong account
OTHER = "555555555555"

ACCOUNTS = (DEVOPS, TST, STG, PRD, OTHER)
#: the environments whose networks are in an account
ENVIRONMENTS = {DEVOPS: ("devops",), TST: ("tst", "sbx"), STG: ("stg",), PRD: ("prd",), OTHER: ("other",)}

REGION = "us-east-1"
ROLE = "tend-deploy"
#: the keys of the daemon's own identity, arn:aws:iam::111111111111:user/tend
ACCESS_KEY = "AKIATENDLAB000DEVOPS"
SECRET_KEY = "lab/not-a-secret/0000000000000000devops0"

#: a base image to build on, in the devops account
ROOT_AMI = "ami-0deb1a1200000ba5e"
ROOT_AMI_NAME = "debian-12-base"
BUCKET = "shop-artifacts"
#: an instance profile of this name is in every account
INSTANCE_PROFILE = "web"


def role_arn(account: str) -> str:
    """The role that tend assumes in an account."""
    return f"arn:aws:iam::{account}:role/{ROLE}"
