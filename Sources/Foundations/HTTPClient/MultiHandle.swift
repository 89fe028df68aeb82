import CCurl

/// Owns one `CURLM`. All of it belongs to the transfer thread, except `wake`, which libcurl allows from any thread; the
/// inbox calls that only while the handle is alive. Hence Sendable.
final class MultiHandle: @unchecked Sendable {
    private let handle: UnsafeMutableRawPointer

    /// `nil` when libcurl has no memory or can't initialise its TLS library.
    init?() {
        guard libcurlIsReady, let handle = curl_multi_init() else { return nil }
        self.handle = handle
        // Otherwise libcurl closes kept connections as soon as fewer transfers run.
        _ = tend_curl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, 256)
    }

    deinit {
        curl_multi_cleanup(handle)
    }

    /// Ends a wait of the transfer thread.
    func wake() {
        curl_multi_wakeup(handle)
    }

    /// Whether libcurl took the transfer.
    func add(_ easy: EasyHandle) -> Bool {
        curl_multi_add_handle(handle, easy.pointer) == CURLM_OK
    }

    func remove(_ easy: EasyHandle) {
        curl_multi_remove_handle(handle, easy.pointer)
    }

    /// Does all that can be done without waiting; `false` when libcurl failed as a whole.
    func perform() -> Bool {
        var running: Int32 = 0
        return curl_multi_perform(handle, &running) == CURLM_OK
    }

    /// Waits for something to happen, at most so long; `false` when libcurl failed as a whole.
    func wait(milliseconds: Int) -> Bool {
        curl_multi_poll(handle, nil, 0, Int32(clamping: milliseconds), nil) == CURLM_OK
    }

    /// A transfer that has ended, and how; `nil` when there is no further one.
    func nextFinished() -> (easy: UnsafeMutableRawPointer, code: CURLcode)? {
        var left: Int32 = 0
        while let message = curl_multi_info_read(handle, &left) {
            if message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle {
                return (easy, message.pointee.data.result)
            }
        }
        return nil
    }
}

/// libcurl's own global state, set up once and never torn down.
private let libcurlIsReady = tend_curl_global_init() == CURLE_OK
