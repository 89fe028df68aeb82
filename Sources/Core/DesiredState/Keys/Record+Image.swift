import Model

extension Record {
    /// `images/*/workflow_param.json`
    static let workflow = Record(
        title: "A Packer workflow",
        keys: [
            Key("workflow_id", .text(version), "The version that this folder builds.", required: true),
            Key(
                "root_base_ami_id", .text(.identity(AMIID.self, pattern: "^ami-[a-z0-9]{1,40}$")),
                "The AMI that the first step starts from.", required: true),
            Key("root_base_ami_name", .text(.any), "What the names of the AMIs start with.", required: true),
            Key("vpc_name", .text(.free), "The VPC that Packer builds in."),
            Key("is_default_vpc", .boolean, "Whether that is the default VPC."),
            Key("subnet_name", .text(.free), "The subnet that Packer builds in."),
            Key("security_group_name", .text(.free), "The security group of the build instance."),
            Key("ec2_iam_role_name", .text(.free), "The instance profile of the build instance."),
            Key("aws_tags", tags, "Tags on the AMIs and their snapshots."),
            Key("profile_name", .text(.free), "A named profile for builds by hand."),
            Key("region_name", .text(.free), "A region for builds by hand."),
        ],
        isOpen: true)

    /// `images/*/*/step_param.json`
    static let step = Record(
        title: "A step of a Packer workflow",
        keys: [
            Key("step_id", .text(stepID), "The step's id, the end of its AMI's name.", required: true),
            Key(
                "previous_step_id", .orNull(.text(stepID)),
                "The step whose AMI this one starts from; null for the root base AMI.", required: true,
                advice: "write null for the first step"),
            Key("metadata", .anything, "Whatever is to be kept with the AMI."),
        ],
        isOpen: true)
}
