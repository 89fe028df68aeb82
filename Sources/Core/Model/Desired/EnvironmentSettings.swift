/// How to reach the environments of one class and what guards them: a line below `environments:` in `tend.yaml`.
public struct EnvironmentSettings: Hashable, Sendable {
    /// The account that these environments must be in; every session is checked against it.
    public var account: AccountID
    /// The role to assume; `nil` leaves it to `<CLASS>_IAM_ROLE_ARN`, a profile or the ambient identity.
    public var role: String?
    /// The external id that the role's trust policy asks for.
    public var externalID: String?
    /// A named profile for laptops.
    public var profile: String?
    /// The region, where it differs from the project's.
    public var region: RegionName?
    /// Whether a change needs a person's word when it isn't made by the daemon.
    public var isProtected: Bool
    /// Guards that the files ask for and that this version of tend can't enforce. While there is one, everything in the
    /// class is withheld: a guard that is silently ignored is worse than none.
    public var unenforcedGuards: [UnenforcedGuard]
    /// Where it is written.
    public var place: SourcePlace

    /// Settings from their parts.
    public init(
        account: AccountID, role: String? = nil, externalID: String? = nil, profile: String? = nil,
        region: RegionName? = nil, isProtected: Bool = false, unenforcedGuards: [UnenforcedGuard] = [],
        place: SourcePlace
    ) {
        self.account = account
        self.role = role
        self.externalID = externalID
        self.profile = profile
        self.region = region
        self.isProtected = isProtected
        self.unenforcedGuards = unenforcedGuards
        self.place = place
    }
}

/// A guard that the files ask for and that this version of tend can't enforce.
public struct UnenforcedGuard: Hashable, Codable, Sendable {
    /// What was asked for, such as `approval: signed-commit`.
    public var asked: String
    /// Where it is written.
    public var place: SourcePlace

    /// A guard and where it was asked for.
    public init(asked: String, place: SourcePlace) {
        self.asked = asked
        self.place = place
    }
}
