import CMicroHTTPD

/// Puts answers into libmicrohttpd's hands.
enum ServerAnswer {
    /// `false` when the connection is to be closed instead. A streamed body needs the daemon to wait with.
    static func queue(
        _ response: HTTPServerResponse, on connection: ConnectionHandle, daemon: ServerDaemon? = nil
    ) -> Bool {
        guard let handle = make(response, connection, daemon) else { return false }
        defer { MHD_destroy_response(handle) }
        for (name, value) in response.headers where name.lowercased() != "content-length" {
            if MHD_add_response_header(handle, name, value) != .YES {
                return queue(.text("the answer can't be sent\n", status: 500), on: connection)
            }
        }
        return MHD_queue_response(connection.pointer, UInt32(clamping: response.status), handle) == .YES
    }

    private static func make(
        _ response: HTTPServerResponse, _ connection: ConnectionHandle, _ daemon: ServerDaemon?
    ) -> OpaquePointer? {
        switch response.content {
        case .nothing:
            return nil
        case .bytes(var bytes):
            return bytes.withUnsafeMutableBytes { buffer in
                MHD_create_response_from_buffer(buffer.count, buffer.baseAddress, .RESPMEM_MUST_COPY)
            }
        case .pieces(let pieces, let declaredLength):
            guard let daemon else { return nil }
            let body = StreamedBody(pieces, declaredLength: declaredLength, connection: connection, daemon: daemon)
            let context = Unmanaged.passRetained(body)
            let size = declaredLength.map { UInt64(clamping: $0) } ?? tend_mhd_size_unknown()
            let handle = MHD_create_response_from_callback(
                size, 16 << 10, serverReadBody, context.toOpaque(), serverReleaseBody)
            if handle == nil { context.release() }
            return handle
        }
    }
}
