import CMicroHTTPD
import Glibc

/// The named values of one kind that came with a request, copied out of libmicrohttpd.
final class RequestFields {
    private(set) var fields: [(name: String, value: String)] = []

    init(_ connection: OpaquePointer, _ kind: MHD_ValueKind) {
        MHD_get_connection_values(connection, kind, serverCollectField, Unmanaged.passUnretained(self).toOpaque())
    }

    func first(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    fileprivate func add(_ name: String, _ value: String) {
        fields.append((name, value))
    }
}

/// The address of the other end in digits; `unknown` when the system doesn't say.
func remoteAddress(of connection: OpaquePointer) -> String {
    guard let address = tend_mhd_client_address(connection) else { return "unknown" }
    let size =
        Int32(address.pointee.sa_family) == AF_INET6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
    return numericName(of: address, socklen_t(size))?.host ?? "unknown"
}

/// libmicrohttpd: MHD_KeyValueIterator. A query parameter without `=` has no value.
func serverCollectField(
    _ context: UnsafeMutableRawPointer?, _: MHD_ValueKind, _ name: UnsafePointer<CChar>?, _ value: UnsafePointer<CChar>?
) -> MHD_Result {
    guard let context, let name else { return .NO }
    let fields = Unmanaged<RequestFields>.fromOpaque(context).takeUnretainedValue()
    fields.add(String(cString: name), value.map { String(cString: $0) } ?? "")
    return .YES
}
