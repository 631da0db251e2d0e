#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import SentinelModels

/// What kind of file system a path lies on, by the kernel's table of mounts.
enum FileSystemKind {
    /// File systems whose locks or flushes cannot be relied on.
    static func isUnsafe(_ kind: String) -> Bool {
        let names: Set = [
            "9p", "afs", "beegfs", "ceph", "cifs", "coda", "glusterfs", "gpfs", "lustre", "ncpfs", "orangefs", "prl_fs",
            "pvfs2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
        ]
        return names.contains(kind) || kind.hasPrefix("nfs") || kind.hasPrefix("fuse")
    }

    /// The kind of the file system that holds `path`, such as `ext4`; nil where it cannot be found out.
    static func of(_ path: String) -> String? {
        guard let table = contents(of: "/proc/self/mountinfo") else { return nil }
        return kind(of: path, mounts: table)
    }

    /// Reads the table: the mount point that is the longest prefix of the path decides, of equals the last.
    static func kind(of path: String, mounts table: String) -> String? {
        var best: (length: Int, kind: String)?
        for line in table.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 6, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.endIndex else { continue }
            let point = unescaped(fields[4])
            let isPrefix = point == "/" || path == point || path.hasPrefix(point + "/")
            guard isPrefix, point.utf8.count >= best?.length ?? 0 else { continue }
            best = (point.utf8.count, String(fields[dash + 1]))
        }
        return best?.kind
    }

    /// Blanks in mount points are written `\040`.
    private static func unescaped(_ text: Substring) -> String {
        guard text.contains("\\") else { return String(text) }
        return String(text).replacing("\\040", with: " ").replacing("\\011", with: "\t").replacing("\\012", with: "\n")
            .replacing("\\134", with: "\\")
    }

    private static func contents(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }
}
