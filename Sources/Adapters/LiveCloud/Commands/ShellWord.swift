/// Text as one word of a POSIX shell, whatever is in it.
enum ShellWord {
    /// Single quotes protect everything but themselves.
    static func quoted(_ text: String) -> String {
        var quoted = "'"
        for character in text.unicodeScalars {
            if character == "'" { quoted += #"'\''"# } else { quoted.unicodeScalars.append(character) }
        }
        return quoted + "'"
    }
}
