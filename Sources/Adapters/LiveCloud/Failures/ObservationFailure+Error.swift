import AWS
import Model

extension ObservationFailure {
    /// Why an account could not be read, and what to do about it.
    init(_ error: any Error, subject: String) {
        switch error {
        case let error as AWSError:
            self.init(
                subject: subject, reason: error.description, advice: error.advice, isTransient: error.isTransient)
        case let error as IdentityError:
            self.init(subject: subject, reason: error.description, advice: "", isTransient: false)
        default:
            self.init(subject: subject, reason: "\(error)", advice: "", isTransient: false)
        }
    }
}

extension AWSError {
    /// What a person can do about it.
    var advice: String {
        switch reason {
        case .service(let fault) where Self.denials.contains(fault.code):
            "let the role of this environment do \(service.lowercased()):\(operation), or see its trust policy"
        case .throttled: "tend looks again by itself"
        case .transport: "see whether AWS can be reached from here; tend looks again by itself"
        case .service, .malformedAnswer, .refused, .credentials, .cancelled:
            isTransient ? "tend looks again by itself" : ""
        }
    }

    private static let denials: Set = [
        "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthFailure", "InvalidClientTokenId",
        "UnrecognizedClientException",
    ]
}
