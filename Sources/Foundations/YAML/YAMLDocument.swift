/// A text read as one YAML document, with everything that is wrong with it.
///
///     let document = YAMLDocument(bytes)
///     for fault in document.faults { print(fault) }      // 3:1: duplicate key 'web'; it is already at 2:1
///     let replicas = try document.root?["replicas"]?.integer()
///
/// Anchors and aliases are refused altogether, with a message that says so: what a reviewer sees in a file is then all there
/// is, and a text cannot grow when it is read.
public struct YAMLDocument: Hashable, Sendable {
    /// The value of the document. `nil` when the text could not be read to its end or is empty; then there is a fault. It is
    /// given in spite of faults that leave its shape clear, so that a reader can go on and report more.
    public let root: YAMLNode?
    /// All faults in the order of the text; a document with any must not be used.
    public let faults: [YAMLFault]

    /// Reads a text. Never fails: what is wrong is in `faults`.
    public init(_ bytes: [UInt8], limits: YAMLLimits = .standard) {
        if let fault = TextCheck.fault(in: bytes, limits: limits) {
            root = nil
            faults = [fault]
            return
        }
        var builder = TreeBuilder(EventSource(bytes), limits)
        do {
            root = try builder.document()
            faults = builder.faults.sorted { $0.place < $1.place }
        } catch {
            root = nil
            faults = (builder.faults + [error]).sorted { $0.place < $1.place }
        }
    }
}
