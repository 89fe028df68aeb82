/// What happened at all ports, in order.
actor EventLog {
    private(set) var events: [String] = []

    func add(_ event: String) { events.append(event) }

    /// The events that begin with a word.
    func events(of word: String) -> [String] { events.filter { $0.hasPrefix(word + " ") } }
}
