extension RejectionTests {
    private static let disk = "commands/report-disk.yaml"
    private static let agent = "commands/install-agent.yaml"

    static let commandCases: [Case] = [
        Case(
            "no targets", .replace(agent, "on: all\n", ""),
            errors: [
                "commands/install-agent.yaml:1:1: missing key 'on'; write 'on: all' for every instance, or tags as in "
                    + "'on: { tag:role: web }'"
            ]),
        Case(
            "another word for all", .replace(agent, "on: all", "on: every"),
            errors: ["commands/install-agent.yaml:1:5: 'every' must be 'all'"]),
        Case(
            "no tag among the targets", .replace(agent, "on: all", "on: {}"),
            errors: ["commands/install-agent.yaml:1:5: the mapping must not be empty"]),
        Case(
            "a target that is no tag", .replace(disk, "tag:role: web", "role: web"),
            errors: ["commands/report-disk.yaml:1:7: 'role' must be tag:<key>, as in tag:role"]),
        Case(
            "neither run nor script", .replace(disk, "run: df", "# run: df"),
            errors: ["commands/report-disk.yaml:1:1: one of 'run' and 'script' must be given"]),
        Case(
            "both run and script", .replace(agent, "args:", "run: \"true\"\nargs:"),
            errors: ["commands/install-agent.yaml:3:1: only one of 'run' and 'script' can be given"]),
        Case(
            "arguments of a shell command", .replace(disk, "timeout:", "args: [a]\ntimeout:"),
            errors: ["commands/report-disk.yaml:11:1: 'args' needs 'script', which is not given"]),
        Case(
            "an argument that is a number", .replace(agent, "[--now]", "[--port, 8080]"),
            errors: ["commands/install-agent.yaml:3:16: expected text, but 8080 is a number; quote it: \"8080\""]),
        Case(
            "a script that isn't there", .replace(agent, "install.sh", "instal.sh"),
            errors: [
                "commands/install-agent.yaml:2:9: there is no file 'commands/instal.sh'; did you mean 'commands/install.sh'?"
            ]),
        Case(
            "a script whose interpreter can't be told", .replace(agent, "install.sh", "install"),
            .write("commands/install", "x"),
            errors: [
                "commands/install-agent.yaml:2:9: the interpreter of 'commands/install' can't be told from its name; "
                    + "say it, as in 'with: bash'"
            ]),
        Case(
            "a large script without a bucket", .replace("tend.yaml", "artifacts:", "# artifacts:"),
            .write("commands/install.sh", String(repeating: "#", count: 40_001)),
            errors: [
                "commands/install-agent.yaml:2:9: 'commands/install.sh' has 40001 bytes; a script in a project without "
                    + "'artifacts' (tend.yaml) can have at most 40000"
            ]),
        Case(
            "an interpreter with a shell's words", .replace(agent, "args:", "with: bash; reboot\nargs:"),
            errors: [
                "commands/install-agent.yaml:3:7: 'bash; reboot' must be the name or path of a program, such as bash or "
                    + "/usr/bin/python3"
            ]),
        Case(
            "an unknown feedback", .replace(disk, "feedback: output", "feedback: outptu"),
            errors: [
                "commands/report-disk.yaml:6:11: 'outptu' is not one of 'none', 'status' and 'output'; did you mean 'output'?"
            ]),
        Case(
            "a time-out that SSM doesn't take", .replace(disk, "timeout: 10m", "timeout: 3d"),
            errors: ["commands/report-disk.yaml:11:10: '3d' must be between 1s and 48h"]),
        Case(
            "a predecessor without a file", .replace(disk, "after: [install-agent]", "after: [install-aget]"),
            errors: [
                "commands/report-disk.yaml:13:9: there is no command 'install-aget' (commands/install-aget.yaml is missing); "
                    + "did you mean 'install-agent'?",
                "environments/prd.yaml:26:27: 'report-disk' comes after 'install-aget', which this environment does not list",
            ]),
        Case(
            "a circle", .replace(agent, "args:", "after: [report-disk]\nargs:"),
            .replace("environments/sbx-101.yaml", "[install-agent]", "[]"),
            errors: [
                "commands/install-agent.yaml:3:1: these commands come after one another in a circle: "
                    + "install-agent → report-disk → install-agent"
            ]),
        Case(
            "a name with a capital", .write("commands/Reboot.yaml", "on: all\nrun: reboot\n"),
            errors: [
                "commands/Reboot.yaml:1:1: the name 'Reboot' must be lowercase letters, digits and hyphens, starting with a "
                    + "letter, at most 64 characters"
            ]),
        Case(
            "an unquoted star", .write(agent, "on: all\nrun: echo\nwhen: { cron: * * * * * }\n"),
            errors: [
                "commands/install-agent.yaml:3:16: a '*' cannot start plain text; quote it (in what starts at 3:15)"
            ]),
    ]

    private static let workflow = "images/web/workflow_param.json"
    private static let base = "images/web/s01-base/step_param.json"
    private static let app = "images/web/s02-app/step_param.json"

    static let imageCases: [Case] = [
        Case(
            "no workflow_param.json", .remove(workflow), .write("images/web/workflow_params.json", "{}"),
            errors: [
                "environments/prd.yaml:2:3: there is no image 'web' (images/web/workflow_param.json is missing)",
                "environments/sbx-101.yaml:8:11: there is no image 'web' (images/web/workflow_param.json is missing)",
                "images/web/workflow_param.json:1:1: there is no file 'images/web/workflow_param.json'; "
                    + "did you mean 'workflow_params.json'?",
            ]),
        Case(
            "a mistyped key", .replace(workflow, "workflow_id", "worklfow_id"),
            errors: ["images/web/workflow_param.json:1:1: missing key 'workflow_id'; did you mean it by 'worklfow_id'?"]
        ),
        Case(
            "a version that is a number", .replace(workflow, "\"1.4.2\"", "1.4"),
            errors: ["images/web/workflow_param.json:3:20: expected text, but 1.4 is a number; quote it: \"1.4\""]),
        Case(
            "a trailing comma", .replace(workflow, "null]", "null],"),
            errors: ["images/web/workflow_param.json:6:99: a ',' must not stand before '}'"]),
        Case(
            "an AMI name that EC2 doesn't take", .replace(workflow, "1.4.2", "1.4.2+7"),
            errors: [
                "images/web/workflow_param.json:4:59: the AMI would be called 'shop/base/1.4.2+7/base': AWS allows letters, "
                    + "digits and ()[] ./-'@_"
            ]),
        Case(
            "no steps", .remove(base), .remove(app),
            errors: [
                "images/web/workflow_param.json:1:1: image 'web' has no step; a step is a folder with a step_param.json"
            ]),
        Case(
            "no template", .remove("images/web/s02-app/templates/.pkr.hcl"),
            .write("images/web/s02-app/templates/pkr.hcl", ""),
            errors: [
                "images/web/s02-app/step_param.json:1:1: there is no file 'images/web/s02-app/templates/.pkr.hcl'; "
                    + "did you mean 'images/web/s02-app/templates/pkr.hcl'?"
            ]),
        Case(
            "a step without a predecessor's key", .write(app, #"{ "step_id": "app" }"#),
            errors: [
                "images/web/s02-app/step_param.json:1:1: missing key 'previous_step_id'; write null for the first step"
            ]),
        Case(
            "a predecessor that isn't there", .replace(app, "\"base\"", "\"bse\""),
            errors: [
                "images/web/s02-app/step_param.json:1:41: there is no step 'bse' in this image; did you mean 'base'?"
            ]),
        Case(
            "two first steps", .replace(app, "\"base\"", "null"),
            errors: [
                "images/web/s02-app/step_param.json:1:41: 'app' and 'base' both follow the root base AMI; steps form one chain"
            ]),
        Case(
            "a fork", .write("images/web/s03/step_param.json", #"{ "step_id": "tools", "previous_step_id": "base" }"#),
            .write("images/web/s03/templates/.pkr.hcl", ""),
            errors: [
                "images/web/s03/step_param.json:1:43: 'tools' and 'app' both follow 'base'; steps form one chain"
            ]),
        Case(
            "a circle", .replace(base, "null", "\"app\""),
            errors: [
                "images/web/s01-base/step_param.json:1:42: no step starts from the root base AMI; the first one has "
                    + "\"previous_step_id\": null",
                "images/web/s02-app/step_param.json:1:41: these steps come after one another in a circle: app → base → app",
            ]),
        Case(
            "the same step twice", .replace(app, "\"app\"", "\"base\""),
            errors: ["images/web/s02-app/step_param.json:1:14: the step_id 'base' is used twice"]),
    ]
}
