import AuditTrail
import FoundationEssentials
import Model

/// An environment's releases and what else happened there, for people.
enum HistoryText {
    static func lines(_ environment: EnvironmentName, _ releases: [Release], _ entries: [Entry]) -> [String] {
        var lines = ["\(Wording.environment(environment)) releases"]
        if releases.isEmpty { lines.append("  none yet: a release is cut when the environment is as the files say") }
        var table = TextTable()
        for release in releases {
            table.row(
                "\(release.number)", Wording.moment(release.at), images(release),
                fleets(release), Wording.commit(release.commit), release.restores.map { "restores \($0)" } ?? "")
        }
        lines += table.lines(indent: "  ").map { $0.trimmingTrailingSpaces }
        if !entries.isEmpty {
            lines += ["", "what was done, newest last"]
            lines += EntryTable.lines(entries).map { "  \($0)" }
        }
        return lines
    }

    private static func images(_ release: Release) -> String {
        release.content.images.sorted { $0.key < $1.key }.map { "\($0.key)@\($0.value.version)" }.joined(separator: " ")
    }

    private static func fleets(_ release: Release) -> String {
        release.content.fleets.sorted { $0.key < $1.key }.map { name, fleet in
            switch fleet.capacity {
            case .replicas(let count): "\(count) × \(name)"
            case .autoscalingGroup(let group): "\(name) in \(group)"
            }
        }.joined(separator: ", ")
    }
}

extension String {
    /// The text without the spaces at its end.
    fileprivate var trimmingTrailingSpaces: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
