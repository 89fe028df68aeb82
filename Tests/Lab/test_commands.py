import time
from datetime import datetime, timedelta, timezone

from support import LabTestCase, accounts, eventually


class CommandTests(LabTestCase):
    def test_the_script_runs_in_the_instances_own_directory_with_a_small_environment(self):
        one, two = self.launch(2)
        command = self.send("cd; echo mine > file", ids=[one])
        self.finished(command, one)
        command = self.send("cat ~/file; env", ids=[one, two])
        first, second = self.finished(command, one), self.finished(command, two)
        self.assertEqual((first["Status"], first["StatusDetails"], first["ResponseCode"]), ("Success", "Success", 0))
        self.assertTrue(first["StandardOutputContent"].startswith("mine\n"))
        self.assertIn(f"AWS_SSM_INSTANCE_ID={one}\n", first["StandardOutputContent"])
        self.assertNotIn("AWS_ACCESS_KEY", first["StandardOutputContent"])
        self.assertNotIn("mine\n", second["StandardOutputContent"])

    def test_a_failing_script_says_how_it_failed(self):
        one = self.launch()[0]
        answer = self.finished(self.send("echo out", "echo err >&2", "exit 3", ids=[one]), one)
        self.assertEqual((answer["Status"], answer["ResponseCode"]), ("Failed", 3))
        self.assertEqual(answer["StandardOutputContent"], "out\n")
        self.assertEqual(answer["StandardErrorContent"], "err\nfailed to run commands: exit status 3")

    def test_outputs_are_cut(self):
        one = self.launch()[0]
        script = "head -c 30000 /dev/zero | tr '\\0' a; head -c 30000 /dev/zero | tr '\\0' b >&2"
        command = self.send(script, ids=[one])
        answer = self.finished(command, one)
        self.assertEqual(len(answer["StandardOutputContent"]), 24_000)
        self.assertTrue(answer["StandardOutputContent"].endswith("a\n---Output truncated---"))
        self.assertEqual(len(answer["StandardErrorContent"]), 8_000)
        listed = self.client("ssm").list_command_invocations(CommandId=command, Details=True)
        self.assertEqual(len(listed["CommandInvocations"][0]["CommandPlugins"][0]["Output"]), 2_500)

    def test_whole_outputs_go_to_the_bucket(self):
        one = self.launch()[0]
        command = self.send(
            "seq 10000", ids=[one], OutputS3BucketName="shop-artifacts", OutputS3KeyPrefix="tend/outputs"
        )
        self.finished(command, one)
        key = f"tend/outputs/{command}/{one}/awsrunShellScript/0.awsrunShellScript/stdout"
        s3 = self.client("s3")
        eventually(lambda: s3.list_objects_v2(Bucket="shop-artifacts", Prefix=key)["KeyCount"])
        body = s3.get_object(Bucket="shop-artifacts", Key=key)["Body"].read()
        self.assertEqual(body, "".join(f"{n}\n" for n in range(1, 10001)).encode())

    def test_a_script_that_takes_too_long_is_killed_with_all_it_started(self):
        one = self.launch()[0]
        command = self.send("sleep 300 & echo $! > ~/child; wait", ids=[one], parameters={"executionTimeout": ["1"]})
        answer = self.finished(command, one)
        self.assertEqual((answer["Status"], answer["StatusDetails"]), ("TimedOut", "ExecutionTimedOut"))
        check = self.send("grep -q '^State:.[^Z]' /proc/$(cat ~/child)/status && echo alive", ids=[one])
        self.assertEqual(self.finished(check, one)["StandardOutputContent"], "")

    def test_working_directories_stay_inside_the_instance(self):
        one = self.launch()[0]
        inside = f"instances/{accounts.DEVOPS}/{one}"
        for wanted, expected in (("/srv/app", "/srv/app"), ("../../../..", "/root")):
            command = self.send("pwd", ids=[one], parameters={"workingDirectory": [wanted]})
            self.assertEqual(
                self.finished(command, one)["StandardOutputContent"], f"{self.lab.directory}/{inside}{expected}\n"
            )

    def test_a_shebang_chooses_the_interpreter(self):
        one = self.launch()[0]
        command = self.send("#!/usr/bin/python3", "print(6 * 7)", ids=[one])
        self.assertEqual(self.finished(command, one)["StandardOutputContent"], "42\n")

    def test_exit_194_reboots_and_runs_again(self):
        one = self.launch()[0]
        command = self.send("[ -e ~/booted ] && echo again && exit 0", "touch ~/booted", "exit 194", ids=[one])
        answer = self.finished(command, one)
        self.assertEqual((answer["Status"], answer["StandardOutputContent"]), ("Success", "again\n"))

    def test_a_command_is_unknown_for_a_moment(self):
        self.set(command_visible=0.3)
        one, ssm = self.launch()[0], self.client("ssm")
        command = self.send("true", ids=[one])
        self.refused("InvocationDoesNotExist", ssm.get_command_invocation, CommandId=command, InstanceId=one)
        self.assertEqual(ssm.list_command_invocations(CommandId=command)["CommandInvocations"], [])
        eventually(lambda: ssm.list_command_invocations(CommandId=command)["CommandInvocations"])
        self.finished(command, one)

    def test_running_it_shows_no_output_and_no_code_yet(self):
        one, ssm = self.launch()[0], self.client("ssm")
        command = self.send("echo now; until [ -e ~/go ]; do sleep 0.02; done", ids=[one])

        def invocation():
            return ssm.get_command_invocation(CommandId=command, InstanceId=one)

        eventually(lambda: invocation()["Status"] == "InProgress")
        answer = invocation()
        self.assertEqual((answer["ResponseCode"], answer["StandardOutputContent"]), (-1, ""))
        self.finished(self.send("touch ~/go", ids=[one]), one)
        self.assertEqual(self.finished(command, one)["StandardOutputContent"], "now\n")

    def test_a_command_can_be_cancelled(self):
        one, ssm = self.launch()[0], self.client("ssm")
        command = self.send("sleep 300", ids=[one])
        eventually(lambda: self.status(command) == "InProgress")
        ssm.cancel_command(CommandId=command)
        self.assertEqual(self.finished(command, one)["Status"], "Cancelled")
        self.assertEqual(self.status(command), "Cancelled")
        ssm.cancel_command(CommandId=command)
        self.refused("InvalidCommandId", ssm.cancel_command, CommandId="00000000-0000-0000-0000-000000000000")

    def status(self, command: str) -> str:
        return self.client("ssm").list_commands(CommandId=command)["Commands"][0]["Status"]

    def test_two_hundred_instances_take_little_time(self):
        ids = self.launch(200)
        command = self.send("echo $AWS_SSM_INSTANCE_ID", targets=[{"Key": "tag:role", "Values": ["web"]}])
        eventually(lambda: self.status(command) == "Success", within=20)
        pages = self.client("ssm").get_paginator("list_command_invocations").paginate(CommandId=command, Details=True)
        found = [item for page in pages for item in page["CommandInvocations"]]
        self.assertEqual(sorted(item["InstanceId"] for item in found), sorted(ids))
        for item in found:
            self.assertEqual(item["CommandPlugins"][0]["Output"], item["InstanceId"] + "\n")


class TargetTests(LabTestCase):
    def reached(self, command: str) -> list[str]:
        answer = self.client("ssm").list_command_invocations(CommandId=command)
        return sorted(item["InstanceId"] for item in answer["CommandInvocations"])

    def test_ids_reach_these_instances_only(self):
        ids = self.launch(3)
        self.assertEqual(self.reached(self.send("true", ids=ids[:1])), ids[:1])

    def test_values_are_alternatives_and_keys_must_all_hold(self):
        web = self.launch(tags={"role": "web", "env": "tst"})
        database = self.launch(tags={"role": "db", "env": "tst"})
        self.launch(tags={"role": "web", "env": "prd"})
        targets = [{"Key": "tag:role", "Values": ["web", "db"]}, {"Key": "tag:env", "Values": ["tst"]}]
        self.assertEqual(self.reached(self.send("true", targets=targets)), sorted(web + database))
        targets = [{"Key": "InstanceIds", "Values": web}]
        self.assertEqual(self.reached(self.send("true", targets=targets)), web)

    def test_tags_do_not_reach_instances_that_do_not_run(self):
        ids = self.launch(3)
        ec2 = self.client("ec2")
        ec2.stop_instances(InstanceIds=ids[:1])
        ec2.terminate_instances(InstanceIds=ids[1:2])
        command = self.send("true", targets=[{"Key": "tag:role", "Values": ["web"]}])
        self.assertEqual(self.reached(command), ids[2:])

    def test_tags_that_nothing_has_reach_nothing(self):
        command = self.send("true", targets=[{"Key": "tag:role", "Values": ["none"]}])
        answer = self.client("ssm").list_commands(CommandId=command)["Commands"][0]
        self.assertEqual((answer["TargetCount"], answer["StatusDetails"]), (0, "NoInstancesInTag"))

    def test_an_id_that_is_unknown_or_not_running_is_refused(self):
        one, two = self.launch(2)
        self.client("ec2").terminate_instances(InstanceIds=[two])
        for wrong in ("i-00000000000000001", two):
            message = self.refused("InvalidInstanceId", self.send, "true", ids=[one, wrong])
            self.assertEqual(message, f"Instances [[{wrong}]] not in a valid state for account {accounts.DEVOPS}")
        self.assertEqual(self.lab.call("GET", "/_lab/state")["commands"], [])

    def test_another_accounts_instance_is_refused(self):
        one = self.launch()[0]
        self.refused("InvalidInstanceId", self.send, "true", ids=[one], ssm=self.client("ssm", accounts.TST))

    def test_limits_of_the_request(self):
        one, ssm = self.launch()[0], self.client("ssm")
        self.refused("ValidationException", self.send, "true", ids=[one], Comment="x" * 101)
        self.refused("ValidationException", self.send, "true", ids=[one] * 51)
        self.refused("ValidationException", self.send, "x" * 70_000, ids=[one])
        self.refused("InvalidParameters", self.send, "true", ids=[one], parameters={"command": ["x"]})
        self.refused("InvalidDocument", ssm.send_command, DocumentName="AWS-RunNothing", InstanceIds=[one])


class RateTests(LabTestCase):
    def test_no_more_run_at_once_than_allowed(self):
        ids = self.launch(4)
        self.send("date +%s.%N; sleep 0.2; date +%s.%N", ids=ids, MaxConcurrency="1")
        command = self.lab.call("GET", "/_lab/state")["commands"][0]["id"]
        spans = sorted(self.finished(command, one)["StandardOutputContent"].split() for one in ids)
        for before, after in zip(spans, spans[1:], strict=False):
            self.assertLess(float(before[1]), float(after[0]))

    def test_errors_above_the_limit_stop_the_rest(self):
        ids = self.launch(4)
        command = self.send("exit 1", ids=ids, MaxConcurrency="1", MaxErrors="1")
        details = [self.finished(command, one)["StatusDetails"] for one in ids]
        self.assertEqual(sorted(details), ["Failed", "Failed", "Terminated", "Terminated"])
        answer = self.client("ssm").list_commands(CommandId=command)["Commands"][0]
        self.assertEqual((answer["Status"], answer["ErrorCount"], answer["CompletedCount"]), ("Failed", 2, 4))

    def test_errors_within_the_limit_leave_it_incomplete(self):
        one, two = self.launch(2)
        command = self.send(f'[ "$AWS_SSM_INSTANCE_ID" = {one} ]', ids=[one, two], MaxErrors="1")
        self.assertEqual(self.finished(command, one)["Status"], "Success")
        self.assertEqual(self.finished(command, two)["Status"], "Failed")
        answer = self.client("ssm").list_commands(CommandId=command)["Commands"][0]
        self.assertEqual(answer["StatusDetails"], "Incomplete")


class ListTests(LabTestCase):
    def test_commands_are_listed_newest_first_with_filters_and_pages(self):
        one, ssm = self.launch()[0], self.client("ssm")
        good = [self.send("true", ids=[one], Comment=f"tend/{number}") for number in range(3)]
        bad = self.send("false", ids=[one])
        for command in [*good, bad]:
            self.finished(command, one)
        self.assertEqual([c["CommandId"] for c in ssm.list_commands()["Commands"]], [bad, *reversed(good)])
        page = ssm.list_commands(MaxResults=3)
        rest = ssm.list_commands(MaxResults=3, NextToken=page["NextToken"])
        self.assertEqual(([c["CommandId"] for c in rest["Commands"]], rest.get("NextToken")), ([good[0]], None))
        failed = ssm.list_commands(Filters=[{"key": "Status", "value": "Failed"}])["Commands"]
        self.assertEqual([c["CommandId"] for c in failed], [bad])
        self.assertEqual(ssm.list_commands(CommandId=good[1])["Commands"][0]["Comment"], "tend/1")

    def test_commands_are_found_by_when_they_were_sent(self):
        one, ssm = self.launch()[0], self.client("ssm")
        self.send("true", ids=[one])
        now = datetime.now(timezone.utc)
        for moment, expected in ((now - timedelta(minutes=1), 1), (now + timedelta(minutes=1), 0)):
            value = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
            found = ssm.list_commands(Filters=[{"key": "InvokedAfter", "value": value}])["Commands"]
            self.assertEqual(len(found), expected)

    def test_an_accounts_commands_are_its_own(self):
        one = self.launch()[0]
        command = self.send("true", ids=[one])
        other = self.client("ssm", accounts.TST)
        self.assertEqual(other.list_commands()["Commands"], [])
        self.refused("InvalidCommandId", other.list_command_invocations, CommandId=command)

    def test_invocations_are_listed_by_instance(self):
        one, two = self.launch(2)
        command = self.send("true", ids=[one, two])
        found = self.client("ssm").list_command_invocations(CommandId=command, InstanceId=two)["CommandInvocations"]
        self.assertEqual([item["InstanceId"] for item in found], [two])
        self.assertEqual(found[0]["CommandPlugins"], [])


class AgentTests(LabTestCase):
    def test_an_instance_comes_online_a_moment_after_it_runs(self):
        self.set(ssm_online=0.3)
        ssm, ids = self.client("ssm"), self.launch()
        self.assertEqual(ssm.describe_instance_information()["InstanceInformationList"], [])
        self.refused("InvalidInstanceId", self.send, "true", ids=ids)
        eventually(lambda: ssm.describe_instance_information()["InstanceInformationList"])
        self.send("true", ids=ids)

    def test_filters_and_pages(self):
        ssm = self.client("ssm")
        web, database = self.launch(6), self.launch(tags={"role": "db"})
        pages = ssm.get_paginator("describe_instance_information").paginate(PaginationConfig={"PageSize": 5})
        self.assertEqual([len(page["InstanceInformationList"]) for page in pages], [5, 2])

        def found(*filters):
            answer = ssm.describe_instance_information(Filters=list(filters))["InstanceInformationList"]
            return sorted(item["InstanceId"] for item in answer)

        self.assertEqual(found({"Key": "tag:role", "Values": ["db"]}), database)
        self.assertEqual(found({"Key": "InstanceIds", "Values": web[:2]}), sorted(web[:2]))
        self.assertEqual(found({"Key": "PingStatus", "Values": ["ConnectionLost"]}), [])

    def test_stopped_ones_lose_the_connection_and_terminated_ones_are_gone(self):
        ssm, ec2, (one, two) = self.client("ssm"), self.client("ec2"), self.launch(2)
        ssm.describe_instance_information()
        ec2.stop_instances(InstanceIds=[one])
        ec2.terminate_instances(InstanceIds=[two])
        answer = ssm.describe_instance_information()["InstanceInformationList"]
        self.assertEqual([(item["InstanceId"], item["PingStatus"]) for item in answer], [(one, "ConnectionLost")])

    def test_a_command_waits_for_an_agent_that_is_away(self):
        one, ssm = self.launch()[0], self.client("ssm")
        self.lab.call("POST", "/_lab/instance", {"id": one, "offline": True})
        answer = ssm.describe_instance_information()["InstanceInformationList"][0]
        self.assertEqual(answer["PingStatus"], "ConnectionLost")
        command = self.send("echo here", ids=[one])
        self.assertEqual(ssm.get_command_invocation(CommandId=command, InstanceId=one)["Status"], "Pending")
        self.lab.call("POST", "/_lab/instance", {"id": one, "offline": False})
        self.assertEqual(self.finished(command, one)["StandardOutputContent"], "here\n")

    def test_a_command_that_is_never_delivered_times_out(self):
        self.set(delivery_timeout=0.2)
        one = self.launch()[0]
        self.client("ssm").describe_instance_information()
        self.lab.call("POST", "/_lab/instance", {"id": one, "offline": True})
        started = time.time()
        answer = self.finished(self.send("echo here > ~/file", ids=[one]), one)
        self.assertEqual((answer["Status"], answer["StatusDetails"]), ("TimedOut", "DeliveryTimedOut"))
        self.assertEqual((answer["ResponseCode"], answer["ExecutionStartDateTime"]), (-1, ""))
        self.assertGreaterEqual(time.time() - started, 0.2)
        runs = self.lab.call("GET", "/_lab/state")["commands"][0]["invocations"][one]["runs"]
        self.assertEqual(runs, 0)
