import ArgumentParsing
import AuditTrail
import Daemon
import DesiredState
import Files
import FoundationEssentials
import GitSource
import Logging
import Model
import Reconciliation

/// `tend daemon`
enum RunDaemon: TendCommand {
    private static let repository = Option(
        "repo", "URL", "the git repository: https://…, ssh://…, user@host:path, file://… or an absolute path",
        isRequired: true)
    private static let branch = Option("branch", "NAME", "the branch to follow", default: "main")
    private static let folder = Option(
        "path", "FOLDER", "the desired state in the repository", default: "desired-state")
    private static let interval = Option("interval", "SPAN", "time between two looks at git", default: "30s")
    private static let resync = Option(
        "resync", "SPAN", "time after which AWS is looked at even when nothing seems to have changed", default: "5m")
    private static let listen = Option(
        "listen", "ADDRESS:PORT", "where to answer questions about the daemon; port 0 for any that is free",
        default: "127.0.0.1:7373")
    private static let portFile = Option("port-file", "FILE", "write the port there once the daemon listens")
    private static let logFormat = Option(
        "log", "FORMAT", "how to log (otherwise text on a terminal, json elsewhere)", choices: ["text", "json"])

    static let verb = Verb(
        "daemon", "follow a branch, and keep AWS as it says",
        discussion: """
            Looks at git and at AWS and acts, until it is told to stop. SIGTERM or Ctrl-C finishes and records what is under \
            way. Whatever it remembers it can forget: a daemon that was killed goes on where AWS stands.
            """,
        options: [repository, branch, folder, interval, resync, listen, portFile, logFormat, StateDirectory.option],
        exitStatuses: ExitStatus.plain,
        examples: [
            Verb.Example(
                "tend daemon --repo https://git.example.com/shop.git", "follow main, answer on 127.0.0.1:7373")
        ])

    static func run(_ arguments: ParsedArguments, _ surroundings: Surroundings) async throws -> Int32 {
        let settings = DaemonSettings(
            branch: try arguments.required(branch), path: try arguments.required(folder),
            gitIntervalSeconds: try seconds(interval, arguments), resyncSeconds: try seconds(resync, arguments))
        let (address, port) = try listener(arguments)
        let state = try StateDirectory(arguments, surroundings)
        try state.create()
        let git = GitProgram(path: surroundings.environment["PATH"] ?? "/usr/bin:/bin")
        let mirror = try GitMirror(
            address: try arguments.required(repository), directory: "\(state.path)/git", git: git)
        let log = Logger(format: format(arguments, surroundings), sink: LogSink { surroundings.tell($0) })
        // The trail is the project's, and which project it is only the files say.
        guard let project = try await firstProject(mirror, settings, state, log) else { return ExitStatus.success }
        let trail = try await AuditTrail.open(path: state.trail(of: project), for: .writing)
        let actor = Actor.daemon(host: ProcessInfo.processInfo.hostName)
        let board = StatusBoard(project: project, startedAt: Date.now)
        let server = try StatusServer(address: address, port: port, board: board)
        defer { server.stop() }
        try announce(server, arguments, surroundings)
        let world = try World(variables: surroundings.environment)
        let progress = ProgressLog(log)
        let loop = DaemonLoop(
            settings: settings,
            repository: RepositoryWatch(
                mirror: mirror, settings: settings, project: project, trail: trail, actor: actor, board: board,
                log: log),
            clock: SystemClock(), board: board, log: log
        ) { project in
            world.reconciler(
                project: project, trail: trail, stateDirectory: state.path, actor: actor, purpose: "tend daemon",
                progress: { log.debug("packer", ["line": $0]) }, report: { progress.write($0) })
        }
        log.notice(
            "started",
            [
                "project": project.text, "repository": mirror.shownAddress, "branch": settings.branch,
                "port": "\(server.port)",
            ])
        try await loop.run()
        return ExitStatus.success
    }

    /// Tries until the branch has a valid desired state: without one there is nothing to keep. One that an earlier daemon
    /// had in force is as good.
    /// - Returns: `nil` when the daemon is told to stop before there is one.
    private static func firstProject(
        _ mirror: GitMirror, _ settings: DaemonSettings, _ state: StateDirectory, _ log: Logger
    ) async throws -> ProjectName? {
        let reader = CommitReader(mirror: mirror, path: settings.path)
        var told = ""
        while !Task.isCancelled {
            var trouble: String
            do {
                let head = try await mirror.fetch(branch: settings.branch)
                let result = try await reader.load(head)
                if let desired = result.state { return desired.project.name }
                trouble = "commit \(head.short) is not valid:\n\(result.report.text)"
            } catch {
                trouble = "\(error)"
            }
            if Task.isCancelled { break }
            if let desired = try await earlier(reader, state) { return desired.project.name }
            if trouble != told { log.error("waiting for a valid desired state", ["why": trouble]) }
            told = trouble
            do { try await Task.sleep(for: .seconds(settings.gitIntervalSeconds)) } catch { break }
        }
        return nil
    }

    /// What the trail in the state directory says was last in force; `nil` when there isn't exactly one trail.
    private static func earlier(_ reader: CommitReader, _ state: StateDirectory) async throws -> DesiredState? {
        let trails = Trail.files(in: state.path)
        guard trails.count == 1, let only = trails.first else { return nil }
        return try await reader.lastInForce(try await AuditTrail.open(path: only, for: .reading))
    }

    private static func listener(_ arguments: ParsedArguments) throws -> (address: String, port: UInt16) {
        let text = try arguments.required(listen)
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw arguments.invalid(listen, "give an address and a port, such as 127.0.0.1:7373")
        }
        // An IPv6 address stands in brackets before a port.
        let address = text[..<colon]
        let isBracketed = address.hasPrefix("[") && address.hasSuffix("]")
        return (String(isBracketed ? address.dropFirst().dropLast() : address), port)
    }

    private static func announce(
        _ server: StatusServer, _ arguments: ParsedArguments, _ surroundings: Surroundings
    ) throws {
        guard let file = arguments[portFile] else { return }
        do {
            try "\(server.port)\n".write(toFile: surroundings.path(file), atomically: true, encoding: .utf8)
        } catch {
            throw CommandFailure(message: "the port can't be written to \(file): \(FileTrouble.reason(error))")
        }
    }

    private static func seconds(_ option: Option, _ arguments: ParsedArguments) throws -> Double {
        guard let seconds = TimeArguments.seconds(arguments[option] ?? "") else {
            throw arguments.invalid(option, "give a span such as 30s, 5m or 1h")
        }
        return Double(seconds)
    }

    private static func format(_ arguments: ParsedArguments, _ surroundings: Surroundings) -> LogFormat {
        switch arguments[logFormat] {
        case "json": .json
        case "text": .text
        default: surroundings.isTerminal ? .text : .json
        }
    }
}
