import http.client
import json
import subprocess
import sys
import time
import unittest
import urllib.request

import botocore.exceptions
from support import LAB, Running, accounts

sys.path.insert(0, str(LAB))
from tend_lab import fault_spec  # noqa: E402


class FaultTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.lab = Running("--faults", '{"rules": []}', "--delay", "0")
        cls.addClassCleanup(cls.lab.stop)

    def setUp(self) -> None:
        self.lab.call("POST", "/_lab/reset", {})
        self.faults()

    def faults(self, *rules: dict, seed: int = 0) -> None:
        self.lab.call("POST", "/_faults", {"seed": seed, "rules": list(rules)})

    def client(self, service: str, **config):
        return self.lab.client(service, **config)

    def error(self, operation, *arguments, **keywords) -> tuple[str, int]:
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            operation(*arguments, **keywords)
        answer = caught.exception.response
        return answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]

    def launched(self) -> int:
        return len(self.lab.call("GET", "/_lab/state")["instances"])

    def launch(self, **config):
        return self.client("ec2", **config).run_instances(
            ImageId=accounts.ROOT_AMI, InstanceType="t3.micro", MinCount=1, MaxCount=1, ClientToken="token-1"
        )

    def test_throttling_is_in_each_protocols_own_words(self):
        self.faults({"fault": "throttle"})
        self.assertEqual(self.error(self.client("ec2").describe_instances), ("RequestLimitExceeded", 503))
        self.assertEqual(self.error(self.client("ssm").list_commands), ("ThrottlingException", 400))
        self.assertEqual(self.error(self.client("sts").get_caller_identity), ("Throttling", 400))
        self.assertEqual(self.error(self.client("s3").list_buckets), ("SlowDown", 503))
        self.assertEqual(
            self.error(self.client("dynamodb").list_tables), ("ProvisionedThroughputExceededException", 400)
        )

    def test_a_throttled_call_gets_through_when_it_is_tried_again(self):
        self.faults({"fault": "throttle", "service": "ec2", "operation": "Describe*", "count": 2})
        retrying = self.client("ec2", retries={"total_max_attempts": 3, "mode": "standard"})
        self.assertEqual(retrying.describe_instances()["Reservations"], [])
        injected = self.lab.call("GET", "/_faults")["injected"]
        self.assertEqual([(i["fault"], i["operation"]) for i in injected], [("throttle", "DescribeInstances")] * 2)

    def test_errors_take_their_status_and_their_text(self):
        self.faults({"fault": "error", "status": 503, "service": "ec2"}, {"fault": "error", "html": True})
        self.assertEqual(self.error(self.client("ec2").describe_instances), ("Unavailable", 503))
        self.assertEqual(self.error(self.client("ssm").list_commands)[1], 500)
        self.faults({"fault": "error", "code": "InternalServerError", "retry_after": 7})
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            self.client("ssm").list_commands()
        self.assertEqual(caught.exception.response["Error"]["Code"], "InternalServerError")
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPHeaders"]["retry-after"], "7")

    def test_a_rule_can_ask_for_a_text_in_the_body(self):
        self.faults({"fault": "throttle", "operation": "DescribeInstances", "body": "*=prd*"})

        def look(environment: str):
            filters = [{"Name": "tag:tend:environment", "Values": [environment]}]
            return self.client("ec2").describe_instances(Filters=filters)["Reservations"]

        self.assertEqual(look("tst"), [])
        self.assertEqual(self.error(look, "prd"), ("RequestLimitExceeded", 503))

    def test_a_lost_call_was_done(self):
        self.faults({"fault": "lost", "operation": "RunInstances", "count": 1})
        with self.assertRaises(botocore.exceptions.ConnectionClosedError):
            self.launch()
        self.assertEqual(self.launched(), 1)
        self.launch()
        self.assertEqual(self.launched(), 1, "the token makes the second call find the first one's instance")

    def test_a_reset_call_was_not_done(self):
        self.faults({"fault": "reset", "operation": "RunInstances"})
        with self.assertRaises(botocore.exceptions.ConnectionClosedError):
            self.launch()
        self.assertEqual(self.launched(), 0)

    def test_a_truncated_answer_is_shorter_than_it_says(self):
        self.faults({"fault": "truncate", "path": "/*/half", "operation": "GET"})
        s3 = self.client("s3")
        s3.put_object(Bucket=accounts.BUCKET, Key="half", Body=bytes(1000))
        url = s3.generate_presigned_url("get_object", Params={"Bucket": accounts.BUCKET, "Key": "half"})
        with urllib.request.urlopen(url) as answer:
            promised = int(answer.headers["Content-Length"])
            with self.assertRaises(http.client.IncompleteRead) as caught:
                answer.read()
        self.assertEqual((promised, len(caught.exception.partial)), (1000, 500))

    def test_a_hanging_call_is_never_answered(self):
        self.faults({"fault": "hang", "service": "sts"})
        with self.assertRaises(botocore.exceptions.ReadTimeoutError):
            self.client("sts", read_timeout=0.2).get_caller_identity()

    def test_slow_and_delayed_answers_are_whole(self):
        self.faults({"fault": "slow", "service": "sts", "seconds": 0.3}, {"fault": "delay", "seconds": 0.3})
        for service, call in (("sts", "get_caller_identity"), ("ssm", "list_commands")):
            started = time.monotonic()
            getattr(self.client(service), call)()
            self.assertGreaterEqual(time.monotonic() - started, 0.3)

    def test_large_bodies_and_keep_alive_pass_through(self):
        s3, body = self.client("s3"), bytes(3_000_000)
        for _ in range(3):
            s3.put_object(Bucket=accounts.BUCKET, Key="large", Body=body)
            self.assertEqual(s3.get_object(Bucket=accounts.BUCKET, Key="large")["Body"].read(), body)
            self.assertEqual(s3.head_object(Bucket=accounts.BUCKET, Key="large")["ContentLength"], len(body))
            s3.delete_object(Bucket=accounts.BUCKET, Key="large")

    def test_a_wrong_spec_is_refused_and_changes_nothing(self):
        self.faults({"fault": "throttle", "service": "sts"})
        with self.assertRaises(Exception) as caught:
            self.faults({"fault": "throttle", "servce": "ec2"})
        self.assertIn(b"rule 0: unknown key 'servce'", caught.exception.read())
        caught.exception.close()
        self.assertEqual(self.error(self.client("sts").get_caller_identity)[0], "Throttling")

    def test_the_control_endpoint_is_never_spoilt(self):
        self.faults({"fault": "reset"})
        self.lab.url, before = self.lab.endpoint, self.lab.url
        self.addCleanup(setattr, self.lab, "url", before)
        self.assertEqual(self.lab.call("GET", "/_lab/state")["instances"], [])

    def test_it_runs_alone(self):
        proxy = subprocess.Popen(
            [sys.executable, "-m", "tend_lab.fault_proxy", "--upstream", self.lab.url, "--spec", '{"rules": []}'],
            cwd=LAB,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(proxy.stdout.close)
        self.addCleanup(proxy.wait)
        self.addCleanup(proxy.terminate)
        endpoint, self.lab.endpoint = self.lab.endpoint, proxy.stdout.readline().strip()
        self.addCleanup(setattr, self.lab, "endpoint", endpoint)
        self.assertEqual(self.client("sts").get_caller_identity()["Account"], accounts.DEVOPS)
        self.faults({"fault": "throttle"})
        self.assertEqual(self.error(self.client("sts").get_caller_identity), ("Throttling", 400))


class SpecTests(unittest.TestCase):
    def struck(self, seed: int) -> list[bool]:
        spec = fault_spec.parse({"seed": seed, "rules": [{"fault": "throttle", "probability": 0.3}]})
        return [spec.choose("ec2", "DescribeInstances", "/") is not None for _ in range(200)]

    def test_the_same_seed_strikes_the_same_requests(self):
        self.assertEqual(self.struck(1), self.struck(1))
        self.assertNotEqual(self.struck(1), self.struck(2))
        self.assertTrue(30 < sum(self.struck(1)) < 90)

    def test_count_and_after_choose_which(self):
        spec = fault_spec.parse({"rules": [{"fault": "lost", "operation": "Run*", "after": 1, "count": 2}]})
        asked = ["RunInstances", "DescribeInstances", "RunInstances", "RunInstances", "RunInstances"]
        struck = [spec.choose("ec2", operation, "/") is not None for operation in asked]
        self.assertEqual(struck, [False, False, True, True, False])
        self.assertEqual(json.loads(json.dumps(spec.report()))["requests"], 5)


if __name__ == "__main__":
    unittest.main()
