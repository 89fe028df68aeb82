import Model
import YAML

/// AWS's rules for tags, so that a launch doesn't fail on them: at most 50 a resource, keys of at most 127 and values of at
/// most 256 characters, `aws:` reserved. Characters: those that every service takes.
struct TagRules {
    let file: SourceFile
    let log: FindingLog

    /// The most tags on a resource.
    static let most = 50
    /// The tags that tend sets itself on an instance: `tend:` project, environment, fleet, image, version, launch and action,
    /// the environment tag and `Name`.
    static let ownOnInstances = 9

    /// Checks the tags below a key of a node.
    func check(_ node: YAMLNode?, environmentTag: String?) {
        guard let entries = node?.entries else { return }
        for entry in entries {
            let place = file.place(entry.keyPlace)
            let length = entry.key.unicodeScalars.count
            if length > 127 { log.error(.tagKeyTooLong(length), at: place) }
            checkCharacters(entry.key, place)
            for prefix in ["aws:", TagKey.reservedPrefix] where entry.key.lowercased().hasPrefix(prefix) {
                log.error(.tagReserved(entry.key, prefix: prefix), at: place)
            }
            if entry.key == environmentTag { log.error(.tagIsEnvironmentTag(entry.key), at: place) }
            guard let value = try? entry.value.string() else { continue }
            let valuePlace = file.place(entry.value.place)
            let count = value.unicodeScalars.count
            if count > 256 { log.error(.tagValueTooLong(entry.key, count), at: valuePlace) }
            checkCharacters(value, valuePlace)
        }
        let limit = Self.most - Self.ownOnInstances
        if entries.count > limit, let node {
            log.error(.tooManyTags(entries.count, limit: limit), at: file.place(node))
        }
    }

    /// Checks the key of the project's environment tag.
    func checkKey(_ node: YAMLNode?) {
        guard let node, let key = try? node.string() else { return }
        let place = file.place(node)
        let length = key.unicodeScalars.count
        if length > 127 { log.error(.tagKeyTooLong(length), at: place) }
        checkCharacters(key, place)
        for prefix in ["aws:", TagKey.reservedPrefix] where key.lowercased().hasPrefix(prefix) {
            log.error(.tagReserved(key, prefix: prefix), at: place)
        }
    }

    private func checkCharacters(_ text: String, _ place: SourcePlace) {
        let isPortable = text.allSatisfy { $0.isLetter || $0.isNumber || " +-=._:/@".contains($0) }
        if !isPortable { log.error(.tagCharacters(text), at: place) }
    }
}

extension TagKey {
    /// What the keys of tend's own tags start with.
    static let reservedPrefix = "tend:"
}
