import AuditTrail
import FoundationEssentials
import Model
import Reconciliation

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
            for (line, entry) in zip(EntryTable.lines(entries), entries) {
                lines.append("  \(line)")
                lines += failures(entry)
            }
        }
        return lines
    }

    /// What a command said where it didn't succeed: that is what a person comes here for.
    private static func failures(_ entry: Entry) -> [String] {
        guard case .outcome(let record) = try? entry.content, case .done(let result) = record.outcome else { return [] }
        return result.invocations.filter { $0.status != .succeeded }.flatMap {
            InvocationLines.lines($0, indent: "      ")
        }
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
