import ArgumentParsing
import Testing

@Suite struct HelpTests {
    @Test("the program's help lists its commands")
    func program() {
        #expect(
            ExampleProgram.tend.help(path: ["tend"]) == """
                usage: tend COMMAND [options]

                keeps AWS environments the way git says

                Commands:
                  plan      show what would be done
                  rollback  put an environment back on an earlier release
                  audit     read and check the audit trail

                Options:
                  -C, --directory DIR  where the desired state is (default: .)
                      --json           print JSON
                  -h, --help           show this help

                """)
    }

    @Test("a command's help has every section, wrapped and aligned")
    func verb() {
        #expect(
            ExampleProgram.tend.help(path: ["tend", "rollback"]) == """
                usage: tend rollback --reason TEXT [options] ENVIRONMENT [NOTE...]

                Applies an earlier release of an environment again, as a new release, and holds
                the environment there so that the daemon doesn't undo it.

                The hold ends with 'tend resume'.

                Arguments:
                  ENVIRONMENT  the environment to roll back
                  NOTE         anything

                Options:
                      --reason TEXT    why; it is kept in the audit trail (required)
                      --to N           the release to go back to
                      --tag KEY=VALUE  a tag (may be repeated)
                  -f, --force          skip the question
                  -h, --help           show this help

                Options of every command:
                  -C, --directory DIR  where the desired state is (default: .)
                      --json           print JSON

                Exit status:
                  0   the environment is back
                  64  the command line is wrong

                Examples:
                  tend rollback prd --reason "5xx since 1.4.2"
                      Back to the last healthy release.

                """)
    }

    @Test("long options stand on their own line and no line is wider than the terminal")
    func wrapping() {
        let text = ExampleProgram.tend.help(path: ["tend", "audit", "verify"], columns: 64)
        #expect(
            text == """
                usage: tend audit verify [options]

                check the audit trail

                Options:
                      --format FORMAT  how the entries are printed, for people
                                       who read them or for programs that do
                                       (one of text, markdown, json; default:
                                       text)
                      --commits-to-look-through-at-most N
                                       how far back (default: 100)
                  -h, --help           show this help

                Options of every command:
                  -C, --directory DIR  where the desired state is (default: .)
                      --json           print JSON

                """)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 64 })
    }

    @Test("an unknown path gets the help of the deepest verb there is")
    func unknownPath() {
        #expect(
            ExampleProgram.tend.help(path: ["tend", "audit", "nothing"])
                == ExampleProgram.tend.help(path: ["tend", "audit"]))
    }
}
