extension GitRepository {
    /// Where the directory is below the root of its working tree, without a slash at the end; empty at the root.
    public func prefix() async throws(GitError) -> String {
        let output = try await git.output(["rev-parse", "--show-prefix"], in: directory)
        return String(line(output).split(separator: "/").joined(separator: "/"))
    }
}
