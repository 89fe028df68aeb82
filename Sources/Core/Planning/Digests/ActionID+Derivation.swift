import Crypto
import FoundationEssentials
import Model

extension ActionID {
    /// The id of the action at a position of a plan.
    ///
    /// The moment is part of it: a fleet that comes back to an earlier state must not reuse the ClientToken of the launch
    /// that it had then, because EC2 would answer with the instances of that time.
    init(plan: ContentDigest, at: Date, environment: EnvironmentName, position: Int) {
        var digest = FieldHash(purpose: "tend action id")
        digest.add(plan.text)
        digest.add(String(Int64((at.timeIntervalSince1970 * 1000).rounded())))
        digest.add(environment.text)
        digest.add(String(position))
        self.init(prefixOf: ContentDigest(bytes: digest.finish()))
    }
}
