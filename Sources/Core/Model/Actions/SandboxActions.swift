/// Create a sandbox's stack.
public struct CreateStack: Hashable, Codable, Sendable {
    /// The sandbox.
    public var environment: EnvironmentName
    /// What it is made from.
    public var stack: StackSpec

    /// A creation from its parts.
    public init(environment: EnvironmentName, stack: StackSpec) {
        self.environment = environment
        self.stack = stack
    }
}

/// Delete a sandbox's stack.
public struct DeleteStack: Hashable, Codable, Sendable {
    /// The sandbox.
    public var environment: EnvironmentName
    /// The stack's name.
    public var stack: String

    /// A deletion from its parts.
    public init(environment: EnvironmentName, stack: String) {
        self.environment = environment
        self.stack = stack
    }
}

/// Delete the parameters that publish a sandbox's images.
public struct DeleteParameters: Hashable, Codable, Sendable {
    /// The sandbox.
    public var environment: EnvironmentName
    /// The images whose parameters go, in order; never empty.
    public var images: [ImageName]

    /// A deletion from its parts.
    public init(environment: EnvironmentName, images: [ImageName]) {
        self.environment = environment
        self.images = images
    }
}
