import Testing

/// Waits until a condition holds.
/// - Throws: When that takes longer than a minute.
func eventually(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now.advanced(by: .seconds(60))
    while ContinuousClock.now < deadline {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(40))
    }
    let isSo = try await condition()
    try #require(isSo, "waited a minute in vain until \(what)", sourceLocation: sourceLocation)
}
