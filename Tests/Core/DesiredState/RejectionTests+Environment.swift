extension RejectionTests {
    private static let prd = "environments/prd.yaml"
    private static let sbx = "environments/sbx-101.yaml"

    static let environmentCases: [Case] = [
        Case(
            "a mistyped key", .replace(prd, "replicas:", "replcias:"),
            errors: [
                "environments/prd.yaml:7:5: unknown key 'replcias'; did you mean 'replicas'?"
            ]),
        Case(
            "a version that is a number", .replace(prd, "web: 1.4.2", "web: 1.10"),
            errors: ["environments/prd.yaml:2:8: expected text, but 1.10 is a number; quote it: \"1.10\""]),
        Case(
            "no as a version", .replace(prd, "web: 1.4.2", "web: no"),
            errors: ["environments/prd.yaml:2:8: expected text, but no is a boolean; quote it: \"no\""]),
        Case(
            "no version", .replace(prd, "web: 1.4.2", "web:"),
            errors: ["environments/prd.yaml:2:7: expected text or a mapping of keys to values, not an empty value"]),
        Case(
            "an octal number of replicas", .replace(prd, "replicas: 4", "replicas: 012"),
            errors: ["environments/prd.yaml:7:15: expected a whole number without leading zeros, not 012"]),
        Case(
            "replicas in quotes", .replace(prd, "replicas: 4", "replicas: \"4\""),
            errors: [
                "environments/prd.yaml:7:15: expected a whole number, but \"4\" is text; write it without quotes"
            ]),
        Case(
            "replicas without an instance type", .replace(prd, "    instance_type: t3.small\n", ""),
            errors: ["environments/prd.yaml:7:5: 'replicas' needs 'instance_type', which is not given"]),
        Case(
            "replicas and a group",
            .replace(prd, "autoscaling_group: prd-batch  ", "autoscaling_group: prd-batch\n    replicas: 1"),
            errors: [
                "environments/prd.yaml:25:5: 'replicas' needs 'instance_type', which is not given",
                "environments/prd.yaml:25:5: only one of 'replicas' and 'autoscaling_group' can be given",
            ]),
        Case(
            "an unknown strategy", .replace(prd, "strategy: rolling  ", "strategy: blue-gren"),
            errors: [
                "environments/prd.yaml:15:17: 'blue-gren' is not one of 'all-at-once', 'rolling', "
                    + "'rolling-with-additional-batch', 'immutable', 'blue-green' and 'traffic-splitting'; "
                    + "did you mean 'blue-green'?"
            ]),
        Case(
            "a batch of nothing", .replace(prd, "batch: 25%", "batch: 0%"),
            errors: ["environments/prd.yaml:16:14: '0%' must be a count or a share from 1% to 100%"]),
        Case(
            "a batch of half an instance", .replace(prd, "batch: 25%", "batch: 0.5"),
            errors: ["environments/prd.yaml:16:14: expected a whole number in decimal digits, not '0.5'"]),
        Case(
            "a duration of words", .replace(prd, "bake: 10m", "bake: ten minutes"),
            errors: [
                "environments/prd.yaml:18:13: 'ten minutes' must be a number and a unit (s, m, h, d), as in 90s, 10m, "
                    + "12h or 7d"
            ]),
        Case(
            "a fleet with an image that the environment doesn't list",
            .replace(prd, "image: web\n    replicas", "image: wbe\n    replicas"),
            errors: [
                "environments/prd.yaml:6:12: the 'images' of this environment do not give a version of 'wbe'; "
                    + "did you mean 'web'?"
            ]),
        Case(
            "an image without a folder", .replace(prd, "  game: {", "  gmae: {"),
            errors: [
                "environments/prd.yaml:3:3: there is no image 'gmae' (images/gmae/workflow_param.json is missing); "
                    + "did you mean 'game'?"
            ]),
        Case(
            "a step that the image doesn't have", .replace(prd, "step: built_core", "step: build_core"),
            errors: ["environments/prd.yaml:3:44: image 'game' has no step 'build_core'; did you mean 'built_core'?"]),
        Case(
            "a command without a file", .replace(prd, "[install-agent, report-disk]", "[install-agnet, report-disk]"),
            errors: [
                "environments/prd.yaml:26:12: there is no command 'install-agnet' (commands/install-agnet.yaml is missing); "
                    + "did you mean 'install-agent'?",
                "environments/prd.yaml:26:27: 'report-disk' comes after 'install-agent', which this environment does not list",
            ]),
        Case(
            "a command twice", .replace(sbx, "[install-agent]", "[install-agent, install-agent]"),
            errors: ["environments/sbx-101.yaml:11:27: 'install-agent' is listed twice"]),
        Case(
            "a health command without a file", .replace(prd, "smoke-test", "smoketest"),
            errors: [
                "environments/prd.yaml:17:79: there is no command 'smoketest' (commands/smoketest.yaml is missing); "
                    + "did you mean 'smoke-test'?"
            ]),
        Case(
            "user data that isn't there", .replace(prd, "files/web.sh", "files/wbe.sh"),
            errors: ["environments/prd.yaml:12:16: there is no file 'files/wbe.sh'; did you mean 'files/web.sh'?"]),
        Case(
            "user data outside the tree", .replace(prd, "files/web.sh", "../secrets/web.sh"),
            errors: [
                "environments/prd.yaml:12:16: the path '../secrets/web.sh' leads out of the desired state; "
                    + "paths are relative to its root"
            ]),
        Case(
            "user data at an absolute path", .replace(prd, "files/web.sh", "/etc/passwd"),
            errors: [
                "environments/prd.yaml:12:16: the path '/etc/passwd' leads out of the desired state; "
                    + "paths are relative to its root"
            ]),
        Case(
            "user data that is too large", .write("files/web.sh", String(repeating: "#", count: 16_385)),
            errors: ["environments/prd.yaml:12:16: 'files/web.sh' has 16385 bytes; user data can have at most 16384"]),
        Case(
            "a folder as user data", .replace(prd, "files/web.sh", "files"),
            errors: ["environments/prd.yaml:12:16: 'files' is a folder; a file is needed"]),
        Case(
            "no prd.yaml", .remove(prd),
            errors: [
                "environments/prd.yaml:1:1: the environment 'prd' is required; write environments/prd.yaml"
            ]),
        Case(
            "another ending", .remove(sbx), .write("environments/sbx-101.yml", "{}"),
            errors: ["environments/sbx-101.yml:1:1: 'sbx-101.yml' is not read; rename it to 'sbx-101.yaml'"]),
        Case(
            "an environment that tend.yaml doesn't name", .write("environments/tsst.yaml", "{}"),
            errors: ["environments/tsst.yaml:1:1: tend.yaml does not name an environment 'tsst'; did you mean 'tst'?"]),
        Case(
            "a name with an underscore", .write("environments/my_env.yaml", "{}"),
            errors: [
                "environments/my_env.yaml:1:1: the name 'my_env' must be lowercase letters and digits, starting with a "
                    + "letter, or sbx-<id> for a sandbox, at most 32 characters"
            ]),
        Case(
            "a fleet in devops",
            .write(
                "environments/devops.yaml",
                "images: { web: 1.4.2 }\nfleets: { web: { image: web, replicas: 1, instance_type: t3.micro } }\n"),
            errors: [
                "environments/devops.yaml:2:1: 'fleets' can't be given for devops: it builds and keeps artifacts, and no "
                    + "fleet runs there"
            ]),
        Case(
            "a sandbox without terms", .write(sbx, "images: {}\n"),
            errors: ["environments/sbx-101.yaml:1:1: missing key 'sandbox'; a sandbox needs an owner and an end"]),
        Case(
            "a sandbox without an owner", .replace(sbx, "  owner: dev@example.com\n", ""),
            errors: ["environments/sbx-101.yaml:2:3: missing key 'owner'"]),
        Case(
            "a sandbox without an end", .replace(sbx, "  keep_until: 2026-12-01 ", "  # "),
            errors: ["environments/sbx-101.yaml:2:3: one of 'keep_until' and 'keep_for' must be given"]),
        Case(
            "a sandbox with two ends", .replace(sbx, "  warn: 24h ", "  keep_for: 7d\n  #"),
            errors: ["environments/sbx-101.yaml:6:3: only one of 'keep_until' and 'keep_for' can be given"]),
        Case(
            "a sandbox that is kept too long", .replace(sbx, "keep_until: 2026-12-01", "keep_for: 31d"),
            errors: [
                "environments/sbx-101.yaml:4:13: the sandbox would be kept for 31d; limits.sandboxes.longest allows 30d"
            ]),
        Case(
            "a day that there isn't", .replace(sbx, "2026-12-01", "2026-11-31"),
            errors: [
                "environments/sbx-101.yaml:4:15: '2026-11-31' must be a date such as 2026-12-01, or a moment in UTC such as "
                    + "2026-12-01T18:00:00Z"
            ]),
        Case(
            "terms and a stack outside a sandbox",
            .write(
                "environments/tst.yaml",
                "sandbox: { owner: a, keep_for: 1d }\nstack: { template: stacks/sandbox.yaml }\n"),
            errors: [
                "environments/tst.yaml:1:1: 'sandbox' can only be given for a sandbox (environments/sbx-<id>.yaml)",
                "environments/tst.yaml:2:1: 'stack' can only be given for a sandbox (environments/sbx-<id>.yaml)",
            ]),
        Case(
            "more sandboxes than the limit", .replace("tend.yaml", "sandboxes: { max: 30", "sandboxes: { max: 0"),
            errors: ["tend.yaml:15:21: the files want more sandboxes (1) than limits.sandboxes.max allows (0)"]),
        Case(
            "a stack's parameter that is a number", .replace(sbx, "Size: small", "Size: 3"),
            errors: ["environments/sbx-101.yaml:10:61: expected text, but 3 is a number; quote it: \"3\""]),
        Case(
            "a template that isn't there", .remove("stacks/sandbox.yaml"),
            errors: ["environments/sbx-101.yaml:10:20: there is no file 'stacks/sandbox.yaml'"]),
        Case(
            "an alias bomb", .write("environments/tst.yaml", "images: &a { web: 1.4.2 }\nfleets: *a\n"),
            errors: [
                "environments/tst.yaml:1:9: anchors are not accepted; remove '&a', or quote it if it is text",
                "environments/tst.yaml:2:9: aliases are not accepted: write out what '*a' stands for, or quote it if it "
                    + "is text",
            ]),
        Case(
            "an empty file", .write("environments/tst.yaml", "# later\n"),
            errors: ["environments/tst.yaml:1:1: the file is empty"]),
    ]
}
