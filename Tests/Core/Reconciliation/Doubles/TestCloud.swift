import Model
import Planning
import Reconciliation
import Testing

/// An AWS that shows what it is told to. Effects and look-ups fail the test until it is given answers for them.
actor TestCloud: CloudReader, CloudWriter {
    typealias Perform = @Sendable (ActionOrder) async throws(ActionFailure) -> ActionResult
    typealias LookUp = @Sendable (ActionOrder) async throws(ActionFailure) -> LookUpAnswer

    private let log: EventLog
    private var shown: ActualState
    private let onObserve: @Sendable () async -> Void
    private let onPerform: Perform?
    private let onLookUp: LookUp?

    /// - Parameters:
    ///   - observe: Happens during each look.
    ///   - perform: What an effect brings.
    ///   - lookUp: What is found out about an action that was begun.
    init(
        _ shown: ActualState, log: EventLog, observe: @escaping @Sendable () async -> Void = {},
        perform: Perform? = nil,
        lookUp: LookUp? = nil
    ) {
        self.shown = shown
        self.log = log
        onObserve = observe
        onPerform = perform
        onLookUp = lookUp
    }

    func show(_ state: ActualState) { shown = state }

    func observe(_ scope: ObservationScope) async -> ActualState {
        await onObserve()
        await log.add("observe \(scope.only.map { "\($0.sorted())" } ?? "all")")
        return shown
    }

    func perform(_ order: ActionOrder) async throws(ActionFailure) -> ActionResult {
        await log.add("perform \(order.action.environment): \(order.action.line)")
        guard let onPerform else {
            Issue.record("'\(order.action.line)' was performed; give TestCloud a 'perform' if it should be")
            throw ActionFailure(message: "unexpected", disposition: .stalled)
        }
        return try await onPerform(order)
    }

    func registerImage(_ ami: AMIID, built order: BuildOrder) async throws(ActionFailure) {
        await log.add("register \(ami)" + (Task.isCancelled ? " in a cancelled task" : ""))
    }

    func lookUp(_ order: ActionOrder) async throws(ActionFailure) -> LookUpAnswer {
        await log.add("lookUp \(order.action.environment): \(order.action.line)")
        guard let onLookUp else {
            Issue.record("'\(order.action.line)' was looked up; give TestCloud a 'lookUp' if it should be")
            throw ActionFailure(message: "unexpected", disposition: .stalled)
        }
        return try await onLookUp(order)
    }
}

/// A builder. It fails the test until it is given an answer.
struct TestBuilder: ImageBuilder {
    var onBuild: (@Sendable (BuildOrder) async throws(ActionFailure) -> AMIID)?

    func build(_ order: BuildOrder) async throws(ActionFailure) -> AMIID {
        guard let onBuild else {
            Issue.record("step \(order.step.id) was built; give TestBuilder an 'onBuild' if it should be")
            throw ActionFailure(message: "unexpected", disposition: .stalled)
        }
        return try await onBuild(order)
    }
}
