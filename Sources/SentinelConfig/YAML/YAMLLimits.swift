/// What a configuration file may cost. libyaml has no limits of its own.
enum YAMLLimits {
    /// Bytes of a file.
    static let fileSize = 64 << 20
    /// Nested lists and mappings, aliases expanded.
    static let depth = 64
    /// Scalars, lists, mappings and aliases of a file.
    static let nodes = 1_000_000
    /// Bytes of one scalar.
    static let scalarSize = 256 << 10
    /// Bytes libyaml may read without completing anything: bounds its buffers against an endless scalar.
    static let stride = 4 << 20
    /// How many times its own size a file may grow when aliases are expanded.
    static let expansion = 10
}
