from support import LabTestCase, accounts, eventually


class LaunchTests(LabTestCase):
    def run_one(self, token: str, **more):
        arguments = {"ImageId": accounts.ROOT_AMI, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 2} | more
        return self.client("ec2").run_instances(ClientToken=token, **arguments)

    def test_the_same_token_with_the_same_parameters_launches_once(self):
        first, again = self.run_one("token-1"), self.run_one("token-1")
        self.assertEqual(first["ReservationId"], again["ReservationId"])
        self.assertEqual(len(self.lab.call("GET", "/_lab/state")["instances"]), 2)

    def test_the_same_token_with_other_parameters_is_refused(self):
        self.run_one("token-1")
        self.refused("IdempotentParameterMismatch", self.run_one, "token-1", InstanceType="t3.small")
        self.assertEqual(len(self.lab.call("GET", "/_lab/state")["instances"]), 2)

    def test_a_token_belongs_to_one_account(self):
        self.client("ec2").modify_image_attribute(
            ImageId=accounts.ROOT_AMI, LaunchPermission={"Add": [{"UserId": accounts.TST}]}
        )
        mine = self.run_one("token-1")
        other = self.client("ec2", accounts.TST).run_instances(
            ImageId=accounts.ROOT_AMI, InstanceType="t3.micro", MinCount=1, MaxCount=2, ClientToken="token-1"
        )
        self.assertNotEqual(mine["ReservationId"], other["ReservationId"])
        self.assertEqual(other["OwnerId"], accounts.TST)

    def test_instances_are_found_by_their_token(self):
        self.run_one("token-1")
        self.run_one("token-2")
        answer = self.client("ec2").describe_instances(Filters=[{"Name": "client-token", "Values": ["token-2"]}])
        found = [i["ClientToken"] for r in answer["Reservations"] for i in r["Instances"]]
        self.assertEqual(found, ["token-2", "token-2"])

    def test_a_token_has_at_most_64_characters(self):
        self.refused("InvalidParameterValue", self.run_one, "x" * 65)

    def test_an_unknown_image_does_not_launch(self):
        message = self.refused("InvalidAMIID.NotFound", self.run_one, "t", ImageId="ami-00000000000000001")
        self.assertEqual(message, "The image id '[ami-00000000000000001]' does not exist")
        self.refused("InvalidAMIID.Malformed", self.run_one, "t", ImageId="debian")

    def test_an_image_of_another_account_does_not_launch(self):
        ec2 = self.client("ec2", accounts.PRD)
        self.refused("InvalidAMIID.NotFound", ec2.run_instances, ImageId=accounts.ROOT_AMI, MinCount=1, MaxCount=1)

    def test_a_pending_or_deregistered_image_does_not_launch(self):
        ids = self.launch()
        self.set(image_available=30)
        image = self.client("ec2").create_image(InstanceId=ids[0], Name="pending-one")["ImageId"]
        self.refused("InvalidAMIID.Unavailable", self.run_one, "t", ImageId=image)
        self.client("ec2").deregister_image(ImageId=image)
        self.refused("InvalidAMIID.Unavailable", self.run_one, "t", ImageId=image)

    def test_an_unknown_instance_type_does_not_launch(self):
        self.refused("InvalidInstanceType.NotFound", self.run_one, "t", InstanceType="t3.gigantic")

    def test_a_dry_run_launches_nothing(self):
        self.refused("DryRunOperation", self.run_one, "t", DryRun=True)
        self.assertEqual(self.lab.call("GET", "/_lab/state")["instances"], [])
        self.run_one("t")

    def test_tags_of_an_unknown_instance_are_refused(self):
        self.refused(
            "InvalidInstanceID.NotFound",
            self.client("ec2").create_tags,
            Resources=["i-00000000000000001"],
            Tags=[{"Key": "a", "Value": "b"}],
        )


class StateTests(LabTestCase):
    def test_states_pass_through_their_middle(self):
        self.set(instance_running=0.3, instance_stopped=0.3, instance_terminated=0.3)
        ec2, seen = self.client("ec2"), []
        ids = self.launch(wait=False)

        def until(wanted: str) -> None:
            def look() -> bool:
                state = self.states(ec2, ids)[0]
                if not seen or seen[-1] != state:
                    seen.append(state)
                return state == wanted

            eventually(look)

        until("running")
        self.assertEqual(ec2.stop_instances(InstanceIds=ids)["StoppingInstances"][0]["CurrentState"]["Code"], 64)
        until("stopped")
        self.assertEqual(ec2.start_instances(InstanceIds=ids)["StartingInstances"][0]["CurrentState"]["Code"], 0)
        until("running")
        change = ec2.terminate_instances(InstanceIds=ids)["TerminatingInstances"][0]
        self.assertEqual(change["PreviousState"], {"Code": 16, "Name": "running"})
        self.assertEqual(change["CurrentState"], {"Code": 32, "Name": "shutting-down"})
        until("terminated")
        self.assertEqual(
            seen, ["pending", "running", "stopping", "stopped", "pending", "running", "shutting-down", "terminated"]
        )

    def test_terminating_twice_is_no_error(self):
        ec2, ids = self.client("ec2"), self.launch()
        ec2.terminate_instances(InstanceIds=ids)
        eventually(lambda: self.states(ec2, ids) == ["terminated"])
        change = ec2.terminate_instances(InstanceIds=ids)["TerminatingInstances"][0]
        self.assertEqual((change["PreviousState"]["Name"], change["CurrentState"]["Name"]), ("terminated",) * 2)

    def test_a_terminated_instance_does_not_start(self):
        ec2, ids = self.client("ec2"), self.launch()
        ec2.terminate_instances(InstanceIds=ids)
        self.refused("IncorrectInstanceState", ec2.start_instances, InstanceIds=ids)
        self.refused("IncorrectInstanceState", ec2.stop_instances, InstanceIds=ids)
        self.refused("IncorrectInstanceState", ec2.reboot_instances, InstanceIds=ids)

    def test_status_checks_follow_the_state(self):
        self.set(instance_running=0.2, status_checks=0.3)
        ec2, seen = self.client("ec2"), []
        ids = self.launch(wait=False)

        def look() -> bool:
            answer = ec2.describe_instance_status(InstanceIds=ids, IncludeAllInstances=True)["InstanceStatuses"]
            status = answer[0]["InstanceStatus"]["Status"]
            if status not in seen:
                seen.append(status)
            return status == "ok"

        eventually(look)
        self.assertEqual(seen, ["not-applicable", "initializing", "ok"])

    def test_an_impaired_instance_says_so(self):
        ids = self.launch()
        self.lab.call("POST", "/_lab/instance", {"id": ids[0], "impaired": True})
        answer = self.client("ec2").describe_instance_status(InstanceIds=ids)["InstanceStatuses"][0]
        self.assertEqual(answer["InstanceStatus"]["Status"], "impaired")
        self.assertEqual(answer["SystemStatus"]["Details"], [{"Name": "reachability", "Status": "failed"}])

    def test_an_image_is_pending_first(self):
        self.set(image_available=0.3)
        ec2, ids = self.client("ec2"), self.launch()
        image = ec2.create_image(InstanceId=ids[0], Name="slow-one")["ImageId"]
        self.assertEqual(ec2.describe_images(ImageIds=[image])["Images"][0]["State"], "pending")
        eventually(lambda: ec2.describe_images(ImageIds=[image])["Images"][0]["State"] == "available")


class ReadTests(LabTestCase):
    def test_pages_count_instances(self):
        self.launch(5, wait=False)
        self.launch(4, wait=False)
        pages = list(self.client("ec2").get_paginator("describe_instances").paginate(PaginationConfig={"PageSize": 6}))
        sizes = [[len(r["Instances"]) for r in page["Reservations"]] for page in pages]
        self.assertEqual(sizes, [[5, 1], [3]])

    def test_filters_take_wildcards_and_all_must_hold(self):
        one = self.launch(tags={"Name": "tst-web-1", "role": "web"})
        self.launch(tags={"Name": "tst-db-1", "role": "db"})
        filters = [
            {"Name": "tag:Name", "Values": ["tst-*"]},
            {"Name": "tag:role", "Values": ["web", "cache"]},
            {"Name": "instance-state-name", "Values": ["running"]},
            {"Name": "instance-type", "Values": ["t3.*"]},
        ]
        answer = self.client("ec2").describe_instances(Filters=filters)
        self.assertEqual([i["InstanceId"] for r in answer["Reservations"] for i in r["Instances"]], one)

    def test_filters_that_moto_lacks_work(self):
        ids = self.launch(IamInstanceProfile={"Name": "web"})
        filters = [
            {"Name": "iam-instance-profile.arn", "Values": [f"arn:aws:iam::{accounts.DEVOPS}:instance-profile/web"]},
            {"Name": "root-device-type", "Values": ["ebs"]},
        ]
        answer = self.client("ec2").describe_instances(Filters=filters)
        self.assertEqual([i["InstanceId"] for r in answer["Reservations"] for i in r["Instances"]], ids)

    def test_one_unknown_id_fails_the_call(self):
        ids = self.launch()
        ec2 = self.client("ec2")
        self.refused("InvalidInstanceID.NotFound", ec2.describe_instances, InstanceIds=[*ids, "i-00000000000000001"])

    def test_what_moto_cannot_do_is_an_html_page_with_status_500(self):
        filters = [{"Name": "network-interface.status", "Values": ["in-use"]}]
        self.launch()
        with self.assertRaises(Exception) as caught:
            self.client("ec2").describe_instances(Filters=filters)
        self.assertIn("500", str(caught.exception))
