import Foundation
import Testing

extension StateFolder {
    /// Waits until nobody holds the lock of an owner any more. A store that was let go lets go of it only when its
    /// writer's thread has done so too.
    func waitForRelease(of owner: String) async throws {
        let file = open(file("state.db.owners/" + owner), O_RDWR | O_CLOEXEC)
        try #require(file >= 0)
        defer { close(file) }
        let end = ContinuousClock.now.advanced(by: .seconds(30))
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            try #require(ContinuousClock.now < end, "the lock stays")
            try await Task.sleep(for: .milliseconds(1))
        }
    }
}
