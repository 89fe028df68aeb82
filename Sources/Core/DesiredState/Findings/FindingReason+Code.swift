extension FindingReason {
    /// A stable word for programs, such as `unknown-key`.
    public var code: String {
        switch self {
        case .text(let kind, _): kind
        case .unknownKey: "unknown-key"
        case .missingKey, .missingOneOf: "missing-key"
        case .conflictingKeys, .keyWithout: "conflicting-keys"
        case .wrongKind: "type"
        case .badText, .notOneOf, .outOfRange, .emptyList, .emptyMapping: "value"
        case .duplicateItem: "duplicate-item"
        case .missingFile: "missing-file"
        case .wrongEnding, .notRead, .notAStep: "not-read"
        case .folderNotFile, .unusableEntry, .fileNotText, .fileTooLarge: "unusable-file"
        case .pathLeaves, .linkLeaves: "leaves-tree"
        case .linkDangles, .linkLoop, .linkToFolder: "symlink"
        case .badName, .sandboxAmongClasses: "bad-name"
        case .unknownEnvironment: "unknown-environment"
        case .missingEnvironment, .missingEnvironmentFile: "missing-environment"
        case .unknownImage, .imageNotListed: "unknown-image"
        case .unknownStep, .missingPrevious: "unknown-step"
        case .unknownCommand, .predecessorNotListed: "unknown-command"
        case .notInDevops, .onlyInSandbox: "misplaced-key"
        case .missingSandbox: "missing-key"
        case .sandboxTooLong, .tooManySandboxes: "limit"
        case .interpreterUnknown: "missing-key"
        case .commandCycle, .stepCycle: "cycle"
        case .noSteps, .noFirstStep, .duplicateStep, .stepFork: "step-chain"
        case .badAMIName: "ami-name"
        case .tagKeyTooLong, .tagValueTooLong, .tagReserved, .tagIsEnvironmentTag, .tagCharacters, .tooManyTags: "tag"
        case .notUnderstood: "internal"
        case .notActedOn: "not-acted-on"
        case .blocksFleet: "blocks-fleet"
        case .unenforced: "unenforced-guard"
        }
    }
}
