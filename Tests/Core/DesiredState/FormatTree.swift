import DesiredState

/// The files of the format's description, word for word, with the files that they refer to.
enum FormatTree {
    static let files: [String: String] = [
        "tend.yaml": project, "environments/devops.yaml": "{}\n", "environments/prd.yaml": production,
        "environments/sbx-101.yaml": sandbox, "commands/report-disk.yaml": reportDisk,
        "commands/install-agent.yaml": "on: all\nscript: install.sh\nargs: [--now]\n",
        "commands/install.sh": "echo installed \"$1\"\n",
        "commands/smoke-test.yaml": "on: all\nrun: curl -f localhost\n",
        "stacks/sandbox.yaml": "Resources: {}\n", "files/web.sh": "#!/bin/sh\n",
        "images/web/workflow_param.json": workflow("1.4.2"), "images/web/s01-base/step_param.json": firstStep,
        "images/web/s01-base/templates/.pkr.hcl": "source {}\n", "images/web/s01-base/setup.sh": "true\n",
        "images/web/s02-app/step_param.json": secondStep,
        "images/web/s02-app/templates/.pkr.hcl": "source {}\n",
        "images/game/workflow_param.json": workflow("acore-2024-06-13"),
        "images/game/s01/step_param.json": #"{ "step_id": "built_core", "previous_step_id": null }"#,
        "images/game/s01/templates/.pkr.hcl": "source {}\n",
    ]

    static var tree: FileTree { tree(files) }

    static func tree(_ files: [String: String]) -> FileTree {
        FileTree(files.mapValues { .file(Array($0.utf8)) })
    }

    private static func workflow(_ version: String) -> String {
        #"""
        {
            // the version
            "workflow_id": "\#(version)",
            "root_base_ami_id": "ami-0abc", "root_base_ami_name": "shop/base",
            "vpc_name": "default", "is_default_vpc": true, "subnet_name": "a", "security_group_name": "ssh",
            "ec2_iam_role_name": "packer", "aws_tags": { "bus:team": "platform" }, "own": [1, 2.5e3, null]
        }
        """#
    }

    private static let firstStep = #"{ "step_id": "base", "previous_step_id": null, "metadata": { "os": "debian" } }"#
    private static let secondStep = #"{ "step_id": "app", "previous_step_id": "base" }"#

    private static let project = #"""
        project: shop
        region: us-east-1
        environments:
          devops: { account: "111111111111" }                         # the daemon's own identity; artifacts live here
          sbx:    { account: "222222222222", role: arn:aws:iam::222222222222:role/tend-deploy, external_id: shop-7 }
          tst:    { account: "222222222222" }                         # role from TST_IAM_ROLE_ARN in the daemon's environment
          stg:    { account: "333333333333", profile: shop-stg }      # a named profile, used on a laptop
          prd:    { account: "444444444444", protected: true, approval: signed-commit }
        environment_tag: tech:env_name                                # the tag whose value is the environment's name
        tags: { bus:team: platform, bus:owner: ops@example.com }      # on everything tend creates
        artifacts: { bucket: shop-artifacts, prefix: tend/ }          # scripts up, long outputs down
        inventory: { table: shop-ami-inventory }                      # DynamoDB; created when missing
        limits:
          terminations: { max: 10, percent: 25 }                      # an environment, a pass
          sandboxes: { max: 30, longest: 30d }
        freeze:
          - { environments: [prd], cron: "0 17 * * FRI", for: 63h, zone: Asia/Taipei, reason: no weekend releases }
        notify:
          - { slack: "${SLACK_WEBHOOK_URL}", on: [failed, rolled-back, withheld] }
          - { sns: "arn:aws:sns:us-east-1:111111111111:ops", on: [released, failed] }

        """#

    private static let production = #"""
        images:
          web: 1.4.2                                   # the version wanted here; the last step of the workflow is the AMI
          game: { version: acore-2024-06-13, step: built_core }
        fleets:
          web:
            image: web
            replicas: 4
            instance_type: t3.small
            subnets: { tag:Name: prd-private-* }       # ids or tag filters
            security_groups: { tag:Name: prd-web }
            instance_profile: web
            user_data: files/web.sh
            target_groups: [web-prd]
            rollout:
              strategy: rolling                        # all-at-once | rolling | rolling-with-additional-batch | immutable | blue-green | traffic-splitting
              batch: 25%                               # or a count
              health: { checks: [instance-status, ssm-online, target-group], command: smoke-test, grace: 90s, within: 10m }
              bake: 10m                                # healthy for this long before the rollout counts as done
              alarms: [prd-web-5xx]                    # any in ALARM: stop, and
              on_failure: rollback                     # rollback | hold
              keep_previous: 2h                        # stopped, not terminated: rollback is then a start
          batch:
            image: web
            autoscaling_group: prd-batch               # the user's own group; tend pins its launch template version and refreshes it
            rollout: { strategy: rolling, batch: 1 }
        commands: [install-agent, report-disk]

        """#

    private static let sandbox = #"""
        sandbox:
          owner: dev@example.com
          ticket: SHOP-101
          keep_until: 2026-12-01                        # or  keep_for: 7d  after the commit that last touched this file
          hours: { cron: "0 9 * * MON-FRI", for: 10h, zone: Asia/Taipei }   # stopped outside these
          warn: 24h                                     # ladder: warn → stop → (grace) → tear down
          grace: 2d
        images: { web: 1.5.0-rc1 }
        fleets: { web: { image: web, replicas: 1, instance_type: t3.micro } }
        stack: { template: stacks/sandbox.yaml, parameters: { Size: small } }
        commands: [install-agent]

        """#

    private static let reportDisk = #"""
        on: { tag:role: web }                          # always narrowed to the environment it is listed in; "all" must be said
        run: df --output=source,pcent -x tmpfs         # one of  run: (shell)  or  script:
        # script: report_disk.py                       # uploaded by content, fetched on the instance, digest checked, run, removed
        # with: python3                                # interpreter
        # args: [--mount, "/", --json]                 # each an argument; never spliced into a shell line
        feedback: output                               # none | status | output
        output: { format: json, keep: 30d }            # json: the last line of stdout; longer than 24,000 characters comes by S3
        when: { every: 6h }                            # once (default: again only when its content changes) | every | cron
        concurrency: 10%
        max_errors: 1
        timeout: 10m
        idempotent: true                               # may be sent again when it is unknown whether it ran
        after: [install-agent]

        """#
}
