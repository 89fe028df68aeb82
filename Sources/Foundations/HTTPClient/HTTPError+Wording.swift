extension HTTPError {
    /// The wording of each kind for a request that was about to be sent, was under way, or waited for its turn.
    static func about(
        _ request: PreparedRequest, _ kind: Kind, reason: String = "", mayHaveBeenProcessed: Bool
    ) -> HTTPError {
        let what =
            switch kind {
            case .couldNotResolve:
                "the host has no address (\(reason)); check its name and this machine's DNS"
            case .couldNotConnect:
                "no connection (\(reason)); check the endpoint, and that the network lets it through"
            case .tlsFailed:
                "no secure connection (\(reason)); check the trusted authorities and this machine's clock"
            case .timedOut(.connect):
                "no connection within \(request.timeouts.connect.inWords); check the endpoint, and that the network lets it "
                    + "through"
            case .timedOut(.total):
                "no complete answer within \(request.timeouts.total.inWords)"
            case .timedOut(.idle):
                "nothing was sent or received for \(request.timeouts.idle.inWords)"
            case .connectionLost:
                "the connection was lost before the answer was complete (\(reason)); the request may have been carried "
                    + "out"
            case .responseTooLarge:
                "the answer is too large (\(reason)); the rest of it was not read"
            case .badURL:
                "the URL can't be used: \(reason)"
            case .badRequest:
                "the request can't be sent: \(reason)"
            case .cancelled:
                "the request was cancelled"
            case .shutDown:
                "the HTTP client was shut down"
            case .other:
                "the request failed (\(reason))"
            }
        return HTTPError(
            kind, message: "\(request.subject): \(what)", requestMayHaveBeenProcessed: mayHaveBeenProcessed)
    }
}

extension Duration {
    /// `10 s`, `250 ms`.
    fileprivate var inWords: String {
        let milliseconds = wholeMilliseconds
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }
}
