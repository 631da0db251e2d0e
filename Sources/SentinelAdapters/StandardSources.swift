public import SentinelModels

extension [IntegrationDescriptor] {
    /// The sources of this build; a trait that is off takes its source away.
    public static var standardSources: [IntegrationDescriptor] {
        var sources: [IntegrationDescriptor] = []
        #if SQLite
            sources.append(.sqlite)
        #endif
        #if PostgreSQL
            sources.append(.postgreSQL)
        #endif
        #if MySQL
            sources.append(.mysql)
        #endif
        #if ODBC
            sources.append(.odbc)
        #endif
        #if DuckDB
            sources.append(.duckdb)
        #endif
        return sources
    }
}
