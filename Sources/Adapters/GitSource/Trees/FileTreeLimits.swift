/// How large a desired state may be. What is larger is refused before it is read.
public struct FileTreeLimits: Sendable, Hashable {
    /// How many files.
    public var files: Int
    /// Bytes of the largest file.
    public var fileSize: Int
    /// Bytes of all files together.
    public var totalSize: Int

    /// ProcessLimits from their parts.
    public init(files: Int = 20_000, fileSize: Int = 8_000_000, totalSize: Int = 100_000_000) {
        self.files = files
        self.fileSize = fileSize
        self.totalSize = totalSize
    }

    /// Refuses a list of files with their sizes.
    func check(_ sizes: some Collection<(path: String, size: Int)>) throws(GitError) {
        guard sizes.count <= files else { throw .tooLarge("\(sizes.count) files, \(files) are allowed") }
        var total = 0
        for (path, size) in sizes {
            guard size <= fileSize else { throw .tooLarge("\(path) has \(size) bytes, \(fileSize) are allowed") }
            // Both are at most as large as their limit, so this can't overflow.
            total += size
            guard total <= totalSize else { throw .tooLarge("more than \(totalSize) bytes together") }
        }
    }
}
