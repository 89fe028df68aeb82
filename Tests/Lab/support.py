"""What the lab's tests share: one lab for all of them, clients, waiting for a condition."""

import atexit
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

LAB = Path(__file__).resolve().parents[2] / "deploy" / "lab"
sys.path.insert(0, str(LAB))

from tend_lab import accounts  # noqa: E402

#: short, so that tests are; those about time set their own
QUICK = {
    "instance_running": 0.05,
    "instance_stopped": 0.05,
    "instance_terminated": 0.05,
    "status_checks": 0,
    "image_available": 0,
    "ssm_online": 0,
    "command_visible": 0,
}


class Running:
    """A lab started by `up` in a directory of its own."""

    def __init__(self, *arguments: str):
        self.directory = Path(tempfile.mkdtemp(prefix="tend-lab-test-"))
        try:
            self.output = script("up", "--dir", str(self.directory), *arguments).stdout
        except AssertionError:
            shutil.rmtree(self.directory)
            raise
        text = (self.directory / "lab.env").read_text()
        self.environment = dict(re.findall(r"^export (\w+)='?([^'\n]*)'?$", text, re.M))
        self.endpoint, self.url = self.environment["AWS_ENDPOINT_URL"], self.environment["TEND_LAB_URL"]

    @property
    def pid(self) -> int:
        return int((self.directory / "lab.pid").read_text().split()[0])

    def stop(self) -> None:
        script("down", "--dir", str(self.directory))

    def call(self, method: str, path: str, body=None):
        """The JSON answer of /_lab or /_faults."""
        data = json.dumps(body).encode() if body is not None else None
        base = self.endpoint if path.startswith("/_faults") else self.url
        request = urllib.request.Request(base + path, data=data, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def client(self, service: str, keys: dict | None = None, **config):
        """A client as the devops identity, or with the keys of a session."""
        keys = keys or {
            "AccessKeyId": self.environment["AWS_ACCESS_KEY_ID"],
            "SecretAccessKey": self.environment["AWS_SECRET_ACCESS_KEY"],
        }
        config.setdefault("retries", {"total_max_attempts": 1})
        if service == "s3":
            config |= {"signature_version": "s3v4", "s3": {"addressing_style": "path"}}
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=accounts.REGION,
            aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"],
            aws_session_token=keys.get("SessionToken"),
            config=Config(**config),
        )

    def session(self, account: str) -> dict:
        """The keys of a session in an account's role."""
        role = accounts.role_arn(account)
        return self.client("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]


def script(name: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess:
    """Runs `up` or `down`; the packages are those that the tests themselves run with."""
    environment = dict(os.environ, TEND_LAB_VENV=os.environ.get("TEND_LAB_VENV", sys.prefix))
    done = subprocess.run(
        [LAB / name, *arguments], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    if check and done.returncode:
        raise AssertionError(f"{name} {' '.join(arguments)}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return done


_shared: list[Running | AssertionError] = []


def shared() -> Running:
    """The lab that most tests use; stopped when the tests end."""
    if not _shared:
        try:
            _shared.append(Running())
            atexit.register(_shared[0].stop)
        except AssertionError as error:
            _shared.append(error)
    if isinstance(_shared[0], AssertionError):
        raise _shared[0]
    return _shared[0]


def eventually(condition, within: float = 10):
    """The first true value of `condition`; fails when there is none in time."""
    until = time.monotonic() + within
    while not (value := condition()):
        if time.monotonic() > until:
            raise AssertionError(f"did not come about within {within} s")
        time.sleep(0.02)
    return value


class LabTestCase(unittest.TestCase):
    """Every test finds the lab as it is after `up`, with the quick settings."""

    settings: dict = {}

    def setUp(self) -> None:
        self.lab = shared()
        self.lab.call("POST", "/_lab/reset", {})
        self.lab.call("POST", "/_lab/settings", QUICK | self.settings)
        self._sessions: dict[str, dict] = {}

    def client(self, service: str, account: str = accounts.DEVOPS):
        if account == accounts.DEVOPS:
            return self.lab.client(service)
        if account not in self._sessions:
            self._sessions[account] = self.lab.session(account)
        return self.lab.client(service, self._sessions[account])

    def refused(self, code: str, operation, *arguments, **keywords) -> str:
        """The message of the error with which AWS refuses."""
        with self.assertRaises(ClientError) as caught:
            operation(*arguments, **keywords)
        self.assertEqual(caught.exception.response["Error"]["Code"], code)
        return caught.exception.response["Error"]["Message"]

    def set(self, **settings) -> None:
        self.lab.call("POST", "/_lab/settings", settings)

    def launch(
        self, count: int = 1, tags: dict | None = None, account: str = accounts.DEVOPS, wait: bool = True, **more
    ):
        """Ids of new instances of the base image."""
        ec2 = self.client("ec2", account)
        specification = [{"Key": key, "Value": value} for key, value in (tags or {"role": "web"}).items()]
        answer = ec2.run_instances(
            ImageId=accounts.ROOT_AMI,
            InstanceType="t3.micro",
            MinCount=count,
            MaxCount=count,
            TagSpecifications=[{"ResourceType": "instance", "Tags": specification}],
            **more,
        )
        ids = [instance["InstanceId"] for instance in answer["Instances"]]
        if wait:
            eventually(lambda: set(self.states(ec2, ids)) == {"running"})
        return ids

    def states(self, ec2, ids: list[str]) -> list[str]:
        reservations = ec2.describe_instances(InstanceIds=ids)["Reservations"]
        return [instance["State"]["Name"] for reservation in reservations for instance in reservation["Instances"]]

    def send(self, *commands: str, ids: list[str] | None = None, targets: list | None = None, **more) -> str:
        """Sends a command; its id."""
        parameters = {"commands": list(commands)} | more.pop("parameters", {})
        where = {"InstanceIds": ids} if ids is not None else {"Targets": targets}
        ssm = more.pop("ssm", None) or self.client("ssm")
        answer = ssm.send_command(DocumentName="AWS-RunShellScript", Parameters=parameters, **where, **more)
        return answer["Command"]["CommandId"]

    def finished(self, command: str, instance: str, ssm=None) -> dict:
        """The invocation when it has ended."""
        ssm = ssm or self.client("ssm")

        def ended():
            answer = ssm.get_command_invocation(CommandId=command, InstanceId=instance)
            return answer if answer["Status"] not in ("Pending", "InProgress", "Cancelling") else None

        return eventually(ended)


__all__ = ["ClientError", "LabTestCase", "Running", "accounts", "eventually", "script", "shared", "urllib"]
