import SentinelModels
import Synchronization

/// Remembers the owners of this process. Of others it knows nothing: the server's clock decides about their leases.
final class AnnouncedOwners: OwnerRegistry {
    private let owners = Mutex<Set<OwnerID>>([])

    func isDead(_ owner: OwnerID) -> Bool { false }

    func isOurs(_ owner: OwnerID) -> Bool { owners.withLock { $0.contains(owner) } }

    func announce(_ owner: OwnerID) { owners.withLock { _ = $0.insert(owner) } }

    var announced: [OwnerID] { owners.withLock { $0.sorted { $0.description < $1.description } } }

    func close() { owners.withLock { $0.removeAll() } }
}
