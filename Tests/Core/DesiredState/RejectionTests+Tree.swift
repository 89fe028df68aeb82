extension RejectionTests {
    static let treeCases: [Case] = [
        Case(
            "a link out of the tree", .link("files/secret", to: "../../secret"),
            errors: ["files/secret:1:1: the symbolic link to '../../secret' leads out of the desired state"]),
        Case(
            "a link to an absolute path", .link("files/secret", to: "/etc/shadow"),
            errors: ["files/secret:1:1: the symbolic link to '/etc/shadow' leads out of the desired state"]),
        Case(
            "a link to nothing", .link("files/web.sh", to: "web-2.sh"),
            errors: ["files/web.sh:1:1: the symbolic link leads to 'web-2.sh', which does not exist"]),
        Case(
            "a link to itself", .link("files/web.sh", to: "web.sh"),
            errors: ["files/web.sh:1:1: the symbolic links lead to one another and to no file"]),
        Case(
            "a link to a folder", .link("images/shop", to: "web"),
            errors: ["images/shop:1:1: the symbolic link leads to the folder 'web'; link to files"]),
        Case(
            "a link from one file to another", .link("environments/tst.yaml", to: "prd.yaml"), errors: []),
        Case(
            "a path that leaves the tree", .write("../tend.yaml", "x"),
            errors: [
                "../tend.yaml:1:1: the path '../tend.yaml' leads out of the desired state; paths are relative to its root"
            ]),
        Case(
            "another encoding", .write("commands/smoke-test.yaml", "\u{FEFF}on: all\nrun: x\n"),
            errors: [
                "commands/smoke-test.yaml:1:1: the file starts with a byte order mark; save it as UTF-8 without one"
            ]),
        Case(
            "too deep", .write("commands/smoke-test.yaml", "on: " + String(repeating: "[", count: 40)),
            errors: ["commands/smoke-test.yaml:1:37: nested more than 32 levels deep"]),
        Case(
            "too large", .write("commands/smoke-test.yaml", String(repeating: "#", count: 1_048_577)),
            errors: ["commands/smoke-test.yaml:1:1: the file has 1048577 bytes; at most 1048576 are accepted"]),
        Case(
            "a README and a hidden file beside the environments", .write("environments/README.md", "x"),
            .write("environments/.keep", ""), errors: []),
    ]

    static let tagCases: [Case] = [
        Case(
            "a tag of AWS", .replace("tend.yaml", "bus:team:", "AWS:team:"),
            errors: ["tend.yaml:10:9: the tag 'AWS:team' can't be set: keys that start with 'aws:' are reserved"]),
        Case(
            "a tag of tend's", .replace("tend.yaml", "bus:team:", "tend:project:"),
            errors: ["tend.yaml:10:9: the tag 'tend:project' can't be set: keys that start with 'tend:' are reserved"]),
        Case(
            "the environment's tag", .replace("tend.yaml", "bus:team:", "tech:env_name:"),
            errors: ["tend.yaml:10:9: the tag 'tech:env_name' is the environment_tag, which tend sets itself"]),
        Case(
            "a key that is too long",
            .replace("tend.yaml", "bus:team:", String(repeating: "k", count: 128) + ":"),
            errors: ["tend.yaml:10:9: the tag's key has 128 characters; AWS allows 127"]),
        Case(
            "a value that is too long",
            .replace("tend.yaml", "bus:team: platform", "bus:team: " + String(repeating: "v", count: 257)),
            errors: ["tend.yaml:10:19: the value of tag 'bus:team' has 257 characters; AWS allows 256"]),
        Case(
            "a character that AWS doesn't take", .replace("tend.yaml", "ops@example.com", "ops!"),
            errors: [
                "tend.yaml:10:40: 'ops!' has a character that AWS does not take in tags; letters, digits, spaces and "
                    + "+ - = . _ : / @ can be used"
            ]),
        Case(
            "too many tags",
            .replace(
                "tend.yaml", "{ bus:team: platform,",
                "{ " + (1...42).map { "k\($0): v," }.joined(separator: " ")),
            errors: [
                "environments/prd.yaml:5:3: 43 tags are given; with tend's own there is room for 39",
                "environments/prd.yaml:22:3: 43 tags are given; with tend's own there is room for 39",
                "environments/sbx-101.yaml:9:11: 43 tags are given; with tend's own there is room for 40",
                "tend.yaml:10:7: 43 tags are given; with tend's own there is room for 41",
            ]),
    ]
}
