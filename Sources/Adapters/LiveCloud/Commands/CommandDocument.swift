import Model

/// The lines that `AWS-RunShellScript` gets for a command.
struct CommandDocument: Hashable {
    /// The lines.
    let lines: [String]

    /// The exit status of an instance that got another script than the one that was meant.
    static let wrongDigestStatus = 121

    /// A command that is a shell line, or a script that the instance fetches from `source`.
    init(_ body: CommandBody, source: ScriptSource?) {
        switch (body, source) {
        case (.shell(let line), _): lines = [line]
        case (.script(let script), .some(let source)): lines = Self.lines(for: script, from: source)
        case (.script(let script), .none): lines = Self.lines(for: script, from: .inline(script.content))
        }
    }

    /// Where an instance gets a script from.
    enum ScriptSource: Hashable {
        /// A presigned URL.
        case url(String)
        /// The document itself.
        case inline([UInt8])
    }

    /// The script lands in a private directory that goes away with the shell, is checked there, and is run with each
    /// argument as a word of its own. It finds the umask and the working directory that SSM gave.
    private static func lines(for script: CommandScript, from source: ScriptSource) -> [String] {
        let interpreter = script.interpreter.split(separator: " ").map { ShellWord.quoted(String($0)) }
        let words = interpreter + ["\"$tend_dir/script\""] + script.arguments.map(ShellWord.quoted)
        return [
            #"tend_dir=$(mktemp -d) || exit 120"#,
            #"trap 'rm -rf "$tend_dir"' EXIT"#,
            fetch(source),
            "echo '\(script.digest)  '\"$tend_dir/script\" | sha256sum --check --status || "
                + "{ echo 'tend: \(ShellWord.safe(script.path)) arrived with another SHA-256 than \(script.digest)' >&2; "
                + "exit \(wrongDigestStatus); }",
            words.joined(separator: " "),
        ]
    }

    private static func fetch(_ source: ScriptSource) -> String {
        switch source {
        case .url(let url):
            "curl --fail --silent --show-error --location --retry 3 --output \"$tend_dir/script\" "
                + "\(ShellWord.quoted(url)) || exit 120"
        case .inline(let content):
            "printf '%s' \(ShellWord.quoted(Base64.encode(content))) | base64 --decode > \"$tend_dir/script\" || exit 120"
        }
    }
}

extension ShellWord {
    /// Text inside single quotes in a message; quotes themselves are left out.
    static func safe(_ text: String) -> String { String(text.filter { $0 != "'" && !$0.isNewline }) }
}
