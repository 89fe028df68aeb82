/// The name of an environment: `devops`, `tst`, `prd`, the user's own, or a sandbox `sbx-<id>`.
public struct EnvironmentName: Identity {
    /// The name as written; also the value of the project's environment tag.
    public let text: String
    /// What a well-formed one looks like.
    public static let rule =
        "lowercase letters and digits, starting with a letter, or sbx-<id> for a sandbox, at most 32 characters"

    /// The environment where artifacts are built and kept; no fleet runs there.
    public static let devops = EnvironmentName(known: "devops")

    /// `nil` when the text does not follow `rule`.
    public init?(_ text: String) {
        guard text.count <= 32 else { return nil }
        if text.hasPrefix(Self.sandboxPrefix) {
            let id = text.dropFirst(Self.sandboxPrefix.count)
            guard let first = id.first, first.isLowercaseLetter || first.isDigit,
                id.allSatisfy({ $0.isLowercaseLetter || $0.isDigit || $0 == "-" })
            else { return nil }
        } else {
            guard text.isLowercaseName(limit: 32), text != EnvironmentClass.sandbox.text else { return nil }
        }
        self.text = text
    }

    private init(known: String) { text = known }

    /// `sbx` for every sandbox, the name itself for the others.
    public var environmentClass: EnvironmentClass {
        isSandbox ? .sandbox : EnvironmentClass(known: text)
    }

    /// Whether this is a sandbox, the only class of environment that is ever torn down.
    public var isSandbox: Bool { text.hasPrefix(Self.sandboxPrefix) }

    private static let sandboxPrefix = "sbx-"
}

/// What environments have in common: a key below `environments:` in tend.yaml. All sandboxes share the class `sbx`.
public struct EnvironmentClass: Identity {
    /// The class as written.
    public let text: String
    /// What a well-formed one looks like.
    public static let rule = "lowercase letters and digits, starting with a letter, at most 32 characters"

    /// The class of every `sbx-<id>`.
    public static let sandbox = EnvironmentClass(known: "sbx")
    /// The class of the environment that builds and holds artifacts.
    public static let devops = EnvironmentClass(known: "devops")
    /// The class of production.
    public static let production = EnvironmentClass(known: "prd")

    /// `nil` when the text does not follow `rule`.
    public init?(_ text: String) {
        guard text.isLowercaseName(limit: 32) else { return nil }
        self.text = text
    }

    init(known: String) { text = known }

    /// The mark that people see beside the name; never the only sign, never in JSON.
    public var mark: String {
        switch text {
        case "devops": "🔧"
        case "sbx": "📦"
        case "tst": "🧪"
        case "stg": "🎸"
        case "prd": "🏭"
        default: "🔹"
        }
    }
}
