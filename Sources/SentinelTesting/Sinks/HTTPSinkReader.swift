/// Reads requests as ``HTTPSink`` understands them: a body with a length, or none.
enum HTTPSinkReader {
    private static let bodyLimit = 64 << 20

    static func request(from connection: SinkConnection) -> HTTPSink.Request? {
        guard let first = connection.readLine() else { return nil }
        let parts = String(decoding: first, as: UTF8.self).split(separator: " ")
        guard parts.count == 3 else { return nil }
        var headers: [HTTPSink.Header] = []
        while true {
            guard let line = connection.readLine() else { return nil }
            if line.isEmpty { break }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let value = line[(colon + 1)...].drop { $0 == 32 || $0 == 9 }
            headers.append(
                HTTPSink.Header(
                    String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self)))
        }
        var request = HTTPSink.Request(
            method: String(parts[0]), target: String(parts[1]), headers: headers, body: [],
            connection: connection.number)
        let length = request["content-length"].flatMap { Int($0) } ?? 0
        guard (0...bodyLimit).contains(length), let body = connection.read(length) else { return nil }
        request.body = body
        return request
    }
}
