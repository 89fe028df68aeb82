import DesiredState
import Model
import Subprocess

extension GitRepository {
    /// The files of a commit below a folder, as a value. Symbolic links are reported with their targets and not followed;
    /// submodules and Git LFS pointers are reported as what they are and never fetched.
    /// - Parameters:
    ///   - folder: Counted from the root of the repository; empty for the root itself.
    ///   - limits: Checked before any content is read.
    public func tree(
        at commit: CommitID, below folder: String, limits: FileTreeLimits = FileTreeLimits()
    ) async throws(GitError) -> FileTree {
        let parts = folder.split(separator: "/")
        let path = parts.joined(separator: "/")
        // To git these mean "seen from where I stand", which is not what a path below a commit is.
        guard !parts.contains(".."), !parts.contains(".") else { throw .noSuchPath(path, commit) }
        let listings = try await list(commit, path)
        try limits.check(listings.map { (path: $0.path, size: $0.size) })
        let blobs = try await blobs(of: listings, limits)
        var entries: [String: FileTree.Entry] = [:]
        for listing in listings {
            guard listing.isText else {
                entries[listing.path] = .other("a file whose name is not UTF-8")
                continue
            }
            let content = blobs[listing.object] ?? []
            entries[listing.path] =
                switch listing.kind {
                case .file(let isExecutable): .content(content, isExecutable: isExecutable)
                case .symlink: .symlink(target: String(decoding: content, as: UTF8.self))
                case .submodule: .other("a submodule")
                case .unknown: .other("an entry of an unknown kind")
                }
        }
        return FileTree(entries)
    }

    private func list(_ commit: CommitID, _ path: String) async throws(GitError) -> [TreeListing] {
        let arguments = ["ls-tree", "-r", "-l", "-z", "--full-tree", "\(commit.text):\(path)"]
        let result = try await git.run(git.command(arguments, in: directory, limits: .quick))
        guard result.succeeded else {
            let lines = result.lastErrorLines()
            if lines.contains(where: { $0.contains("Not a valid object name") || $0.contains("not a tree object") }) {
                throw .noSuchPath(path, commit)
            }
            throw git.failure(arguments, result)
        }
        var listings: [TreeListing] = []
        for record in result.standardOutput.split(separator: 0) {
            guard let listing = TreeListing(record) else { throw .unexpected(what: "git ls-tree of \(commit.short)") }
            listings.append(listing)
        }
        return listings
    }

    /// The contents by id, each read once.
    private func blobs(
        of listings: [TreeListing], _ limits: FileTreeLimits
    ) async throws(GitError) -> [String: [UInt8]] {
        var ids: Set<String> = []
        for listing in listings {
            switch listing.kind {
            case .file, .symlink: ids.insert(listing.object)
            case .submodule, .unknown: continue
            }
        }
        guard !ids.isEmpty else { return [:] }
        let order = ids.sorted()
        let output = try await git.output(
            ["cat-file", "--batch"], in: directory, input: Array((order.joined(separator: "\n") + "\n").utf8),
            limits: ProcessLimits(time: .seconds(120), output: limits.totalSize + order.count * 128))
        var reader = BlobReader(output)
        var blobs: [String: [UInt8]] = [:]
        for id in order {
            guard let content = reader.next(expecting: id) else { throw .unexpected(what: "git cat-file of \(id)") }
            blobs[id] = content
        }
        return blobs
    }
}
