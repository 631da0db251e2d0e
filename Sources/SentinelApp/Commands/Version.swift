import SentinelModels

/// What this build is.
enum Version {
    /// The release, by semantic versioning.
    static var current: String { SentinelVersion.current }

    /// The traits this build was made with.
    static var traits: [String] {
        var traits: [String] = []
        #if SQLite
            traits.append("SQLite")
        #endif
        #if PostgreSQL
            traits.append("PostgreSQL")
        #endif
        #if MySQL
            traits.append("MySQL")
        #endif
        #if FaultPoints
            traits.append("FaultPoints")
        #endif
        return traits
    }
}
