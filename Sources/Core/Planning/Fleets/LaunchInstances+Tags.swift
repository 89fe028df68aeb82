import Model

extension LaunchInstances {
    /// The tags of the instances and of their volumes: the project's, the fleet's, then tend's, which win.
    public func tags(in project: Project, action: ActionID) -> [String: String] {
        var tags = project.tags.merging(settings.tags) { _, fleet in fleet }
        tags[project.environmentTag] = environment.text
        tags["Name"] = tags["Name"] ?? "\(project.name)-\(environment)-\(fleet)"
        tags[TagKey.project] = project.name.text
        tags[TagKey.environment] = environment.text
        tags[TagKey.fleet] = fleet.text
        tags[TagKey.image] = settings.image.text
        tags[TagKey.version] = version.text
        tags[TagKey.launch] = launch.text
        tags[TagKey.action] = action.text
        return tags
    }
}
