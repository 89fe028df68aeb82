import FoundationEssentials
import Model
import YAML

/// Values of keys, from a node that was checked. What doesn't fit is `nil` here; the check has said so already.
extension YAMLNode {
    func string(_ key: String) -> String? { self[key].flatMap { try? $0.string() } }

    func identity<Value: Identity>(_ key: String, _ type: Value.Type) -> Value? { string(key).flatMap { Value($0) } }

    func integer(_ key: String) -> Int? { self[key].flatMap { try? $0.integer() } }

    func boolean(_ key: String) -> Bool? { self[key].flatMap { try? $0.boolean() } }

    func seconds(_ key: String) -> Int? { string(key).flatMap { TimeSpan.seconds($0) } }

    func moment(_ key: String) -> Date? { self[key].flatMap { try? $0.text() }.flatMap { Moment.date($0) } }

    func amount(_ key: String) -> Amount? {
        if let count = integer(key) { return .count(count) }
        return string(key).flatMap { Percentage.value($0) }.map { .percent($0) }
    }

    /// The items of a list that are text.
    func strings(_ key: String) -> [String] { self[key]?.items?.compactMap { try? $0.string() } ?? [] }

    /// The entries of a mapping whose values are text.
    func pairs(_ key: String) -> [String: String] {
        var pairs: [String: String] = [:]
        for entry in self[key]?.entries ?? [] { pairs[entry.key] = try? entry.value.string() }
        return pairs
    }

    /// The entry of a key, with its place.
    func entry(_ key: String) -> YAMLEntry? { entries?.first { $0.key == key } }
}
