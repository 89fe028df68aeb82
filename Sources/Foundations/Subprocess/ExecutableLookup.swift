import Glibc

extension Command {
    /// The file that will be executed, found before anything is started.
    func resolvedExecutable() throws(SubprocessError) -> String {
        if executable.utf8.first == UInt8(ascii: "/") {
            switch Self.kind(of: executable) {
            case .program: return executable
            case .otherFile: throw .notExecutable(path: executable)
            case .nothing: throw .notFound(executable: executable, searched: nil)
            }
        }
        guard !executable.utf8.contains(UInt8(ascii: "/")) else { throw .notAbsolute(executable: executable) }
        let path = environment["PATH"] ?? ""
        var notExecutable: String?
        // An empty or relative entry means the current directory to a shell; here it is skipped, since a program that lies
        // in a working tree must not be run by accident.
        for directory in path.split(separator: ":") where directory.utf8.first == UInt8(ascii: "/") {
            let candidate = "\(directory)/\(executable)"
            switch Self.kind(of: candidate) {
            case .program where !executable.isEmpty: return candidate
            case .otherFile: notExecutable = notExecutable ?? candidate
            default: continue
            }
        }
        if let notExecutable { throw .notExecutable(path: notExecutable) }
        throw .notFound(executable: executable, searched: path)
    }

    /// Refuses what a process can't be given.
    func checkValues() throws(SubprocessError) {
        func hasNUL(_ text: String) -> Bool { text.utf8.contains(0) }
        if hasNUL(executable) || arguments.contains(where: hasNUL) || workingDirectory.map(hasNUL) == true {
            throw .invalid(command: name, what: "an argument contains a NUL byte")
        }
        for (key, value) in environment {
            if key.isEmpty || key.contains("=") || hasNUL(key) || hasNUL(value) {
                throw .invalid(
                    command: name,
                    what: "the variable '\(String(key.prefix { $0 != "\0" }))' is not one that an environment can hold")
            }
        }
        if let workingDirectory, Self.fileType(workingDirectory) != S_IFDIR {
            throw .noWorkingDirectory(path: workingDirectory)
        }
    }

    /// The program's name as messages use it: without its directory.
    var name: String { String(executable.split(separator: "/").last ?? "") }

    private enum FileKind { case program, otherFile, nothing }

    private static func kind(of path: String) -> FileKind {
        guard let type = fileType(path) else { return .nothing }
        return type == S_IFREG && access(path, X_OK) == 0 ? .program : .otherFile
    }

    private static func fileType(_ path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }
}
