import DesiredState
import Testing

@Suite struct ReportTests {
    @Test("findings are shown as a compiler shows them, with the line and a caret")
    func showsText() {
        var files = FormatTree.files
        files["environments/tst.yaml"] = "images: { web: 1.4.2 }\nfleets:\n  web:\n    image: web\n    replcias: 4\n"
        files["environments/sbx-101.yaml"] = nil
        files["commands/report-disk.yaml"] = "on: all\non: all\nrun: x\n"
        files["environments/prd.yaml"] = "\u{7}"
        let project = files["tend.yaml"]?.split(separator: "\n").prefix(8).joined(separator: "\n") ?? ""
        files["tend.yaml"] =
            project.replacing(", approval: signed-commit", with: "") + "\nenvironment_tag: env\ninventory: {table: t}\n"
        let report = DesiredStateLoader.load(FormatTree.tree(files)).report
        #expect(
            report.text == #"""
                commands/report-disk.yaml:2:1: error: duplicate key 'on'; it is already at 1:1
                    on: all
                    ^
                commands/report-disk.yaml:1:1: note: it is first written here
                environments/prd.yaml:1:1: error: a control character (U+0007) is not allowed; remove it
                    �
                    ^
                environments/tst.yaml:5:5: error: unknown key 'replcias'; did you mean 'replicas'?
                        replcias: 4
                        ^
                tend.yaml:10:1: warning: 'inventory' is accepted, but this version of tend does not act on it yet
                    inventory: {table: t}
                    ^
                3 errors, 1 warning

                """#)
    }

    @Test("a long line is cut around the caret, and a tab before it stays a tab")
    func cutsLongLines() {
        var files = FormatTree.files
        files["environments/devops.yaml"] = "images:\n  web: '" + String(repeating: "v", count: 150) + "'\n"
        files["environments/tst.yaml"] = "{ \"images\":\t{ \"web\":\t1 } }\n"
        files["commands/smoke-test.yaml"] =
            "{ on: all, run: '" + String(repeating: "r", count: 150) + "', fedback: none }\n"
        let lines = DesiredStateLoader.load(FormatTree.tree(files)).report.text.split(separator: "\n")
        let devops = lines.firstIndex { $0.hasPrefix("environments/devops.yaml") } ?? 0
        #expect(lines[devops + 1] == "      web: '" + String(repeating: "v", count: 92) + "…")
        #expect(lines[devops + 2] == "           ^")
        let smoke = lines.firstIndex { $0.hasPrefix("commands/smoke-test.yaml") } ?? 0
        #expect(lines[smoke + 1] == "    …" + String(repeating: "r", count: 47) + "', fedback: none }")
        #expect(lines[smoke + 2] == "    " + String(repeating: " ", count: 51) + "^")
        let tst = lines.firstIndex { $0.hasPrefix("environments/tst.yaml") } ?? 0
        #expect(lines[tst + 1] == "    { \"images\":\t{ \"web\":\t1 } }")
        #expect(lines[tst + 2] == "               \t        \t^")
    }

    @Test("findings as JSON have their place, a stable code and the message")
    func showsJSON() {
        var files = FormatTree.files
        files["tend.yaml"] = "project: shop\nproject: shop\n"
        let tree = FileTree(
            FormatTree.tree(files).entries.filter { $0.key == "tend.yaml" || $0.key == "environments/prd.yaml" })
        let findings = DesiredStateLoader.load(tree).findings.filter { $0.reason.code == "duplicate-key" }
        #expect(
            FindingReport(findings).json == #"""
                [
                  {
                    "file": "tend.yaml",
                    "line": 2,
                    "column": 1,
                    "severity": "error",
                    "code": "duplicate-key",
                    "message": "duplicate key 'project'; it is already at 1:1",
                    "notes": [
                      {
                        "file": "tend.yaml",
                        "line": 1,
                        "column": 1,
                        "message": "it is first written here"
                      }
                    ]
                  }
                ]

                """#)
        #expect(FindingReport([]).json == "[]\n")
        #expect(FindingReport([]).text == "")
    }
}
