import FoundationEssentials

/// What went wrong with a file, in words: the errors of FoundationEssentials print as structures.
public enum FileTrouble {
    /// The reason, to complete "it can't be read: …".
    public static func reason(_ error: any Error) -> String {
        guard let error = error as? CocoaError else { return "\(error)" }
        switch error.code {
        case .fileReadNoPermission, .fileWriteNoPermission: return "permission denied"
        case .fileReadNoSuchFile, .fileNoSuchFile: return "it does not exist"
        case .fileWriteOutOfSpace: return "the disk is full"
        case .fileWriteVolumeReadOnly: return "the file system is read-only"
        case .fileWriteFileExists: return "a file is in the way"
        default: return "file error \(error.code.rawValue)"
        }
    }
}
