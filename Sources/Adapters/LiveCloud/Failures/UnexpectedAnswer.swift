/// AWS answered, and tend can't make sense of it; nothing may be concluded from it.
struct UnexpectedAnswer: Error, Sendable, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
