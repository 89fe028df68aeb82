/// Text as one word of a POSIX shell, whatever is in it.
enum ShellWord {
    /// Single quotes protect everything but themselves.
    ///
    /// Two opening braces are parted by an empty word: SSM would put a parameter in the place of `{{ssm:name}}`.
    static func quoted(_ text: String) -> String {
        var quoted = "'"
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "'": quoted += #"'\''"#
            case "{" where last == "{": quoted += "''{"
            default: quoted.unicodeScalars.append(scalar)
            }
            last = scalar
        }
        return quoted + "'"
    }
}
