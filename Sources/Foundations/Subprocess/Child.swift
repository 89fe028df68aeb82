import CSystem
import Glibc

/// A child that was started and has not been reaped. Its process id stays its own until ``reap()``, so signals can't hit
/// a stranger.
struct Child: ~Copyable {
    let process: pid_t
    /// Readable when the child has ended.
    let ended: Descriptor
    /// Where its input is written; `nil` when it reads `/dev/null`, and once all of it is written: letting go of the
    /// descriptor is what gives the child its end of file.
    var input: Descriptor?
    let output: Descriptor
    let error: Descriptor

    /// Starts the command. It gets descriptors 0, 1 and 2 and no other, signals at their defaults, none blocked, and a
    /// process group whose number is its process id.
    static func start(_ command: Command) throws(SubprocessError) -> Child {
        try command.checkValues()
        let line = try command.limitedLine(try command.resolvedExecutable())
        func failed(_ number: Int32) -> SubprocessError {
            .spawnFailed(command: command.name, reason: systemMessage(number))
        }
        guard let output = Descriptor.pipe(), let error = Descriptor.pipe() else { throw failed(errno) }
        let input: (reading: Descriptor, writing: Descriptor?)
        if command.input.isEmpty {
            let null = tend_open("/dev/null", O_RDONLY, 0)
            guard null >= 0 else { throw failed(errno) }
            input = (Descriptor(null), nil)
        } else {
            guard let pipe = Descriptor.pipe() else { throw failed(errno) }
            input = (pipe.reading, pipe.writing)
        }
        for ours in [output.reading, error.reading, input.writing] {
            if let ours, tend_set_nonblocking(ours.number) != 0 { throw failed(errno) }
        }

        var process: pid_t = 0
        // Without this the child's ends could be closed as soon as their numbers were read.
        let code = withExtendedLifetime((input, output, error)) {
            spawn(
                command, line: line, streams: [input.reading.number, output.writing.number, error.writing.number],
                process: &process)
        }
        guard code == 0 else { throw failed(code) }
        let ended = tend_pidfd_open(process)
        guard ended >= 0 else {
            let reason = errno
            kill(-process, SIGKILL)
            wait(for: process)
            throw failed(reason)
        }
        return Child(
            process: process, ended: Descriptor(ended), input: input.writing, output: output.reading,
            error: error.reading)
    }

    /// Sends a signal to the child and to everything it started in its group.
    func signal(_ number: Int32) {
        kill(-process, number)
    }

    /// Takes the child's end from the kernel, after which its process id is free. Returns at once for an ended child.
    consuming func reap() -> ProcessResult.Status {
        let status = Self.wait(for: process)
        return tend_did_exit(status)
            ? .exited(tend_exit_status(status)) : .signalled(tend_terminating_signal(status))
    }

    @discardableResult
    private static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return status
    }

    /// posix_spawn with three streams; returns its error number.
    private static func spawn(
        _ command: Command, line: [String], streams: [Int32], process: inout pid_t
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var code: Int32 = 0
        for (target, source) in streams.enumerated() where code == 0 {
            code = posix_spawn_file_actions_adddup2(&actions, source, Int32(target))
        }
        if code == 0 { code = tend_spawn_close_from(&actions, 3) }
        if code == 0, let directory = command.workingDirectory {
            code = tend_spawn_change_directory(&actions, directory)
        }
        guard code == 0 else { return code }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, tend_spawn_flags(command.ownSession))

        let environment = command.environment.map { "\($0.key)=\($0.value)" }
        guard let program = line.first else { return EINVAL }
        return withCStrings(line) { arguments in
            withCStrings(environment) { variables in
                posix_spawn(&process, program, &actions, &attributes, arguments, variables)
            }
        }
    }

    /// A NULL-terminated array of C strings that lives as long as the call.
    private static func withCStrings<Result>(
        _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let copies: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        return copies.withUnsafeBufferPointer { buffer in
            // The array always has its closing nil, so it has an address.
            buffer.baseAddress.map(body) ?? withUnsafePointer(to: nil, body)
        }
    }
}
