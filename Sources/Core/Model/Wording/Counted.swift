/// A number of things in words: `1 snapshot`, `2 snapshots`; `2 entries` where the plural is another word.
public func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
