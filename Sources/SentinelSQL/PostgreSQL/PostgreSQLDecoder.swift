#if PostgreSQL
    import SentinelModels

    /// Turns values in PostgreSQL's text form into ours, exactly.
    enum PostgreSQLDecoder {
        /// A value of the type. What has no exact form of ours (`timestamp` without a zone, `interval`, `infinity`, enums)
        /// stays text; bytes that are no UTF-8, which only a database without an encoding sends, stay bytes.
        static func value(_ bytes: UnsafeRawBufferPointer, type: PostgreSQLType) -> SQLValue {
            switch type {
            case .int8, .int4, .int2, .oid:
                if let value = integer(bytes) { return .integer(value) }
            case .bool: return .bool(bytes.first == UInt8(ascii: "t"))
            case .bytea: return .bytes(binary(bytes))
            default: break
            }
            guard let text = String(validating: bytes, as: UTF8.self) else { return .bytes(Array(bytes)) }
            return value(text, type: type)
        }

        private static func value(_ text: String, type: PostgreSQLType) -> SQLValue {
            switch type {
            case .float8, .float4: return Double(text).map(SQLValue.double) ?? .text(text)
            case .numeric: return isNumber(text) ? .decimal(text) : .text(text)
            case .json, .jsonb: return .json(text)
            case .timestamptz: return PostgreSQLTime.timestamp(text[...].utf8).map(SQLValue.timestamp) ?? .text(text)
            case .date: return PostgreSQLTime.date(text[...].utf8).map(SQLValue.date) ?? .text(text)
            default: break
            }
            guard let element = PostgreSQLArray.element(of: type), let json = PostgreSQLArray.json(text, element) else {
                return .text(text)
            }
            return .json(json)
        }

        static func isNumber(_ text: String) -> Bool {
            text.utf8.last.map { (48...57).contains($0) } ?? false
        }

        private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
            let isNegative = bytes.first == UInt8(ascii: "-")
            var value: Int64 = 0
            for byte in bytes.dropFirst(isNegative ? 1 : 0) {
                let (product, overflow) = value.multipliedReportingOverflow(by: 10)
                let digit = Int64(byte) - 48
                guard !overflow, (0...9).contains(digit) else { return nil }
                // Downwards for negative numbers: the smallest has no positive twin.
                let (sum, carry) =
                    isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
                guard !carry else { return nil }
                value = sum
            }
            return bytes.count > (isNegative ? 1 : 0) ? value : nil
        }

        /// `\x00ff`, or the older form with octal escapes.
        static func binary(_ bytes: some Collection<UInt8>) -> [UInt8] {
            let bytes = Array(bytes)
            guard bytes.starts(with: [92, 120]) else { return unescaped(bytes) }
            return stride(from: 2, to: bytes.count - 1, by: 2).map { nibble(bytes[$0]) << 4 | nibble(bytes[$0 + 1]) }
        }

        private static func nibble(_ digit: UInt8) -> UInt8 {
            digit <= 57 ? digit & 15 : (digit & 15) + 9
        }

        private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
            var result: [UInt8] = []
            var index = 0
            while index < bytes.count {
                guard bytes[index] == 92, index + 1 < bytes.count else {
                    result.append(bytes[index])
                    index += 1
                    continue
                }
                if bytes[index + 1] != 92, index + 3 < bytes.count {
                    result.append((bytes[index + 1] & 7) << 6 | (bytes[index + 2] & 7) << 3 | bytes[index + 3] & 7)
                    index += 4
                } else {
                    result.append(92)
                    index += 2
                }
            }
            return result
        }
    }
#endif
