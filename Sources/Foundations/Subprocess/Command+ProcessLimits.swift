extension Command {
    /// Sets the limits that the kernel keeps and then becomes the program: they hold from its first instruction on. Setting
    /// them from outside after the start would come late whenever the machine is busy.
    private static let limiter = "/usr/bin/prlimit"

    /// What is executed, arguments included, for a program that was found at `path`.
    func limitedLine(_ path: String) throws(SubprocessError) -> [String] {
        var options: [String] = []
        if let seconds = limits.processorSeconds {
            let soft = max(0, seconds)
            // A second more for a program that wants to say something on SIGXCPU; no core file in any case.
            options += ["--cpu=\(soft):\(soft &+ 1)", "--core=0:0"]
        }
        if let bytes = limits.addressSpace { options.append("--as=\(max(0, bytes)):\(max(0, bytes))") }
        if let bytes = limits.fileSize { options.append("--fsize=\(max(0, bytes)):\(max(0, bytes))") }
        guard !options.isEmpty else { return [path] + arguments }
        var limiter = self
        limiter.executable = Self.limiter
        return [try limiter.resolvedExecutable()] + options + [path] + arguments
    }
}
