#if PostgreSQL
    import SentinelModels

    /// Arrays in PostgreSQL's text form, `{1,NULL,"a b"}`, as JSON.
    struct PostgreSQLArray {
        /// The type of the elements of an array type that every server has; nil for anything else.
        static func element(of type: PostgreSQLType) -> PostgreSQLType? {
            elements[type.rawValue].map(PostgreSQLType.init(rawValue:))
        }

        /// The JSON of an array's text; nil if it is none.
        static func json(_ text: String, _ element: PostgreSQLType) -> String? {
            var array = PostgreSQLArray(text: Array(text.utf8), element: element)
            // `[0:2]={…}` where the bounds are not the usual ones.
            if array.text.first == UInt8(ascii: "["), let start = array.text.firstIndex(of: UInt8(ascii: "=")) {
                array.place = start + 1
            }
            guard array.list(depth: 0), array.place == array.text.count else { return nil }
            return array.output
        }

        private static let elements: [UInt32: UInt32] = [
            1000: 16, 1001: 17, 1002: 18, 1003: 19, 1005: 21, 1007: 23, 1009: 25, 1014: 1042, 1015: 1043, 1016: 20,
            1021: 700, 1022: 701, 1028: 26, 1041: 869, 1115: 1114, 1182: 1082, 1183: 1083, 1185: 1184, 1187: 1186,
            1231: 1700, 1270: 1266, 199: 114, 2951: 2950, 3807: 3802, 651: 650, 791: 790, 1040: 829, 143: 142,
        ]

        private let text: [UInt8]
        private let element: PostgreSQLType
        private var place = 0
        private var output = ""

        private init(text: [UInt8], element: PostgreSQLType) {
            self.text = text
            self.element = element
        }

        private var next: UInt8? { place < text.count ? text[place] : nil }

        private mutating func list(depth: Int) -> Bool {
            guard depth < 7, next == UInt8(ascii: "{") else { return false }
            place += 1
            output += "["
            var isFirst = true
            while let byte = next, byte != UInt8(ascii: "}") {
                if !isFirst {
                    guard byte == UInt8(ascii: ",") else { return false }
                    place += 1
                    output += ","
                }
                isFirst = false
                guard next == UInt8(ascii: "{") ? list(depth: depth + 1) : item() else { return false }
            }
            guard next != nil else { return false }
            place += 1
            output += "]"
            return true
        }

        private mutating func item() -> Bool {
            guard next == UInt8(ascii: "\"") else {
                let start = place
                while let byte = next, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}") { place += 1 }
                return append(String(decoding: text[start..<place], as: UTF8.self), isQuoted: false)
            }
            var bytes: [UInt8] = []
            place += 1
            while let byte = next, byte != UInt8(ascii: "\"") {
                if byte == UInt8(ascii: "\\") { place += 1 }
                guard let byte = next else { return false }
                bytes.append(byte)
                place += 1
            }
            guard next != nil else { return false }
            place += 1
            return append(String(decoding: bytes, as: UTF8.self), isQuoted: true)
        }

        private mutating func append(_ item: String, isQuoted: Bool) -> Bool {
            guard !item.isEmpty || isQuoted else { return false }
            if !isQuoted, item == "NULL" {
                output += "null"
                return true
            }
            switch element {
            case .bool: output += item == "t" ? "true" : "false"
            case .int2, .int4, .int8, .oid: output += item
            case .numeric, .float4, .float8:
                // JSON has neither infinities nor NaN.
                output += PostgreSQLDecoder.isNumber(item) ? item : JSONValue.string(item).encoded()
            case .json, .jsonb: output += item
            case .timestamptz:
                let instant = PostgreSQLTime.timestamp(item[...].utf8)
                output += JSONValue.string(instant?.description ?? item).encoded()
            default: output += JSONValue.string(item).encoded()
            }
            return true
        }
    }
#endif
