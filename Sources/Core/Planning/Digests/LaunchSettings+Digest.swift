import Crypto
import FoundationEssentials
import Model

extension LaunchSettings {
    /// Covers everything an instance is launched with but the version of its image; the tag `tend:launch` holds it.
    ///
    /// Absent values add nothing, so that a setting that a later version of tend learns doesn't replace running instances.
    public var digest: ContentDigest {
        var digest = FieldHash(purpose: "tend launch settings")
        digest.add("image=\(image)")
        if let instanceType { digest.add("type=\(instanceType)") }
        if let subnets { digest.add("subnets", subnets) }
        if let securityGroups { digest.add("security-groups", securityGroups) }
        if let instanceProfile { digest.add("profile=\(instanceProfile)") }
        if let userData { digest.add("user-data=\(userData)") }
        for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
            digest.add("tag=\(key)")
            digest.add(value)
        }
        return ContentDigest(bytes: digest.finish())
    }
}

extension FieldHash {
    /// Adds a selector, field by field, the same for the same selection in whatever order it was written.
    fileprivate mutating func add(_ name: String, _ selector: ResourceSelector) {
        switch selector {
        case .ids(let ids):
            add("\(name) \(ids.count) ids")
            for id in ids.sorted() { add(id) }
        case .tags(let tags):
            add("\(name) \(tags.count) tags")
            for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
                add(key)
                add(value)
            }
        }
    }
}
