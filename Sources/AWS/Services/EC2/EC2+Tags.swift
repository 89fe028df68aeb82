extension EC2 {
    /// Sets tags on resources; a tag of the same key is replaced, others stay.
    public func createTags(_ tags: [AWSTag], on resources: [String]) async throws(AWSError) {
        try check(resources, "CreateTags")
        guard !tags.isEmpty else { throw refusal("CreateTags", "there are no tags to set") }
        var form = form("CreateTags")
        form.add(list: "ResourceId", resources)
        try form.add(tags: tags, "Tag")
        try await client.send(form)
    }

    /// Takes tags off resources, whatever their values. One that isn't there is no error.
    public func deleteTags(_ keys: [String], from resources: [String]) async throws(AWSError) {
        try check(resources, "DeleteTags")
        guard !keys.isEmpty else {
            throw refusal("DeleteTags", "without keys EC2 takes every tag off the resources")
        }
        var form = form("DeleteTags")
        form.add(list: "ResourceId", resources)
        for (index, key) in keys.enumerated() { form.add("Tag.\(index + 1).Key", key) }
        try await client.send(form)
    }
}
