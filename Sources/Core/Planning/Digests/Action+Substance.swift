import FoundationEssentials
import Model

extension Action {
    /// What a digest over actions covers: the line that people read, and the contents behind it that the line leaves out,
    /// such as the user data of a launch or the text of a script. Who approves a digest approves these too.
    ///
    /// Ids that only AWS will choose later are not among them; those of resources that exist are.
    public var substance: [String] {
        [verb, subject, line] + contents
    }

    private var contents: [String] {
        switch self {
        case .buildImage(let it): [it.inputs.text]
        case .createStack(let it): [it.stack.digest.text]
        case .launchInstances(let it): [it.ami.text, it.launch.text]
        case .runCommand(let it): [it.digest.text]
        case .followCommand(let it): [it.digest.text]
        case .placeHold(let it): [it.hold.owner, it.hold.reason, "\(it.hold.until.timeIntervalSince1970)"]
        case .liftHold(let it): [it.reason]
        case .shareImage, .publishImage, .startInstances, .terminateInstances, .deleteStack, .deleteParameters: []
        }
    }
}
