import urllib.request

from support import ClientError, LabTestCase, accounts, eventually


class IdentityTests(LabTestCase):
    def test_the_ambient_keys_belong_to_the_devops_account(self):
        identity = self.client("sts").get_caller_identity()
        self.assertEqual(identity["Account"], "111111111111")
        self.assertEqual(identity["Arn"], "arn:aws:iam::111111111111:user/tend")

    def test_a_role_leads_into_its_own_account(self):
        for account in accounts.ACCOUNTS[1:]:
            identity = self.client("sts", account).get_caller_identity()
            self.assertEqual(identity["Account"], account)
            self.assertEqual(identity["Arn"], f"arn:aws:sts::{account}:assumed-role/tend-deploy/test")

    def test_accounts_do_not_see_each_others_state(self):
        self.client("ssm", accounts.TST).put_parameter(Name="/a", Value="1", Type="String")
        self.refused("ParameterNotFound", self.client("ssm", accounts.PRD).get_parameter, Name="/a")

    def test_a_role_that_is_not_there_cannot_be_assumed(self):
        sts = self.client("sts")
        for arn in ("arn:aws:iam::444444444444:role/other", "arn:aws:iam::999999999999:role/tend-deploy"):
            message = self.refused("AccessDenied", sts.assume_role, RoleArn=arn, RoleSessionName="test")
            self.assertEqual(
                message,
                "User: arn:aws:iam::111111111111:user/tend is not authorized to perform: sts:AssumeRole"
                f" on resource: {arn}",
            )

    def test_denied_is_status_403(self):
        with self.assertRaises(ClientError) as caught:
            self.client("sts").assume_role(RoleArn="arn:aws:iam::444444444444:role/x", RoleSessionName="test")
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], 403)

    def test_a_role_may_ask_for_an_external_id(self):
        arn, sts = accounts.role_arn(accounts.SBX), self.client("sts")
        self.lab.call("POST", "/_lab/external-ids", {arn: "shop-7"})
        self.refused("AccessDenied", sts.assume_role, RoleArn=arn, RoleSessionName="test")
        self.refused("AccessDenied", sts.assume_role, RoleArn=arn, RoleSessionName="test", ExternalId="shop-8")
        sts.assume_role(RoleArn=arn, RoleSessionName="test", ExternalId="shop-7")

    def test_a_chained_session_lasts_an_hour_at_most(self):
        sts = self.client("sts", accounts.TST)
        arn = accounts.role_arn(accounts.PRD)
        self.refused("ValidationError", sts.assume_role, RoleArn=arn, RoleSessionName="test", DurationSeconds=3601)
        sts.assume_role(RoleArn=arn, RoleSessionName="test", DurationSeconds=3600)

    def test_an_unknown_key_is_refused_in_each_protocol(self):
        keys = {"AccessKeyId": "AKIANOBODYKNOWSTHIS0", "SecretAccessKey": "x"}
        self.refused("InvalidClientTokenId", self.lab.client("sts", keys).get_caller_identity)
        self.refused("AuthFailure", self.lab.client("ec2", keys).describe_instances)
        self.refused("UnrecognizedClientException", self.lab.client("ssm", keys).list_commands)
        self.refused("InvalidAccessKeyId", self.lab.client("s3", keys).list_buckets)

    def test_a_session_that_is_over_is_refused_in_each_protocol(self):
        for service in ("sts", "ec2", "ssm"):
            self.client(service, accounts.TST)
        self.lab.call("POST", "/_lab/expire-sessions", {})
        self.refused("ExpiredToken", self.client("sts", accounts.TST).get_caller_identity)
        self.refused("RequestExpired", self.client("ec2", accounts.TST).describe_instances)
        self.refused("ExpiredTokenException", self.client("ssm", accounts.TST).list_commands)
        self.client("sts").get_caller_identity()


class SignatureTests(LabTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.check_signatures("0")
        self.addCleanup(self.check_signatures, "inf")

    def check_signatures(self, from_call: str) -> None:
        request = urllib.request.Request(f"{self.lab.url}/moto-api/reset-auth", from_call.encode(), method="POST")
        request.add_header("Content-Type", "text/plain")
        urllib.request.urlopen(request, timeout=5).close()

    def test_a_wrong_secret_is_refused_once_signatures_are_checked(self):
        wrong = {"AccessKeyId": accounts.ACCESS_KEY, "SecretAccessKey": "wrong"}
        self.refused("SignatureDoesNotMatch", self.lab.client("sts", wrong).get_caller_identity)
        self.assertEqual(self.client("sts").get_caller_identity()["Account"], accounts.DEVOPS)

    def test_every_protocol_works_with_checked_signatures(self):
        self.assertEqual(self.client("ec2", accounts.TST).describe_instances()["Reservations"], [])
        self.assertEqual(self.client("ssm", accounts.TST).list_commands()["Commands"], [])
        self.client("s3").put_object(Bucket=accounts.BUCKET, Key="a b/ü", Body=b"x")


class SeedTests(LabTestCase):
    def names(self, account: str, operation: str, key: str, pattern: str) -> list[str]:
        answer = getattr(self.client("ec2", account), operation)(Filters=[{"Name": "tag:Name", "Values": [pattern]}])
        return sorted(tag["Value"] for item in answer[key] for tag in item["Tags"] if tag["Key"] == "Name")

    def test_networks_are_found_by_name(self):
        for account, environments in accounts.ENVIRONMENTS.items():
            for environment in environments:
                self.assertEqual(
                    self.names(account, "describe_subnets", "Subnets", f"{environment}-private-*"),
                    [f"{environment}-private-a", f"{environment}-private-b"],
                )
                self.assertEqual(
                    self.names(account, "describe_security_groups", "SecurityGroups", f"{environment}-*"),
                    [f"{environment}-build", f"{environment}-web"],
                )

    def test_each_account_has_a_default_vpc(self):
        for account in accounts.ACCOUNTS:
            filters = [{"Name": "is-default", "Values": ["true"]}]
            vpcs = self.client("ec2", account).describe_vpcs(Filters=filters)["Vpcs"]
            self.assertEqual(len(vpcs), 1)

    def test_the_root_image_and_the_bucket_are_there(self):
        image = self.client("ec2").describe_images(ImageIds=[accounts.ROOT_AMI])["Images"][0]
        self.assertEqual((image["Name"], image["State"]), ("debian-12-base", "available"))
        buckets = [bucket["Name"] for bucket in self.client("s3").list_buckets()["Buckets"]]
        self.assertEqual(buckets, ["shop-artifacts"])

    def test_an_instance_profile_is_in_each_account(self):
        self.share(accounts.TST)
        ids = self.launch(2, account=accounts.TST, IamInstanceProfile={"Name": "web"})
        answer = self.client("ec2", accounts.TST).describe_instances(InstanceIds=ids)
        profiles = [i["IamInstanceProfile"]["Arn"] for r in answer["Reservations"] for i in r["Instances"]]
        self.assertEqual(profiles, [f"arn:aws:iam::{accounts.TST}:instance-profile/web"] * 2)

    def share(self, account: str) -> None:
        permission = {"Add": [{"UserId": account}]}
        self.client("ec2").modify_image_attribute(ImageId=accounts.ROOT_AMI, LaunchPermission=permission)
        ec2 = self.client("ec2", account)
        eventually(lambda: ec2.describe_images(ImageIds=[accounts.ROOT_AMI])["Images"])
