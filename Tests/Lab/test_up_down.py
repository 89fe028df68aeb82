import os
import signal
import subprocess
import tempfile
import unittest
import urllib.request
from pathlib import Path

from support import LAB, LabTestCase, Running, accounts, eventually, script, shared


class UpTests(unittest.TestCase):
    def setUp(self) -> None:
        self.lab = shared()
        self.pid = self.lab.pid

    def test_the_environment_is_what_tend_needs(self):
        self.assertEqual(
            self.lab.environment,
            {
                "AWS_ENDPOINT_URL": self.lab.url,
                "AWS_ACCESS_KEY_ID": accounts.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY": accounts.SECRET_KEY,
                "AWS_REGION": "us-east-1",
                "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_EC2_METADATA_DISABLED": "true",
                "TEND_LAB_URL": self.lab.url,
                "TST_IAM_ROLE_ARN": "arn:aws:iam::222222222222:role/tend-deploy",
                "SBX_IAM_ROLE_ARN": "arn:aws:iam::222222222222:role/tend-deploy",
                "STG_IAM_ROLE_ARN": "arn:aws:iam::333333333333:role/tend-deploy",
                "PRD_IAM_ROLE_ARN": "arn:aws:iam::444444444444:role/tend-deploy",
            },
        )

    def test_up_again_says_that_it_is_up_already(self):
        again = script("up", "--dir", str(self.lab.directory))
        self.assertTrue(again.stdout.startswith("up: it is up already (give another --dir for a second lab)\n"))
        self.assertIn(self.lab.url, again.stdout)
        self.assertEqual(int((self.lab.directory / "lab.pid").read_text().split()[0]), self.pid)

    def test_it_listens_on_loopback_only(self):
        own = set()
        for link in Path(f"/proc/{self.pid}/fd").iterdir():
            target = os.readlink(link)
            if target.startswith("socket:["):
                own.add(target[8:-1])
        listening = []
        for table in ("tcp", "tcp6"):
            for line in Path(f"/proc/{self.pid}/net/{table}").read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == "0A" and fields[9] in own:
                    listening.append(fields[1].split(":")[0])
        self.assertEqual(listening, ["0100007F"])

    def test_a_port_that_is_taken_is_said(self):
        port = self.lab.url.rsplit(":", 1)[1]
        with tempfile.TemporaryDirectory() as directory:
            done = script("up", "--dir", directory, "--port", port, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(
            f"up: the lab did not start:\ntend_lab: port {port} on 127.0.0.1: Address already in use\n", done.stderr
        )


class DownTests(unittest.TestCase):
    def setUp(self) -> None:
        self.lab = Running()
        self.addCleanup(self.lab.stop)
        self.pid = self.lab.pid

    def test_down_ends_the_lab_and_what_runs_in_it_and_removes_its_state(self):
        ec2, ssm = self.lab.client("ec2"), self.lab.client("ssm")
        self.lab.call("POST", "/_lab/settings", {"instance_running": 0, "ssm_online": 0})
        answer = ec2.run_instances(ImageId=accounts.ROOT_AMI, InstanceType="t3.micro", MinCount=1, MaxCount=1)
        instance = answer["Instances"][0]["InstanceId"]
        ssm.send_command(
            DocumentName="AWS-RunShellScript",
            InstanceIds=[instance],
            Parameters={"commands": ["echo $$ > pid; sleep 300"]},
        )
        file = self.lab.directory / "instances" / accounts.DEVOPS / instance / "root" / "pid"
        eventually(lambda: file.exists() and file.read_text().strip())
        shell = int(file.read_text())
        script("down", "--dir", str(self.lab.directory))
        self.assertFalse(self.lab.directory.exists())
        self.assertTrue(ended(self.pid))
        eventually(lambda: ended(shell))

    def test_down_waits_for_a_lab_that_is_busy(self):
        os.kill(self.pid, signal.SIGSTOP)
        done = subprocess.Popen([LAB / "down", "--dir", self.lab.directory], stdout=subprocess.DEVNULL)
        self.addCleanup(done.wait)
        pending = Path(f"/proc/{self.pid}/status")
        eventually(lambda: "ShdPnd:\t0000000000004000" in pending.read_text())  # SIGTERM has been sent
        self.assertIsNone(done.poll())
        os.kill(self.pid, signal.SIGCONT)
        self.assertEqual(done.wait(10), 0)

    def test_down_does_not_touch_a_process_that_only_has_the_same_number(self):
        other = subprocess.Popen(["sleep", "300"])
        self.addCleanup(other.wait)
        self.addCleanup(other.kill)
        with tempfile.TemporaryDirectory() as directory:
            Path(directory, "lab.pid").write_text(f"{other.pid} 1\n")
            done = script("down", "--dir", directory)
            Path(directory).mkdir(exist_ok=True)
        self.assertIn("no lab was running", done.stdout)
        self.assertIsNone(other.poll())


class ArgumentTests(unittest.TestCase):
    def test_what_cannot_be_is_said(self):
        with tempfile.TemporaryDirectory() as directory:
            for arguments, status, message in (
                (["--bogus"], 2, "up: unknown argument '--bogus'"),
                (["--port"], 2, "up: --port needs a value"),
                (["--set", "x=1"], 1, "tend_lab: unknown setting 'x'; there are: command_visible, "),
                (["--set", "ssm_online=soon"], 1, "tend_lab: --set ssm_online=soon: NAME=VALUE with a number"),
                (["--faults", '{"rules": [{"fault": "flood"}]}'], 1, "rule 0: fault is one of throttle, error,"),
                (["--faults", "/no/such/file"], 1, "tend_lab: fault spec: [Errno 2]"),
            ):
                with self.subTest(arguments):
                    done = script("up", "--dir", f"{directory}/lab", *arguments, check=False)
                    self.assertEqual(done.returncode, status)
                    self.assertIn(message, done.stderr)

    def test_down_without_a_lab_is_no_error(self):
        done = script("down", "--dir", "/tmp/tend-lab-that-never-was")
        self.assertEqual(done.stdout, "down: there is no lab in /tmp/tend-lab-that-never-was\n")


def ended(pid: int) -> bool:
    """Gone, or only waiting to be reaped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


class ControlTests(LabTestCase):
    def test_calls_are_counted_by_service_and_operation(self):
        self.lab.call("POST", "/_lab/reset-calls", {})
        self.client("sts").get_caller_identity()
        self.client("ec2").describe_instances()
        self.client("ec2").describe_instances()
        self.client("ssm").list_commands()
        self.client("s3").list_buckets()
        self.assertEqual(
            self.lab.call("GET", "/_lab/calls"),
            {"ec2.DescribeInstances": 2, "s3.GET": 1, "ssm.ListCommands": 1, "sts.GetCallerIdentity": 1},
        )

    def test_a_setting_that_is_not_there_is_refused_and_none_is_changed(self):
        with self.assertRaises(urllib.error.HTTPError) as caught:
            self.set(ssm_online=9, ssm_offline=1)
        self.assertEqual(caught.exception.code, 400)
        self.assertIn(b"unknown setting 'ssm_offline'", caught.exception.read())
        caught.exception.close()
        self.assertEqual(self.lab.call("GET", "/_lab/settings")["ssm_online"], 0)

    def test_reset_brings_back_the_beginning(self):
        self.launch()
        self.client("ssm", accounts.PRD).put_parameter(Name="/a", Value="1", Type="String")
        self.lab.call("POST", "/_lab/reset", {})
        state = self.lab.call("GET", "/_lab/state")
        self.assertEqual((state["instances"], state["calls"]), ([], {}))
        self.assertEqual([image["id"] for image in state["images"]], [accounts.ROOT_AMI])
        self.assertEqual(state["settings"]["ssm_online"], 0.4)
        self._sessions.clear()
        self.refused("ParameterNotFound", self.client("ssm", accounts.PRD).get_parameter, Name="/a")

    def test_the_state_tells_how_often_a_command_ran(self):
        one = self.launch()[0]
        command = self.send("true", ids=[one], Comment="tend/abc")
        self.finished(command, one)
        found = self.lab.call("GET", "/_lab/state")["commands"]
        self.assertEqual(
            found,
            [
                {
                    "account": accounts.DEVOPS,
                    "id": command,
                    "comment": "tend/abc",
                    "status": "Success",
                    "invocations": {one: {"status": "Success", "runs": 1}},
                }
            ],
        )

    def test_connections_are_kept(self):
        import http.client

        connection = http.client.HTTPConnection(self.lab.url.removeprefix("http://"))
        self.addCleanup(connection.close)
        connection.request("GET", "/_lab/calls")
        connection.getresponse().read()
        first = connection.sock
        connection.request("GET", "/_lab/calls")
        self.assertEqual(connection.getresponse().status, 200)
        self.assertIs(connection.sock, first)


class StorageTests(LabTestCase):
    def test_an_instance_fetches_a_script_by_a_presigned_url(self):
        s3, one = self.client("s3"), self.launch()[0]
        s3.put_object(Bucket=accounts.BUCKET, Key="tend/scripts/a b.sh", Body=b"echo from the bucket: $1\n")
        url = s3.generate_presigned_url(
            "get_object", Params={"Bucket": accounts.BUCKET, "Key": "tend/scripts/a b.sh"}, ExpiresIn=60
        )
        self.assertTrue(url.startswith(f"{self.lab.url}/{accounts.BUCKET}/tend/scripts/"))
        command = self.send(f"curl --fail --silent '{url}' > s.sh", "bash s.sh hello", ids=[one])
        self.assertEqual(self.finished(command, one)["StandardOutputContent"], "from the bucket: hello\n")

    def test_without_a_signature_or_too_late_nothing_is_given(self):
        s3 = self.client("s3")
        s3.put_object(Bucket=accounts.BUCKET, Key="secret", Body=b"x")
        parameters = {"Bucket": accounts.BUCKET, "Key": "secret"}
        late = s3.generate_presigned_url("get_object", Params=parameters, ExpiresIn=60).replace(
            "X-Amz-Expires=60", "X-Amz-Expires=-1"
        )
        for url, message in (
            (late, b"Request has expired"),
            (f"{self.lab.url}/{accounts.BUCKET}/secret", b"Access Denied"),
        ):
            with self.assertRaises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(url, timeout=5)
            self.assertEqual(caught.exception.code, 403)
            self.assertIn(message, caught.exception.read())
            caught.exception.close()

    def test_write_once_holds(self):
        s3 = self.client("s3")
        s3.put_object(Bucket=accounts.BUCKET, Key="once", Body=b"1", IfNoneMatch="*")
        self.refused(
            "PreconditionFailed", s3.put_object, Bucket=accounts.BUCKET, Key="once", Body=b"2", IfNoneMatch="*"
        )

    def test_a_large_object_goes_both_ways(self):
        s3, body = self.client("s3"), os.urandom(3_000_000)
        s3.put_object(Bucket=accounts.BUCKET, Key="large", Body=body)
        self.assertEqual(s3.get_object(Bucket=accounts.BUCKET, Key="large")["Body"].read(), body)


if __name__ == "__main__":
    unittest.main()
