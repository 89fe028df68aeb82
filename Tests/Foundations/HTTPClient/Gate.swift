import Synchronization

/// Holds tasks until it is opened, and lets a test wait until so many have come.
actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    private(set) var arrivals = 0

    /// Returns when the gate is open.
    func pass() async {
        arrivals += 1
        let reached = watchers.filter { $0.count <= arrivals }
        watchers.removeAll { $0.count <= arrivals }
        reached.forEach { $0.continuation.resume() }
        if isOpen { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Returns when `count` have come to the gate.
    func reached(_ count: Int) async {
        if arrivals >= count { return }
        await withCheckedContinuation { watchers.append((count, $0)) }
    }

    func open() {
        isOpen = true
        waiting.forEach { $0.resume() }
        waiting = []
    }
}

/// A number that several threads count up.
final class Counter: Sendable {
    private let number = Atomic<Int>(0)

    var value: Int { number.load(ordering: .sequentiallyConsistent) }

    @discardableResult func increment() -> Int {
        number.add(1, ordering: .sequentiallyConsistent).newValue
    }
}
