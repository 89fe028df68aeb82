import FoundationEssentials
import Subprocess
import Testing

/// A lab of its own, a git repository with the example's desired state, and the real `tend`.
struct World: Sendable {
    /// Everything of this world; removed at its end.
    let directory: String
    /// What `tend` and its children find in their environment.
    let variables: [String: String]
    private let processes: RunningProcesses

    /// The repository.
    var repository: String { "\(directory)/shop" }
    /// The desired state in it.
    var files: String { "\(repository)/desired-state" }
    /// Where the audit trail is.
    var state: String { "\(directory)/state" }

    /// Builds a world, hands it over, and takes it down whatever happens.
    /// - Parameters:
    ///   - faults: A specification for the lab's fault proxy.
    ///   - settings: Settings of the lab, such as `instance_running=3`.
    static func with(
        faults: String? = nil, settings: [String] = [], _ body: @Sendable (World) async throws -> Void
    ) async throws {
        await WorldTurns.shared.take()
        let directory = FileManager.default.temporaryDirectory.path + "/tend-e2e-\(UUID().uuidString)"
        let processes = RunningProcesses()
        let result: Result<Void, any Error>
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            try await body(try await start(in: directory, processes, faults, settings))
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await processes.endAll()
        _ = try? await shell("\(checkout)/deploy/lab/down", ["--dir", "\(directory)/lab"], inherited)
        try? FileManager.default.removeItem(atPath: directory)
        await WorldTurns.shared.give()
        try result.get()
    }

    private static func start(
        in directory: String, _ processes: RunningProcesses, _ faults: String?, _ settings: [String]
    ) async throws -> World {
        var arguments = ["--dir", "\(directory)/lab"]
        if let faults { arguments += ["--faults", faults] }
        for setting in settings { arguments += ["--set", setting] }
        let up = try await shell("\(checkout)/deploy/lab/up", arguments, inherited)
        try #require(up.succeeded, "the lab did not start: \(up.standardErrorText)")
        let printed = try await shell("/bin/bash", ["-c", ". '\(directory)/lab/lab.env' && env -0"], inherited)
        var variables = parse(printed.standardOutput)
        variables["HOME"] = directory
        variables["TEND_STATE"] = "\(directory)/state"
        variables["GIT_CONFIG_GLOBAL"] = "/dev/null"
        let world = World(directory: directory, variables: variables, processes: processes)
        try await world.makeRepository()
        return world
    }

    private func makeRepository() async throws {
        try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: true)
        try await Self.require("/bin/cp", ["-R", "\(Self.checkout)/desired-state/.", files], variables)
        try await git("init", "--quiet", "--initial-branch", "main")
        try await git("config", "user.name", "Test")
        try await git("config", "user.email", "test@example.com")
        try await commit("first")
    }

    /// Runs `tend` in the repository.
    /// - Parameter changing: Variables that differ; an empty value takes one away.
    func tend(_ arguments: String..., changing changed: [String: String] = [:]) async throws -> ProcessResult {
        try await command(arguments, changing: changed).run()
    }

    /// `tend` as a command that can be started and cancelled.
    func command(_ arguments: [String], changing changed: [String: String] = [:]) -> Command {
        let environment = variables.merging(changed) { $1 }.filter { !$0.value.isEmpty }
        return Command(
            Self.binary, arguments, environment: environment, workingDirectory: repository,
            limits: ProcessLimits(time: .seconds(120)))
    }

    /// Starts `tend` in the repository, to go on while the test does something else.
    func start(_ arguments: String..., changing changed: [String: String] = [:]) -> Running {
        let running = Running(command(arguments, changing: changed), pidFile: "\(directory)/\(UUID().uuidString).pid")
        processes.add(running)
        return running
    }

    /// Commits everything as it is in the working directory.
    func commit(_ message: String) async throws {
        try await git("add", "--all")
        try await git("commit", "--quiet", "--message", message)
    }

    func git(_ arguments: String...) async throws {
        try await Self.require("git", ["-C", repository] + arguments, variables)
    }

    /// Replaces a text in a file of the desired state; it must be there.
    func replace(_ old: String, with new: String, in file: String) throws {
        let path = "\(files)/\(file)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let parts = text.split(separator: old, omittingEmptySubsequences: false)
        try #require(parts.count > 1, "\(file) does not contain '\(old)'")
        // In place: a script stays executable.
        try parts.joined(separator: new).write(toFile: path, atomically: false, encoding: .utf8)
    }

    /// Removes a file of the desired state.
    func remove(_ file: String) throws {
        try FileManager.default.removeItem(atPath: "\(files)/\(file)")
    }
}

extension World {
    /// The checkout that the tests run in.
    static let checkout = FileManager.default.currentDirectoryPath

    /// The executable under test: `TEND_BINARY`, which `Tests/run` sets, else the one of a debug build.
    static let binary =
        ProcessInfo.processInfo.environment["TEND_BINARY"] ?? "\(checkout)/.build/debug/tend"

    private static var inherited: [String: String] {
        ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "TEND_LAB_VENV", "TMPDIR"].contains($0.key) }
    }

    private static func shell(
        _ executable: String, _ arguments: [String], _ environment: [String: String]
    ) async throws -> ProcessResult {
        try await Command(executable, arguments, environment: environment, limits: ProcessLimits(time: .seconds(120)))
            .run()
    }

    private static func require(
        _ executable: String, _ arguments: [String], _ environment: [String: String]
    ) async throws {
        let result = try await shell(executable, arguments, environment)
        try #require(result.succeeded, "\(executable) \(arguments): \(result.standardErrorText)")
    }

    private static func parse(_ environment: [UInt8]) -> [String: String] {
        var variables: [String: String] = [:]
        for line in environment.split(separator: 0) {
            let text = String(decoding: line, as: UTF8.self)
            guard let equals = text.firstIndex(of: "=") else { continue }
            variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        return variables
    }
}
