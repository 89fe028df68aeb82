/// Reads a command line by the declarations of its verbs.
///
///     switch try CommandLineParser(tend).parse(Array(CommandLine.arguments.dropFirst())) {
///     case .run(let arguments): ...
///     case .help(let path): print(tend.help(path: path, columns: 80))
///     }
///
/// Options may stand anywhere, before a verb only those that its parents declare. `--` ends the options. `--help`, `-h` and
/// `help VERB` are understood everywhere.
public struct CommandLineParser: Sendable {
    private let program: Verb

    /// A parser of a program, the verb at the top.
    public init(_ program: Verb) { self.program = program }

    /// Reads the arguments that follow the program's name.
    public func parse(_ arguments: [String]) throws(UsageError) -> Invocation {
        var reading = Reading(program)
        var rest = arguments[...]
        var optionsEnded = false
        while let word = rest.popFirst() {
            if !optionsEnded && word == "--" {
                optionsEnded = true
            } else if !optionsEnded && word.hasPrefix("-") && word != "-" {
                if word == "--help" || word == "-h" { return .help(path: reading.deepest(following: rest)) }
                try reading.takeOption(word, &rest)
            } else if !reading.verb.verbs.isEmpty {
                if word == "help" && !reading.verb.verbs.contains(where: { $0.name == "help" }) {
                    for next in rest where !next.hasPrefix("-") { try reading.enter(next) }
                    return .help(path: reading.path)
                }
                try reading.enter(word)
            } else {
                reading.words.append(word)
            }
        }
        return .run(try reading.finish())
    }
}

/// A command line, half read.
private struct Reading {
    private(set) var path: [String]
    /// The verb at the end of the path.
    private(set) var verb: Verb
    /// What was given by position.
    var words: [String] = []
    private var knownFlags: [Flag]
    private var knownOptions: [Option]
    private var flags: Set<String> = []
    private var options: [String: [String]] = [:]

    init(_ program: Verb) {
        path = [program.name]
        verb = program
        knownFlags = program.flags
        knownOptions = program.options
    }

    mutating func enter(_ name: String) throws(UsageError) {
        guard let next = verb.verbs.first(where: { $0.name == name }) else {
            let near = NearestWord.of(name, among: verb.verbs.map(\.name))
            throw UsageError(.unknownVerb(name, suggestion: near), path: path)
        }
        path.append(next.name)
        verb = next
        // A verb's own declaration hides its parent's.
        knownFlags = next.flags + knownFlags
        knownOptions = next.options + knownOptions
    }

    /// Where the words that follow lead, as far as they are verbs: `tend --help plan` is help about `plan`.
    func deepest(following rest: ArraySlice<String>) -> [String] {
        var probe = self
        for word in rest {
            do throws(UsageError) { try probe.enter(word) } catch { break }
        }
        return probe.path
    }

    mutating func takeOption(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let written = word.hasPrefix("--") ? String(parts.first ?? "") : word
        let inline = word.hasPrefix("--") && parts.count == 2 ? parts.last.map(String.init) : nil
        func matches(_ name: String, _ short: Character?) -> Bool {
            written == "--\(name)" || short.map { written == "-\($0)" } == true
        }

        if let flag = knownFlags.first(where: { matches($0.name, $0.short) }) {
            if let inline { throw UsageError(.unexpectedValue(flag: "--\(flag.name)", value: inline), path: path) }
            flags.insert(flag.name)
            return
        }
        guard let option = knownOptions.first(where: { matches($0.name, $0.short) }) else {
            let names = (knownFlags.map(\.name) + knownOptions.map(\.name) + ["help"]).map { "--\($0)" }
            throw UsageError(.unknownOption(written, suggestion: NearestWord.of(written, among: names)), path: path)
        }
        let name = "--\(option.name)"
        if options[option.name] != nil && !option.isRepeatable {
            throw UsageError(.repeated(option: name), path: path)
        }
        // What looks like an option is not taken as a value by accident; `--name=--value` says that it is meant.
        guard let value = inline ?? rest.first.flatMap({ $0.hasPrefix("--") ? nil : $0 }) else {
            throw UsageError(.missingValue(option: name, value: option.value), path: path)
        }
        if inline == nil { rest.removeFirst() }
        if !option.choices.isEmpty && !option.choices.contains(value) {
            let near = NearestWord.of(value, among: option.choices)
            throw UsageError(
                .notAChoice(of: "'\(name)'", given: value, choices: option.choices, suggestion: near), path: path)
        }
        options[option.name, default: []].append(value)
    }

    func finish() throws(UsageError) -> ParsedArguments {
        guard verb.verbs.isEmpty else { throw UsageError(.missingVerb, path: path) }
        var arguments: [String: [String]] = [:]
        var rest = words[...]
        for argument in verb.arguments {
            if argument.isRepeatable {
                if rest.isEmpty && !argument.isOptional {
                    throw UsageError(.missingArgument(argument.name), path: path)
                }
                arguments[argument.name] = Array(rest)
                rest = []
            } else if let word = rest.popFirst() {
                arguments[argument.name] = [word]
            } else if !argument.isOptional {
                throw UsageError(.missingArgument(argument.name), path: path)
            }
        }
        if let word = rest.first { throw UsageError(.unexpectedArgument(word), path: path) }
        for option in knownOptions
        where option.isRequired && option.defaultValue == nil && options[option.name] == nil {
            throw UsageError(.missingOption("--\(option.name)", value: option.value), path: path)
        }
        return ParsedArguments(path: path, flags: flags, options: options, arguments: arguments)
    }
}
