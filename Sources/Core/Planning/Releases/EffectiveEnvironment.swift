import FoundationEssentials
import Model

/// What an environment is brought to: what its file says, or, while a hold is in force, what the held release was.
struct EffectiveEnvironment {
    var desired: DesiredEnvironment
    /// The hold that is in force.
    var hold: Hold?
    /// Commands that the file lists and that the hold keeps from running.
    var heldCommands: [CommandName] = []

    /// Applies a hold that hasn't ended.
    init(_ desired: DesiredEnvironment, hold: Hold?, commands: [CommandName: CommandDefinition], at now: Date) {
        self.desired = desired
        guard let hold, now < hold.until else { return }
        self.hold = hold
        self.desired.images = hold.content.images.mapValues { WantedImage(version: $0.version, step: $0.step) }
        self.desired.fleets = [:]
        for (name, released) in hold.content.fleets {
            let written = desired.fleets[name]
            self.desired.fleets[name] = FleetSpec(
                name: name, capacity: released.capacity, launch: released.launch,
                targetGroups: written?.targetGroups ?? [], rollout: written?.rollout ?? .standard,
                place: written?.place ?? desired.place)
        }
        let isReleased = { (name: CommandName) in
            commands[name]?.digest == hold.content.commands[name] && hold.content.commands[name] != nil
        }
        self.desired.commands = desired.commands.filter(isReleased)
        heldCommands = desired.commands.filter { !isReleased($0) }
    }

    /// What the environment consists of when it is as it should be; `nil` while an image has no AMI.
    func content(images: [ImageName: MachineImage], commands: [CommandName: CommandDefinition]) -> ReleaseContent? {
        var released: [ImageName: ReleasedImage] = [:]
        for (name, wanted) in desired.images {
            guard let image = images[name] else { return nil }
            released[name] = ReleasedImage(version: wanted.version, step: wanted.step, ami: image.id)
        }
        return ReleaseContent(
            images: released,
            fleets: desired.fleets.mapValues { ReleasedFleet(capacity: $0.capacity, launch: $0.launch) },
            commands: Dictionary(
                uniqueKeysWithValues: desired.commands.compactMap { name in commands[name].map { (name, $0.digest) } }))
    }
}
