import YAML

/// Everything that can be found in a desired state. The wording of each case is in `message`, its name for programs in `code`.
public enum FindingReason: Hashable, Sendable {
    // The text of a file
    /// The file can't be read as YAML or JSON; the kind and words are the reader's.
    case text(kind: String, String)

    // Keys and values
    /// A key that isn't known here.
    case unknownKey(String, nearest: String?, known: [String])
    /// A key that must be there.
    case missingKey(String, nearest: String?, advice: String?)
    /// None of several keys, one of which must be there.
    case missingOneOf([String])
    /// Several keys of which only one may be there.
    case conflictingKeys([String])
    /// A key that means nothing without another.
    case keyWithout(String, other: String)
    /// A value of another kind than the one that belongs here.
    case wrongKind(expected: String, written: String)
    /// A text that doesn't have the form that belongs here.
    case badText(String, rule: String)
    /// A word that isn't among those that are allowed.
    case notOneOf(String, choices: [String], nearest: String?)
    /// A number outside its range.
    case outOfRange(Int, least: Int, most: Int)
    /// A list that must not be empty.
    case emptyList
    /// A mapping that must not be empty.
    case emptyMapping
    /// The same item twice.
    case duplicateItem(String)

    // Files
    /// A file that is referred to and isn't there.
    case missingFile(String, nearest: String?)
    /// A file whose name has another ending than the one that is read.
    case wrongEnding(String, rename: String)
    /// A file that stands where nothing reads it.
    case notRead(String, advice: String)
    /// A folder where a file is needed.
    case folderNotFile(String)
    /// A path that leads out of the desired state.
    case pathLeaves(String)
    /// A symbolic link that leads out of the desired state.
    case linkLeaves(String)
    /// A symbolic link to nothing.
    case linkDangles(String)
    /// Symbolic links that lead to one another.
    case linkLoop
    /// A symbolic link to a folder.
    case linkToFolder(String)
    /// Something that is no file.
    case unusableEntry(String)
    /// A file that must be text.
    case fileNotText(String)
    /// A file that is too large for what it is used for.
    case fileTooLarge(String, bytes: Int, limit: Int, what: String)

    // Names and references
    /// A file or folder whose name can't be the name of what it describes.
    case badName(String, rule: String)
    /// An environment that tend.yaml doesn't name.
    case unknownEnvironment(String, nearest: String?, known: [String])
    /// An environment without which there is no project.
    case missingEnvironment(String)
    /// The file of an environment without which there is no project.
    case missingEnvironmentFile(String, path: String)
    /// A sandbox among the classes.
    case sandboxAmongClasses(String)
    /// An image that has no folder.
    case unknownImage(String, nearest: String?)
    /// An image that a fleet runs and its environment doesn't list.
    case imageNotListed(String, nearest: String?)
    /// A step that the image doesn't have.
    case unknownStep(String, image: String, nearest: String?)
    /// A command that has no file.
    case unknownCommand(String, nearest: String?)
    /// A command that another one comes after, and which the environment doesn't list.
    case predecessorNotListed(command: String, after: String)

    // What may stand where
    /// A key that the devops environment can't have.
    case notInDevops(String)
    /// A sandbox without its terms.
    case missingSandbox
    /// A key that only sandboxes can have.
    case onlyInSandbox(String)
    /// A sandbox that would be kept longer than the limit.
    case sandboxTooLong(asked: String, limit: String)
    /// More sandboxes than the limit.
    case tooManySandboxes(Int, limit: Int)
    /// A script whose interpreter can't be told from its name.
    case interpreterUnknown(String)

    // Workflows and orders
    /// Commands that come after one another in a circle.
    case commandCycle([String])
    /// An image without steps.
    case noSteps(String)
    /// A folder of an image that is no step.
    case notAStep(String)
    /// Two steps with the same id.
    case duplicateStep(String)
    /// No step that starts from the root base AMI.
    case noFirstStep
    /// A second step after the same one.
    case stepFork(String, other: String, previous: String?)
    /// A step after one that isn't there.
    case missingPrevious(String, nearest: String?)
    /// Steps that come after one another in a circle.
    case stepCycle([String])
    /// An AMI name that AWS doesn't take.
    case badAMIName(String, why: String)

    // Tags
    /// A tag key that is too long.
    case tagKeyTooLong(Int)
    /// A tag value that is too long.
    case tagValueTooLong(String, Int)
    /// A tag key that belongs to AWS or to tend.
    case tagReserved(String, prefix: String)
    /// The tag that tend sets itself.
    case tagIsEnvironmentTag(String)
    /// A character that not every AWS service takes in tags.
    case tagCharacters(String)
    /// More tags than AWS allows.
    case tooManyTags(Int, limit: Int)

    // What this version doesn't do
    /// A file that passed every check and still makes no sense; a fault of tend's.
    case notUnderstood(String)
    /// A key that is accepted and has no effect yet.
    case notActedOn(String)
    /// A key that keeps tend from doing anything for its fleet.
    case blocksFleet(String)
    /// A guard that can't be enforced, so that everything it guards is withheld.
    case unenforced(String, environments: [String])
}
