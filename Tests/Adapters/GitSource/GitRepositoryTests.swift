import DesiredState
import FoundationEssentials
import GitSource
import Model
import Testing

@Suite struct GitRepositoryTests {
    @Test("a commit's files come as they were committed, whatever the working tree is now")
    func readsTree() async throws {
        let scratch = try await Scratch.repository([
            "desired-state/tend.yaml": "project: shop\n", "desired-state/files/æ b.sh": "#!/bin/sh\n", "README": "no",
        ])
        try await scratch.shell("chmod +x 'desired-state/files/æ b.sh' && ln -s ../README desired-state/link")
        let id = try #require(CommitID(try await scratch.commit("second", day: 2)))
        try scratch.write("desired-state/tend.yaml", "changed")

        let repository = GitRepository(directory: scratch.work)
        let tree = try await repository.tree(at: id, below: "desired-state/")
        #expect(
            tree
                == FileTree([
                    "tend.yaml": .file(Array("project: shop\n".utf8)),
                    "files/æ b.sh": .file(Array("#!/bin/sh\n".utf8), isExecutable: true),
                    "link": .symlink(target: "../README"),
                ]))
        #expect(try await repository.tree(at: id, below: "").entries.keys.contains("README"))
        // From a folder of the working tree paths count from the root all the same.
        let inside = GitRepository(directory: "\(scratch.work)/desired-state/files")
        #expect(try await inside.tree(at: id, below: "desired-state") == tree)
    }

    @Test("submodules and LFS pointers are reported as what they are, and binary files come whole")
    func specialEntries() async throws {
        let scratch = try await Scratch.repository([
            "pointer": "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n", "same": "x", "copy": "x",
        ])
        try await scratch.shell("head -c 100000 /dev/urandom > random; printf '' > empty")
        try await scratch.shell("git init -q sub && cd sub && git commit -q --allow-empty -m x")
        try await scratch.git("-c", "advice.addEmbeddedRepo=false", "add", "--all")
        let id = try #require(CommitID(try await scratch.commit("more")))
        let tree = try await GitRepository(directory: scratch.work).tree(at: id, below: "")
        #expect(tree.entries["pointer"] == .other("a Git LFS pointer"))
        #expect(tree.entries["sub"] == .other("a submodule"))
        #expect(tree.entries["same"] == tree.entries["copy"])
        #expect(tree.entries["empty"] == .file([]))
        let random = try Data(contentsOf: URL(filePath: "\(scratch.work)/random"))
        #expect(tree.entries["random"] == .file(Array(random)))
    }

    @Test(
        "what is too large is refused before it is read",
        arguments: [
            (FileTreeLimits(files: 1), "2 files, 1 are allowed"),
            (FileTreeLimits(fileSize: 9), "b has 10 bytes, 9 are allowed"),
            (FileTreeLimits(totalSize: 14), "more than 14 bytes together"),
        ])
    func limits(limits: FileTreeLimits, what: String) async throws {
        let scratch = try await Scratch.repository(["a": "12345", "b": "1234567890"])
        let repository = GitRepository(directory: scratch.work)
        let head = try await repository.resolve("HEAD")
        let error = await #expect(throws: GitError.self) {
            try await repository.tree(at: head, below: "", limits: limits)
        }
        #expect(error?.description == "the files are too large for a desired state: \(what)")
        let working = await #expect(throws: GitError.self) {
            try await WorkingDirectory(path: scratch.work, limits: limits).read()
        }
        #expect(working == error)
    }

    @Test("branches, tags, HEAD and short ids are resolved to commits")
    func resolves() async throws {
        let scratch = try await Scratch.repository(["a": "1"])
        let id = try #require(CommitID(try await scratch.git("rev-parse", "HEAD")))
        try await scratch.git("tag", "-a", "-m", "tag", "v1")
        let repository = GitRepository(directory: scratch.work)
        for name in ["HEAD", "main", "refs/heads/main", "v1", String(id.text.prefix(8)), id.text] {
            #expect(try await repository.resolve(name) == id)
        }
    }

    @Test(
        "a name that is no revision is told, also one that looks like an option",
        arguments: ["nope", "--exec=touch /tmp/x", "-h", "", "HEAD:a", "HEAD~9", "a\nb"])
    func unknownRevision(name: String) async throws {
        let scratch = try await Scratch.repository(["a": "1"])
        let error = await #expect(throws: GitError.self) {
            try await GitRepository(directory: scratch.work).resolve(name)
        }
        #expect(error?.description == "'\(name)' is no commit, branch or tag here")
    }

    @Test("a path that isn't in the commit, and a directory that is no repository, are told")
    func missing() async throws {
        let scratch = try await Scratch.repository(["a": "1"])
        let repository = GitRepository(directory: scratch.work)
        let head = try await repository.resolve("HEAD")
        for path in ["desired-state", "a", "../x"] {
            let error = await #expect(throws: GitError.self) { try await repository.tree(at: head, below: path) }
            #expect(error?.description == "there is no folder '\(path)' in commit \(head.short)")
        }
        let outside = await #expect(throws: GitError.self) {
            try await GitRepository(directory: scratch.root).resolve("HEAD")
        }
        #expect(outside?.description == "can't read \(scratch.root): it is no git repository")
    }

    @Test("a commit's facts are its author, time and first line")
    func facts() async throws {
        let scratch = try await Scratch.repository(["a": "1"])
        let id = try #require(CommitID(try await scratch.commit("Raise prd to 1.1.0 | æ\n\nBecause.", day: 3)))
        let facts = try await GitRepository(directory: scratch.work).facts(of: id)
        #expect(
            facts
                == CommitFacts(
                    id: id, author: "Ada <ada@example.com>",
                    committedAt: try Date("2026-01-03T12:00:00Z", strategy: .iso8601), subject: "Raise prd to 1.1.0 | æ"
                ))
    }

    @Test("history is told from rewritten history")
    func ancestry() async throws {
        let scratch = try await Scratch.repository(["a": "1"])
        let repository = GitRepository(directory: scratch.work)
        let first = try await repository.resolve("HEAD")
        let second = try #require(CommitID(try await scratch.commit("second", day: 2)))
        try await scratch.git("checkout", "--quiet", first.text)
        let other = try #require(CommitID(try await scratch.commit("other", day: 3)))
        #expect(try await repository.isAncestor(first, of: second))
        #expect(try await repository.isAncestor(second, of: second))
        #expect(try await repository.isAncestor(second, of: first) == false)
        #expect(try await repository.isAncestor(second, of: other) == false)
        let unknown = try #require(CommitID(String(repeating: "0", count: 40)))
        await #expect(throws: GitError.self) { try await repository.isAncestor(unknown, of: first) }
    }

    @Test("a file's time is that of the commit that last touched it")
    func touched() async throws {
        let scratch = try await Scratch.repository(["d/environments/sbx-1.yaml": "1", "d/environments/sbx-2.yaml": "1"])
        try scratch.write("d/environments/sbx-2.yaml", "2")
        let second = try #require(CommitID(try await scratch.commit("second", day: 2)))
        try scratch.write("d/environments/sbx-1.yaml", "3")
        let third = try #require(CommitID(try await scratch.commit("third", day: 3)))
        let repository = GitRepository(directory: "\(scratch.work)/d")
        let paths = ["environments/sbx-1.yaml", "environments/sbx-2.yaml", "environments/none.yaml"]
        func day(_ day: Int) throws -> Date { try Date("2026-01-0\(day)T12:00:00Z", strategy: .iso8601) }
        #expect(
            try await repository.touched(paths, below: "d", at: third)
                == [paths[0]: try day(3), paths[1]: try day(2)])
        #expect(
            try await repository.touched(paths, below: "d", at: second)
                == [paths[0]: try day(1), paths[1]: try day(2)])
    }

    @Test("nothing that a repository's own settings name is run")
    func runsNothing() async throws {
        let scratch = try await Scratch.repository(["d/a": "1", "d/.gitattributes": "* filter=evil diff=evil\n"])
        let marker = "\(scratch.root)/ran"
        let evil = "\(scratch.root)/evil"
        try await scratch.shell("printf '#!/bin/sh\\ntouch \(marker)\\ncat\\n' > \(evil); chmod +x \(evil)")
        for key in [
            "core.fsmonitor", "core.pager", "core.sshCommand", "diff.evil.textconv", "core.alternateRefsCommand",
        ] {
            try await scratch.git("config", key, evil)
        }
        try await scratch.shell("for h in post-checkout reference-transaction; do cp \(evil) .git/hooks/$h; done")
        let repository = GitRepository(directory: scratch.work)
        let head = try await repository.resolve("HEAD")
        _ = try await repository.tree(at: head, below: "d")
        _ = try await repository.facts(of: head)
        _ = try await repository.touched(["a"], below: "d", at: head)
        _ = try await WorkingDirectory(path: "\(scratch.work)/d").read()
        #expect(!FileManager.default.fileExists(atPath: marker))
    }
}
