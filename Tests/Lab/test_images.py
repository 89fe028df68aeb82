from support import LabTestCase, accounts


class ImageTests(LabTestCase):
    def image(self, name: str, **more) -> str:
        instance = self.launch()[0]
        return self.client("ec2").create_image(InstanceId=instance, Name=name, **more)["ImageId"]

    def share(self, image: str, *ids: str) -> None:
        self.client("ec2").modify_image_attribute(
            ImageId=image, LaunchPermission={"Add": [{"UserId": account} for account in ids]}
        )

    def seen_by(self, account: str, **filters) -> list[str]:
        return [image["ImageId"] for image in self.client("ec2", account).describe_images(**filters)["Images"]]

    def test_a_shared_image_is_seen_and_launched_by_the_other_account_without_tags(self):
        image = self.image("web/1", TagSpecifications=[{"ResourceType": "image", "Tags": [{"Key": "v", "Value": "1"}]}])
        other = self.client("ec2", accounts.PRD)
        self.refused("InvalidAMIID.NotFound", other.describe_images, ImageIds=[image])
        self.share(image, accounts.PRD)
        answer = other.describe_images(ImageIds=[image])["Images"][0]
        self.assertEqual((answer["OwnerId"], answer["Name"], answer.get("Tags", [])), (accounts.DEVOPS, "web/1", []))
        other.run_instances(ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1)
        self.assertEqual(self.seen_by(accounts.STG), [])

    def test_owners_and_executable_users_choose(self):
        image = self.image("web/1")
        self.share(image, accounts.PRD)
        self.assertEqual(self.seen_by(accounts.PRD, ExecutableUsers=["self"]), [image])
        self.assertEqual(self.seen_by(accounts.PRD, Owners=["self"]), [])
        self.assertEqual(self.seen_by(accounts.PRD, Owners=[accounts.DEVOPS]), [image])
        self.assertEqual(self.seen_by(accounts.PRD, Filters=[{"Name": "name", "Values": ["web/*"]}]), [image])
        self.assertEqual(sorted(self.seen_by(accounts.DEVOPS, Owners=["self"])), sorted([image, accounts.ROOT_AMI]))

    def test_sharing_ends_when_the_permission_is_removed(self):
        image = self.image("web/1")
        self.share(image, accounts.PRD, accounts.TST)
        permission = {"Remove": [{"UserId": accounts.PRD}]}
        self.client("ec2").modify_image_attribute(ImageId=image, LaunchPermission=permission)
        self.assertEqual((self.seen_by(accounts.PRD), self.seen_by(accounts.TST)), ([], [image]))

    def test_only_the_owner_changes_an_image(self):
        image = self.image("web/1")
        self.share(image, accounts.PRD)
        other = self.client("ec2", accounts.PRD)
        self.refused("AuthFailure", other.deregister_image, ImageId=image)
        permission = {"Add": [{"UserId": accounts.OTHER}]}
        self.refused("AuthFailure", other.modify_image_attribute, ImageId=image, LaunchPermission=permission)

    def test_names_are_unique_in_an_account(self):
        image, instance = self.image("web/1"), self.launch()[0]
        ec2 = self.client("ec2")
        message = self.refused("InvalidAMIName.Duplicate", ec2.create_image, InstanceId=instance, Name="web/1")
        self.assertEqual(message, f"AMI name web/1 is already in use by AMI {image}")
        ec2.deregister_image(ImageId=image)
        ec2.create_image(InstanceId=instance, Name="web/1")

    def test_names_keep_to_their_characters(self):
        instance, ec2 = self.launch()[0], self.client("ec2")
        for name in ("x" * 129, "web:1", "web#1"):
            self.refused("InvalidAMIName.Malformed", ec2.create_image, InstanceId=instance, Name=name)
        ec2.create_image(InstanceId=instance, Name="it's [web] (1)/a.b-c@d_e")

    def test_image_and_snapshot_get_their_own_tags(self):
        image = self.image(
            "web/1",
            TagSpecifications=[
                {"ResourceType": "image", "Tags": [{"Key": "a", "Value": "1"}]},
                {"ResourceType": "snapshot", "Tags": [{"Key": "b", "Value": "2"}]},
            ],
        )
        ec2 = self.client("ec2")
        answer = ec2.describe_images(ImageIds=[image])["Images"][0]
        snapshot = answer["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
        self.assertEqual(answer["Tags"], [{"Key": "a", "Value": "1"}])
        self.assertEqual(answer["RootDeviceType"], "ebs")
        tags = ec2.describe_snapshots(SnapshotIds=[snapshot])["Snapshots"][0]["Tags"]
        self.assertEqual(tags, [{"Key": "b", "Value": "2"}])

    def test_a_copy_knows_its_tags_only_when_told(self):
        image = self.image("web/1", TagSpecifications=[{"ResourceType": "image", "Tags": [{"Key": "a", "Value": "1"}]}])
        ec2 = self.client("ec2")
        arguments = {"SourceImageId": image, "SourceRegion": accounts.REGION, "ClientToken": "c"}
        plain = ec2.copy_image(Name="web/2", **arguments)["ImageId"]
        self.assertEqual(ec2.copy_image(Name="web/2", **arguments)["ImageId"], plain)
        self.assertEqual(ec2.describe_images(ImageIds=[plain])["Images"][0].get("Tags", []), [])
        arguments["ClientToken"] = "d"
        tagged = ec2.copy_image(Name="web/3", CopyImageTags=True, **arguments)["ImageId"]
        self.assertEqual(ec2.describe_images(ImageIds=[tagged])["Images"][0]["Tags"], [{"Key": "a", "Value": "1"}])

    def test_one_unknown_id_fails_the_call(self):
        self.refused(
            "InvalidAMIID.NotFound",
            self.client("ec2").describe_images,
            ImageIds=[accounts.ROOT_AMI, "ami-00000000000000001"],
        )

    def test_images_come_in_pages(self):
        instance, ec2 = self.launch()[0], self.client("ec2")
        for number in range(6):
            ec2.create_image(InstanceId=instance, Name=f"web/{number}")
        pages = list(ec2.get_paginator("describe_images").paginate(Owners=["self"], PaginationConfig={"PageSize": 5}))
        self.assertEqual([len(page["Images"]) for page in pages], [5, 2])
