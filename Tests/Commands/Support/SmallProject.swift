/// The files of a project whose environments are all in one account: an image to build, and `prd` that runs it.
enum SmallProject {
    /// - Parameter isProtected: Whether `prd` is protected.
    static func files(isProtected: Bool = false) -> [String: String] {
        empty.merging([
            "tend.yaml": project(isProtected: isProtected),
            "environments/prd.yaml": """
            images: { web: 1.0.0 }
            fleets:
              web: { image: web, replicas: 1, instance_type: t3.micro }

            """,
            "images/web/workflow_param.json": """
            {
                "workflow_id": "1.0.0", "root_base_ami_id": "ami-0abc", "root_base_ami_name": "shop/base",
                "vpc_name": "default", "is_default_vpc": true, "subnet_name": "a", "security_group_name": "ssh",
                "ec2_iam_role_name": "packer", "aws_tags": {}
            }

            """,
            "images/web/s01-base/step_param.json": #"{ "step_id": "base", "previous_step_id": null }"#,
            "images/web/s01-base/templates/.pkr.hcl": "source {}\n",
        ]) { _, written in written }
    }

    /// A project in which nothing is wanted.
    static let empty = [
        "tend.yaml": project(isProtected: false), "environments/devops.yaml": "{}\n", "environments/prd.yaml": "{}\n",
    ]

    private static func project(isProtected: Bool) -> String {
        """
        project: shop
        region: us-east-1
        environments:
          devops: { account: "111111111111" }
          sbx: { account: "111111111111" }
          prd: { account: "111111111111", protected: \(isProtected) }

        """
    }
}
