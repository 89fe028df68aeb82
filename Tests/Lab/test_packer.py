import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import LabTestCase, accounts

TEMPLATE = """
variable "endpoint" { type = string }
variable "source_ami" { type = string }
variable "ami_name" { type = string }

source "amazon-ebs" "step" {
  ami_name                    = var.ami_name
  source_ami                  = var.source_ami
  instance_type               = "t3.micro"
  region                      = "us-east-1"
  communicator                = "none"
  custom_endpoint_ec2         = var.endpoint
  skip_region_validation      = true
  skip_credential_validation  = true
  skip_metadata_api_check     = true
  security_group_filter { filters = { "tag:Name" = "devops-build" } }
  subnet_filter {
    filters = { "tag:Name" = "devops-private-*" }
    most_free = true
  }
  tags          = { "tend:step" = var.ami_name }
  snapshot_tags = { "tend:step" = var.ami_name }
  run_tags      = { "tend:building" = var.ami_name }
}

build {
  sources = ["source.amazon-ebs.step"]
  provisioner "shell-local" { inline = ["PROVISION"] }
}
"""


@unittest.skipUnless(shutil.which("packer"), "packer is not installed")
class PackerTests(LabTestCase):
    def build(self, source: str, name: str, provision: str = "echo provisioning") -> subprocess.CompletedProcess:
        with tempfile.TemporaryDirectory() as directory:
            template = Path(directory, "step.pkr.hcl")
            template.write_text(TEMPLATE.replace("PROVISION", provision))
            variables = {"endpoint": self.lab.endpoint, "source_ami": source, "ami_name": name}
            command = ["packer", "build", "-machine-readable"]
            for key, value in variables.items():
                command += ["-var", f"{key}={value}"]
            environment = dict(os.environ, CHECKPOINT_DISABLE="1", HOME=directory, **self.lab.environment)
            return subprocess.run(
                [*command, str(template)], env=environment, cwd=directory, capture_output=True, text=True, timeout=60
            )

    def artifact(self, done: subprocess.CompletedProcess) -> str:
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        lines = [line.split(",") for line in done.stdout.splitlines()]
        found = [line[5] for line in lines if line[2:5] == ["artifact", "0", "id"]]
        self.assertEqual(len(found), 1)
        return found[0].removeprefix("us-east-1:")

    def test_steps_build_upon_one_another(self):
        first = self.artifact(self.build(accounts.ROOT_AMI, "debian-12-base/1.0.0/s01-base"))
        second = self.artifact(self.build(first, "debian-12-base/1.0.0/s02-app"))
        image = self.client("ec2").describe_images(ImageIds=[second])["Images"][0]
        self.assertEqual((image["Name"], image["State"]), ("debian-12-base/1.0.0/s02-app", "available"))
        self.assertEqual(image["Tags"], [{"Key": "tend:step", "Value": "debian-12-base/1.0.0/s02-app"}])
        state = self.lab.call("GET", "/_lab/state")
        self.assertEqual([(i["state"], i["image"]) for i in state["instances"]], [
            ("terminated", accounts.ROOT_AMI), ("terminated", first),
        ])  # fmt: skip

    def test_a_failing_provisioner_leaves_nothing_behind(self):
        done = self.build(accounts.ROOT_AMI, "debian-12-base/1.0.0/s01-base", "exit 7")
        self.assertEqual(done.returncode, 1)
        state = self.lab.call("GET", "/_lab/state")
        self.assertEqual([image["id"] for image in state["images"]], [accounts.ROOT_AMI])
        self.assertEqual([instance["state"] for instance in state["instances"]], ["terminated"])
        self.assertEqual(self.client("ec2").describe_key_pairs()["KeyPairs"], [])

    def test_a_name_that_is_taken_is_refused(self):
        self.artifact(self.build(accounts.ROOT_AMI, "debian-12-base/1.0.0/s01-base"))
        done = self.build(accounts.ROOT_AMI, "debian-12-base/1.0.0/s01-base")
        self.assertEqual(done.returncode, 1)
        self.assertIn("is used by an existing AMI", json.dumps(done.stdout))


if __name__ == "__main__":
    unittest.main()
