import DesiredState

extension FileTree.Entry {
    /// A file as it is, unless git keeps only a pointer to it elsewhere: what it points to was never fetched.
    static func content(_ bytes: [UInt8], isExecutable: Bool) -> FileTree.Entry {
        let pointer = "version https://git-lfs.github.com/spec/"
        return bytes.count < 1024 && bytes.starts(with: pointer.utf8)
            ? .other("a Git LFS pointer") : .file(bytes, isExecutable: isExecutable)
    }
}
