import DesiredState
import FoundationEssentials
import GitSource
import Model
import Testing

@Suite struct WorkingDirectoryTests {
    @Test("the files are as they are now, without what .gitignore names")
    func readsNow() async throws {
        let scratch = try await Scratch.repository([
            "d/tend.yaml": "1", "d/gone.yaml": "1", "d/images/x/.gitignore": "*.log\n", "other": "x",
        ])
        let directory = WorkingDirectory(path: "\(scratch.work)/d")
        let clean = try await directory.read()
        #expect(!clean.isChanged)
        #expect(clean.commit?.text == (try await scratch.git("rev-parse", "HEAD")))
        #expect(clean.tree == (try await committed(scratch)))

        try scratch.write("d/tend.yaml", "2")
        try scratch.write("d/new.sh", "#!/bin/sh\n")
        try scratch.write("d/images/x/build.log", "ignored")
        try await scratch.shell("rm d/gone.yaml; chmod +x d/new.sh; ln -s /etc/passwd d/link; mkfifo d/pipe")
        let changed = try await directory.read()
        #expect(changed.isChanged)
        #expect(changed.commit == clean.commit)
        #expect(
            changed.tree
                == FileTree([
                    "tend.yaml": .file([UInt8(ascii: "2")]),
                    "new.sh": .file(Array("#!/bin/sh\n".utf8), isExecutable: true),
                    "images/x/.gitignore": .file(Array("*.log\n".utf8)), "link": .symlink(target: "/etc/passwd"),
                ]))
    }

    @Test("a change outside of the directory is none of its own")
    func otherChanges() async throws {
        let scratch = try await Scratch.repository(["d/a": "1", "other": "x"])
        try scratch.write("other", "y")
        #expect(try await WorkingDirectory(path: "\(scratch.work)/d").read().isChanged == false)
    }

    @Test("outside of git everything is read, hidden files too, and links are not followed")
    func withoutGit() async throws {
        let scratch = try Scratch()
        try scratch.write("images/web/s01/templates/.pkr.hcl", "x")
        try scratch.write("tend.yaml", "1")
        try await scratch.shell("ln -s / root; mkfifo pipe; mkdir empty")
        let content = try await WorkingDirectory(path: scratch.work).read()
        #expect(content.commit == nil)
        #expect(content.isChanged)
        #expect(
            content.tree
                == FileTree([
                    "images/web/s01/templates/.pkr.hcl": .file([UInt8(ascii: "x")]),
                    "tend.yaml": .file([UInt8(ascii: "1")]),
                    "root": .symlink(target: "/"), "pipe": .other("neither a file nor a folder"),
                ]))
    }

    @Test("before the first commit there is none")
    func noCommit() async throws {
        let scratch = try Scratch()
        try await scratch.git("init", "--quiet")
        try scratch.write("a", "1")
        let content = try await WorkingDirectory(path: scratch.work).read()
        #expect(content.commit == nil)
        #expect(content.isChanged)
        #expect(content.tree == FileTree(["a": .file([UInt8(ascii: "1")])]))
    }

    @Test("a directory that isn't there is told")
    func missing() async throws {
        let error = await #expect(throws: GitError.self) { try await WorkingDirectory(path: "/no/such").read() }
        #expect(error?.description == "can't read /no/such: there is no such directory")
    }

    private func committed(_ scratch: Scratch) async throws -> FileTree {
        let repository = GitRepository(directory: scratch.work)
        return try await repository.tree(at: try await repository.resolve("HEAD"), below: "d")
    }
}
