import FoundationEssentials
import Subprocess
import Testing

/// What the lab really has, asked of the lab itself and not of tend.
struct LabState: Decodable, Sendable {
    let instances: [LabInstance]

    /// The instances of an environment that exist.
    func alive(in environment: String) -> [LabInstance] {
        instances.filter { $0.tags["tend:environment"] == environment && !["terminated", "shutting-down"].contains($0.state) }
    }
}

/// An instance as the lab has it.
struct LabInstance: Decodable, Sendable {
    let id: String
    let account: String
    let state: String
    let tags: [String: String]
}
