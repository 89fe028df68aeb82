/// A line of `packer build -machine-readable`: `time,target,type,data…`.
///
/// https://developer.hashicorp.com/packer/docs/commands#machine-readable-output
enum PackerLine: Hashable, Sendable {
    /// What a person would see. An error is what packer shows in red, also a provisioner's standard error at times.
    case ui(isError: Bool, text: String)
    /// The id of an artifact: `us-east-1:ami-0123,us-west-2:ami-4567`.
    case artifactID(target: String, id: String)
    /// A build that failed, with its reason.
    case error(target: String, text: String)
    /// A line that says nothing needed here.
    case other

    /// A line that isn't machine-readable, such as a crash, is taken as what a person would see.
    init(_ line: String) {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(Self.unescaped)
        guard fields.count >= 3, !fields[0].isEmpty, fields[0].allSatisfy(\.isWholeNumber) else {
            self = line.isEmpty ? .other : .ui(isError: true, text: line)
            return
        }
        let data = fields.dropFirst(3)
        switch fields[2] {
        case "ui":
            // "machine" repeats what other lines say.
            guard let kind = data.first, kind != "machine" else {
                self = .other
                return
            }
            self = .ui(isError: kind == "error", text: data.dropFirst().joined(separator: ","))
        case "artifact" where data.count >= 3 && data[data.startIndex + 1] == "id":
            self = .artifactID(target: fields[1], id: data[data.startIndex + 2])
        case "error":
            self = .error(target: fields[1], text: data.joined(separator: ","))
        default:
            self = .other
        }
    }

    private static func unescaped(_ field: Substring) -> String {
        var result = ""
        var rest = field
        while let character = rest.first {
            if rest.hasPrefix("%!(PACKER_COMMA)") {
                result.append(",")
                rest = rest.dropFirst("%!(PACKER_COMMA)".count)
            } else if rest.hasPrefix("\\n") || rest.hasPrefix("\\r") {
                result.append(rest.hasPrefix("\\n") ? "\n" : "\r")
                rest = rest.dropFirst(2)
            } else {
                result.append(character)
                rest = rest.dropFirst()
            }
        }
        return result
    }
}
