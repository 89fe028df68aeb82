extension RejectionTests {
    private static let file = "tend.yaml"

    static let projectCases: [Case] = [
        Case(
            "no tend.yaml but tend.yml", .remove("tend.yaml"), .write("tend.yml", "project: shop\n"),
            errors: ["tend.yaml:1:1: there is no file 'tend.yaml'; did you mean 'tend.yml'?"]),
        Case(
            "an account that is a number", .replace(file, "\"111111111111\"", "111111111111"),
            errors: ["tend.yaml:4:22: expected text, but 111111111111 is a number; quote it: \"111111111111\""]),
        Case(
            "an account of eleven digits", .replace(file, "\"111111111111\"", "\"11111111111\""),
            errors: ["tend.yaml:4:22: '11111111111' must be 12 digits"]),
        Case(
            "no account", .replace(file, "{ account: \"111111111111\" }", "{}"),
            errors: ["tend.yaml:4:11: missing key 'account'"]),
        Case(
            "an unknown key", .replace(file, "external_id", "externel_id"),
            errors: ["tend.yaml:5:88: unknown key 'externel_id'; did you mean 'external_id'?"]),
        Case(
            "an unknown key that resembles none", .replace(file, "percent: 25", "frequency: 25"),
            errors: ["tend.yaml:14:28: unknown key 'frequency'; known here: 'max' and 'percent'"]),
        Case(
            "no prd and no sbx", .replace(file, "prd:  ", "prod: "), .replace(file, "sbx:  ", "sbox: "),
            .remove("environments/sbx-101.yaml"), .replace(file, "[prd]", "[prod]"),
            errors: [
                "environments/prd.yaml:1:1: tend.yaml does not name an environment 'prd'; did you mean 'prod'?",
                "tend.yaml:3:1: the environment 'prd' is required", "tend.yaml:3:1: the environment 'sbx' is required",
            ]),
        Case(
            "a sandbox among the classes", .replace(file, "tst:  ", "sbx-7:"),
            errors: [
                "tend.yaml:6:3: 'sbx-7' is one sandbox; the settings of all sandboxes stand below 'sbx'"
            ]),
        Case(
            "a class with a capital", .replace(file, "tst:  ", "Tst:  "),
            errors: [
                "tend.yaml:6:3: 'Tst' must be lowercase letters and digits, starting with a letter, at most 32 characters"
            ]),
        Case(
            "a class that is a boolean to others", .replace(file, "tst:  ", "on:   "),
            errors: ["tend.yaml:6:3: expected text, but on is a boolean; quote it: \"on\""]),
        Case(
            "a role that is no ARN", .replace(file, "arn:aws:iam::222222222222:role/tend-deploy", "tend-deploy"),
            errors: [
                "tend.yaml:5:44: 'tend-deploy' must be the ARN of a role such as arn:aws:iam::111111111111:role/tend-deploy"
            ]),
        Case(
            "yes for true", .replace(file, "protected: true", "protected: yes"),
            errors: ["tend.yaml:8:49: expected true or false, not yes; did you mean 'true'?"]),
        Case(
            "an approval that there isn't", .replace(file, "signed-commit", "signed-comit"),
            errors: ["tend.yaml:8:65: 'signed-comit' must be 'signed-commit'"]),
        Case(
            "a freeze of an unknown environment", .replace(file, "environments: [prd]", "environments: [prod]"),
            errors: ["tend.yaml:17:22: tend.yaml does not name an environment 'prod'; did you mean 'prd'?"]),
        Case(
            "a cron with four fields", .replace(file, "0 17 * * FRI", "0 17 * FRI"),
            errors: [
                "tend.yaml:17:34: '0 17 * FRI' must be five fields (minute hour day month weekday), as in 0 17 * * FRI"
            ]),
        Case(
            "a duration without a unit", .replace(file, "longest: 30d", "longest: \"30\""),
            errors: [
                "tend.yaml:15:34: '30' must be a number and a unit (s, m, h, d), as in 90s, 10m, 12h or 7d"
            ]),
        Case(
            "a percentage beyond a hundred", .replace(file, "percent: 25", "percent: 101"),
            errors: ["tend.yaml:14:37: 101 must be between 0 and 100"]),
        Case(
            "neither slack nor sns", .replace(file, "slack:", "mail:"),
            errors: [
                "tend.yaml:19:5: one of 'slack' and 'sns' must be given",
                "tend.yaml:19:7: unknown key 'mail'; known here: 'slack', 'sns' and 'on'",
            ]),
        Case(
            "a duplicate key", .replace(file, "region: us-east-1", "region: us-east-1\nregion: eu-west-1"),
            errors: ["tend.yaml:3:1: duplicate key 'region'; it is already at 2:1"]),
        Case(
            "a required key mistyped", .replace(file, "region:", "regoin:"),
            errors: [
                "tend.yaml:2:1: unknown key 'regoin'; did you mean 'region'?"
            ]),
        Case(
            "a list instead of a mapping", .write(file, "- project: shop\n"),
            errors: ["tend.yaml:1:1: expected a mapping of keys to values, not a list"]),
    ]
}
