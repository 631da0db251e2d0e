#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The jobs that became ready on one thread; seen by that thread only.
final class HandoverInbox {
    var jobs: [UnownedJob] = []

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        let result = pthread_key_create(&key, nil)
        precondition(result == 0, "no thread-specific storage is left")
        return key
    }()

    /// This thread's inbox, if it collects.
    static var current: HandoverInbox? {
        pthread_getspecific(key).map { Unmanaged<HandoverInbox>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Makes `inbox`, which the caller keeps alive, this thread's; returns the one before.
    @discardableResult
    static func replaceCurrent(by inbox: HandoverInbox?) -> HandoverInbox? {
        let previous = current
        pthread_setspecific(key, inbox.map { UnsafeMutableRawPointer(Unmanaged.passUnretained($0).toOpaque()) })
        return previous
    }
}
