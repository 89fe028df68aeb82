import CMicroHTTPD

// What libmicrohttpd calls, on its own thread. The context is the ServerDaemon, not retained; what is kept per request
// is its Exchange, retained from the first callback to the last.

/// MHD_OPTION_URI_LOG_CALLBACK: the request line is there. The result is the request's own context.
func serverStartRequest(
    _: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?, _: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    let exchange = Exchange(target: target.map { String(cString: $0) } ?? "")
    return Unmanaged.passRetained(exchange).toOpaque()
}

/// MHD_AccessHandlerCallback: first when the header is there, then for each piece of the body, then until an answer is
/// queued.
func serverHandleRequest(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?, _: UnsafePointer<CChar>?, _ data: UnsafePointer<CChar>?,
    _ size: UnsafeMutablePointer<Int>?, _ requestContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let context, let connection, let method, let size, let request = requestContext?.pointee else { return .NO }
    let daemon = Unmanaged<ServerDaemon>.fromOpaque(context).takeUnretainedValue()
    let exchange = Unmanaged<Exchange>.fromOpaque(request).takeUnretainedValue()
    let bytes = UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : size.pointee)
    // All of the piece is taken.
    size.pointee = 0
    let goesOn = exchange.proceed(
        ConnectionHandle(pointer: connection), method: String(cString: method), piece: bytes.bindMemory(to: UInt8.self),
        daemon: daemon)
    return goesOn ? .YES : .NO
}

/// MHD_RequestCompletedCallback: answered, or given up.
func serverEndRequest(
    _: UnsafeMutableRawPointer?, _: OpaquePointer?, _ requestContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    _: MHD_RequestTerminationCode
) {
    guard let requestContext, let request = requestContext.pointee else { return }
    requestContext.pointee = nil
    Unmanaged<Exchange>.fromOpaque(request).release()
}

/// MHD_NotifyConnectionCallback.
func serverNoticeConnection(
    _ context: UnsafeMutableRawPointer?, _: OpaquePointer?, _: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    _ what: MHD_ConnectionNotificationCode
) {
    guard let context, what == .CONNECTION_NOTIFY_STARTED else { return }
    Unmanaged<ServerDaemon>.fromOpaque(context).takeUnretainedValue().noteConnection()
}
