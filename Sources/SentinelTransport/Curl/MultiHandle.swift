import CLibCurl

/// libcurl's multi handle.
///
/// Invariant that makes it safe to share: only ``wake()`` is called from other threads, which libcurl allows, and
/// never after ``close()``, which ``CurlLoop`` ensures by its lock.
struct MultiHandle: @unchecked Sendable {
    private let pointer: UnsafeMutableRawPointer

    init(maxConnectionsPerHost: Int, maxIdleConnections: Int) {
        guard CurlLibrary.isReady, let pointer = curl_multi_init() else {
            preconditionFailure("libcurl cannot be set up: out of memory")
        }
        self.pointer = pointer
        _ = sentinel_curl_set_multi_long(pointer, CURLMOPT_MAX_HOST_CONNECTIONS, maxConnectionsPerHost)
        _ = sentinel_curl_set_multi_long(pointer, CURLMOPT_MAXCONNECTS, maxIdleConnections)
    }

    func add(_ easy: UnsafeMutableRawPointer) { curl_multi_add_handle(pointer, easy) }

    func remove(_ easy: UnsafeMutableRawPointer) { curl_multi_remove_handle(pointer, easy) }

    /// Moves all transfers on; the number of those that still run.
    func perform() -> Int32 {
        var count: Int32 = 0
        curl_multi_perform(pointer, &count)
        return count
    }

    func nextFinished() -> (easy: UnsafeMutableRawPointer, result: CURLcode)? {
        var easy: UnsafeMutableRawPointer?
        var result = CURLE_OK
        guard sentinel_curl_next_finished(pointer, &easy, &result) == 1, let easy else { return nil }
        return (easy, result)
    }

    /// Waits for network activity, a timer of libcurl's, or ``wake()``.
    func wait(milliseconds: Int32) { curl_multi_poll(pointer, nil, 0, milliseconds, nil) }

    func wake() { curl_multi_wakeup(pointer) }

    func close() { curl_multi_cleanup(pointer) }
}

/// libcurl as a whole.
enum CurlLibrary {
    /// libcurl wants to be set up once, before any other thread uses it; costs some milliseconds at first use.
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
