import FoundationEssentials
import Model

/// Decides for one command which instances of an environment are to have it now.
struct CommandPlanner {
    let definition: CommandDefinition
    /// Every command that the files define, to tell whether a predecessor was had.
    let commands: [CommandName: CommandDefinition]
    let environment: EnvironmentName
    /// The running instances that are there to stay.
    let instances: [Instance]

    private var subject: String { "command/\(definition.name)" }

    func next() -> StepDraft {
        var draft = StepDraft()
        var due: [InstanceID] = []
        var offline: [InstanceID] = []
        var lost: [LostCommand: [InstanceID]] = [:]
        for instance in instances.sorted(by: { $0.id < $1.id }) where definition.target.matches(instance.tags) {
            switch standing(of: instance) {
            case .had: break
            case .due where !predecessorsAreHad(by: instance): break
            case .due where instance.agent == .online: due.append(instance.id)
            case .due: offline.append(instance.id)
            case .lost(let command): lost[command, default: []].append(instance.id)
            case .stuck(let problem): draft.problems.append(problem)
            }
        }
        run(on: due, &draft)
        follow(lost, &draft)
        for id in offline {
            draft.waits.append(
                Wait(subject: subject, what: "the SSM agent of \(id) is not online", lookAgainSeconds: 2))
        }
        return draft
    }

    private func run(on due: [InstanceID], _ draft: inout StepDraft) {
        guard !due.isEmpty else { return }
        draft.changes.append(
            Change(
                subject: subject,
                why: "\(counted(due.count, "instance")) without \(definition.name) as it is written",
                remedy: "run it"))
        draft.actions.append(
            .runCommand(
                RunCommand(
                    environment: environment, command: definition.name, digest: definition.digest, instances: due)))
    }

    private func follow(_ lost: [LostCommand: [InstanceID]], _ draft: inout StepDraft) {
        for (command, ids) in lost.sorted(by: { $0.key.order < $1.key.order }) {
            draft.changes.append(
                Change(
                    subject: subject,
                    why: "the outcome of \(definition.name) on \(counted(ids.count, "instance")) was lost",
                    remedy: "look it up"))
            draft.actions.append(
                .followCommand(
                    FollowCommand(
                        environment: environment, command: definition.name, digest: command.digest,
                        sentBy: command.action, sentAt: command.at, instances: ids)))
        }
    }

    private func standing(of instance: Instance) -> Standing {
        guard let receipt = instance.receipts[definition.name] else {
            // A tag that is there and can't be read may stand for a command that ran: it is nobody's to run again.
            if instance.tags[TagKey.command(definition.name)] != nil {
                return .stuck(
                    Problem(
                        subject: subject,
                        what: "the tag \(TagKey.command(definition.name)) of \(instance.id) is not a receipt of tend's",
                        advice: "remove the tag to have the command run"))
            }
            return .due
        }
        if receipt.status == .started {
            return .lost(LostCommand(action: receipt.action, digest: receipt.digest, at: receipt.at))
        }
        guard receipt.digest == definition.digest else { return .due }
        switch receipt.status {
        case .succeeded, .started: return .had
        case .failed:
            return .stuck(
                Problem(
                    subject: subject, what: "\(definition.name) failed on \(instance.id)",
                    advice: "see 'tend history \(environment)' for its output; change the command, or remove the tag "
                        + "\(TagKey.command(definition.name)) of the instance to have it run again"))
        case .indeterminate where definition.isIdempotent: return .due
        case .indeterminate:
            return .stuck(
                Problem(
                    subject: subject, what: "nobody can tell whether \(definition.name) ran on \(instance.id)",
                    advice:
                        "look at the instance; remove its tag \(TagKey.command(definition.name)) to have the command "
                        + "run again, or say 'idempotent: true' at \(definition.place)"))
        }
    }

    /// A predecessor that isn't meant for the instance never comes to it, so nothing waits for that one.
    private func predecessorsAreHad(by instance: Instance) -> Bool {
        definition.after.allSatisfy { name in
            if let predecessor = commands[name], !predecessor.target.matches(instance.tags) { return true }
            guard let receipt = instance.receipts[name] else { return false }
            return receipt.status == .succeeded && receipt.digest == commands[name]?.digest
        }
    }

    private enum Standing {
        case had
        case due
        case lost(LostCommand)
        case stuck(Problem)
    }

    private struct LostCommand: Hashable {
        var action: ActionID
        var digest: ContentDigest
        var at: Date

        /// Receipts of one action may differ in their second.
        var order: (ActionID, Date, ContentDigest) { (action, at, digest) }
    }
}
