import AWS
import Reconciliation

extension ActionFailure {
    /// What a failed call means for the action that made it.
    /// - Parameter what: What was being done, such as `launch 2 instances of web in prd`.
    init(_ error: AWSError, _ what: String) {
        self.init(
            message: "could not \(what)", cause: error.description, advice: error.advice,
            disposition: error.isTransient || Self.passing.contains(error.code ?? "")
                ? .retry(afterSeconds: 5) : .stalled,
            effect: error.effectMayHaveHappened ? .unknown : .none)
    }

    /// Any error of the calls that make up an action.
    init(_ error: any Error, _ what: String) {
        switch error {
        case let error as ActionFailure: self = error
        case let error as AWSError: self.init(error, what)
        default: self.init(message: "could not \(what)", cause: "\(error)", disposition: .stalled)
        }
    }

    /// Codes that name something which will be there in a moment, or capacity that may come back.
    private static let passing: Set = [
        "InvalidInstanceID.NotFound", "InvalidAMIID.NotFound", "InvalidAMIID.Unavailable",
        "InsufficientInstanceCapacity",
        "InstanceLimitExceeded", "IncorrectInstanceState", "ParameterAlreadyExists", "TooManyUpdates",
    ]
}
