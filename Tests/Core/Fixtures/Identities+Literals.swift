import Crypto
import Model
import Planning

// In tests identities are written as literals; one that doesn't follow its rule is a mistake in the test and stops it.

extension Identity {
    /// The identity that the literal spells.
    public init(stringLiteral text: String) {
        guard let value = Self(text) else { preconditionFailure("'\(text)' must be \(Self.rule)") }
        self = value
    }
}

extension AccountID: ExpressibleByStringLiteral {}
extension ActionID: ExpressibleByStringLiteral {}
extension AMIID: ExpressibleByStringLiteral {}
extension CommandName: ExpressibleByStringLiteral {}
extension CommitID: ExpressibleByStringLiteral {}
extension EnvironmentClass: ExpressibleByStringLiteral {}
extension EnvironmentName: ExpressibleByStringLiteral {}
extension FleetName: ExpressibleByStringLiteral {}
extension ImageName: ExpressibleByStringLiteral {}
extension ImageVersion: ExpressibleByStringLiteral {}
extension InstanceID: ExpressibleByStringLiteral {}
extension ProjectName: ExpressibleByStringLiteral {}
extension RegionName: ExpressibleByStringLiteral {}
extension SnapshotID: ExpressibleByStringLiteral {}
extension StepID: ExpressibleByStringLiteral {}

extension ContentDigest {
    /// The digest of a word, for contents that a test doesn't spell out.
    public static func of(_ word: String) -> ContentDigest { ContentDigest(bytes: FieldHash(purpose: word).finish()) }
}

extension ActionID {
    /// The id of an action that a test only names.
    public static func of(_ word: String) -> ActionID { ActionID(prefixOf: .of(word)) }
}
