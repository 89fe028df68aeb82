import Model
import Subprocess
import Synchronization

/// What packer has said so far, gathered on whatever thread its lines come on.
final class PackerLog: Sendable {
    private struct State {
        var lastLines: [String] = []
        var errors: [String] = []
        var artifacts: [String] = []
    }

    /// How many lines an error quotes.
    private static let quoted = 15

    private let state = Mutex(State())
    private let mask: SecretMask
    private let progress: @Sendable (String) -> Void

    /// - Parameter progress: Told every line that a person would see.
    init(mask: SecretMask, progress: @escaping @Sendable (String) -> Void) {
        self.mask = mask
        self.progress = progress
    }

    func take(_ line: OutputLine) {
        switch PackerLine(line.text) {
        case .ui(_, let text):
            for part in text.split(whereSeparator: \.isNewline) where part.contains(where: { !$0.isWhitespace }) {
                let shown = mask.masked(String(part))
                state.withLock { state in
                    state.lastLines.append(shown)
                    if state.lastLines.count > Self.quoted { state.lastLines.removeFirst() }
                }
                progress(shown)
            }
        case .artifactID(_, let id):
            state.withLock { $0.artifacts.append(id) }
        case .error(let target, let text):
            let shown = mask.masked("\(target): \(text)")
            state.withLock { $0.errors.append(shown) }
        case .other: break
        }
    }

    /// The last lines that a person would have seen.
    var lastLines: [String] { state.withLock { $0.lastLines } }

    /// Everything that tells why a build failed, for recognising causes that pass.
    var failureText: String { state.withLock { ($0.errors + $0.lastLines).joined(separator: "\n") } }

    /// The AMIs that were made in a region, each once: a post-processor reports the same one again.
    func amis(in region: String) -> [AMIID] {
        var found: [AMIID] = []
        for artifact in state.withLock({ $0.artifacts }) {
            for part in artifact.split(separator: ",") {
                let pieces = part.split(separator: ":", maxSplits: 1)
                guard pieces.count == 2, pieces[0] == region, let ami = AMIID(String(pieces[1])), !found.contains(ami)
                else { continue }
                found.append(ami)
            }
        }
        return found
    }
}
