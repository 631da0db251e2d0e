#if SQLite
    import Synchronization

    /// Whether the connections to a file may still believe what they hold in memory.
    ///
    /// After a failed flush nobody knows which of the written pages reached the disk: the system may call them clean
    /// though they are lost. So an error of the disk on one connection makes all of them read the file anew.
    final class FileTrust: Sendable {
        private let losses = Atomic(0)

        /// How often trust was lost; a connection opened at a lower count is suspect.
        var epoch: Int { losses.load(ordering: .acquiring) }

        func lose() { losses.add(1, ordering: .acquiringAndReleasing) }
    }
#endif
