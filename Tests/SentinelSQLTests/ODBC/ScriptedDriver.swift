#if ODBC
    @testable import SentinelSQL
    import Synchronization

    /// A driver manager with a driver that does what a test tells it: what no driver that can be had here does.
    ///
    /// C functions have no context, so there is one at a time; its suite is serialized.
    final class ScriptedDriver: @unchecked Sendable {
        /// A column and what it holds in the only row.
        struct Cell {
            var name = "v"
            var type: ODBCType
            var size: UInt = 0
            var digits: Int16 = 0
            var isUnsigned = false
            var typeName: String? = "scripted"
            /// The value's bytes; nil for NULL.
            var bytes: [UInt8]?
            /// Whether the driver says how much of a long value is left.
            var knowsLength = true

            init(_ type: ODBCType, _ bytes: [UInt8]?) {
                self.type = type
                self.bytes = bytes
            }
        }

        /// A parameter as it was bound.
        struct Bound: Equatable {
            var form: Int16
            var type: Int16
            var size: UInt
            var digits: Int16
            var indicator: Int
            var bytes: [UInt8]
        }

        /// A diagnostic record.
        typealias Record = (state: String, native: Int32, message: String)

        var cells: [Cell] = []
        var rowCount = 1
        /// What functions return instead of success.
        var results: [String: Int16] = [:]
        /// Functions that give no handle.
        var withoutHandle: Set<Int16> = []
        var records: [Record] = []
        var texts: [UInt16: String] = [
            ODBCInfo.databaseName: "Scripted", ODBCInfo.databaseVersion: "1.2", ODBCInfo.driverName: "scripted.so",
            ODBCInfo.driverVersion: "3.4",
        ]
        var transactions: UInt16 = 2

        /// What was called, in order, with what matters of it.
        private(set) var calls: [String] = []
        private(set) var bound: [Bound] = []
        private var read: [Int: Int] = [:]
        private var fetched = 0

        private static let current = Mutex<ScriptedDriver?>(nil)

        /// Makes this the driver that is called.
        func library() -> ODBCLibrary {
            Self.current.withLock { $0 = self }
            return ODBCLibrary(name: "scripted", functions: Self.functions)
        }

        private static func now(_ name: String, _ detail: String = "") -> ScriptedDriver {
            guard let driver = current.withLock(\.self) else { fatalError("no driver is set") }
            driver.calls.append(detail.isEmpty ? name : "\(name) \(detail)")
            return driver
        }

        private func result(_ name: String) -> Int16 { results[name] ?? ODBCReturn.success }

        private static func text(_ wide: UnsafeMutablePointer<UInt16>) -> String {
            String(decoding: UnsafeBufferPointer(start: wide, count: 4096).prefix { $0 != 0 }, as: UTF16.self)
        }

        private static func text(_ narrow: UnsafeMutablePointer<UInt8>) -> String {
            String(decoding: UnsafeBufferPointer(start: narrow, count: 4096).prefix { $0 != 0 }, as: UTF8.self)
        }

        private static func write(_ text: String, to wide: UnsafeMutablePointer<UInt16>, room: Int) {
            for (index, unit) in (Array(text.utf16.prefix(room - 1)) + [0]).enumerated() { wide[index] = unit }
        }

        private func describe(_ number: UInt16) -> Cell { cells[Int(number) - 1] }

        /// `SQLGetData`: the next piece of a value.
        private func data(
            _ number: UInt16, _ form: Int16, _ memory: UnsafeMutableRawPointer, _ capacity: Int,
            _ indicator: UnsafeMutablePointer<Int>
        ) -> Int16 {
            let cell = describe(number)
            guard let bytes = cell.bytes else {
                indicator.pointee = ODBCArgument.null
                return ODBCReturn.success
            }
            let terminator =
                switch form {
                case ODBCForm.text: 1
                case ODBCForm.wideText: 2
                default: 0
                }
            let start = read[Int(number)] ?? 0
            if start > bytes.count || (start == bytes.count && start > 0) { return ODBCReturn.noData }
            let room = capacity - terminator
            let piece = bytes[start...].prefix(room)
            memory.copyMemory(from: Array(piece), byteCount: piece.count)
            let rest = bytes.count - start
            read[Int(number)] = max(1, start + piece.count)
            if bytes.isEmpty { read[Int(number)] = 1 }
            guard rest > room else {
                indicator.pointee = rest
                return ODBCReturn.success
            }
            indicator.pointee = cell.knowsLength ? rest : ODBCArgument.noTotal
            return ODBCReturn.successWithInfo
        }

        private static let functions = ODBCFunctions(
            allocate: { type, _, out in
                let driver = now("allocate", "\(type)")
                guard !driver.withoutHandle.contains(type) else { return -1 }
                out.pointee = UnsafeMutableRawPointer(bitPattern: Int(type) * 16)
                return ODBCReturn.success
            },
            free: { type, handle in
                precondition(Int(bitPattern: handle) == Int(type) * 16)
                return now("free", "\(type)").result("free")
            },
            setEnvironment: { _, attribute, value, _ in
                now("setEnvironment", "\(attribute)=\(Int(bitPattern: value))").result("setEnvironment")
            },
            setConnection: { _, attribute, value, _ in
                let driver = now("setConnection", "\(attribute)=\(Int(bitPattern: value))")
                return driver.results["setConnection \(attribute)"] ?? ODBCReturn.success
            },
            setStatement: { _, attribute, value, _ in
                now("setStatement", "\(attribute)=\(Int(bitPattern: value))").result("setStatement")
            },
            connectWide: { _, _, string, _, _, _, _, prompt in
                now("connectWide", text(string)).result("connect")
            },
            connectNarrow: { _, _, string, _, _, _, _, prompt in
                now("connectNarrow", text(string)).result("connect")
            },
            disconnect: { _ in now("disconnect").result("disconnect") },
            info: { _, kind, memory, capacity, length in
                let driver = now("info")
                if kind == ODBCInfo.transactions {
                    memory.storeBytes(of: driver.transactions, as: UInt16.self)
                } else {
                    write(
                        driver.texts[kind] ?? "", to: memory.assumingMemoryBound(to: UInt16.self),
                        room: Int(capacity) / 2)
                }
                return driver.result("info")
            },
            end: { _, _, how in now("end", "\(how)").result("end") },
            prepareWide: { _, sql, _ in now("prepareWide", text(sql)).result("prepare") },
            prepareNarrow: { _, sql, _ in now("prepareNarrow", text(sql)).result("prepare") },
            execute: { _ in now("execute").result("execute") },
            columnCount: { _, count in
                let driver = now("columnCount")
                count.pointee = Int16(driver.cells.count)
                return driver.result("columnCount")
            },
            describeWide: { _, number, name, room, _, type, size, digits, _ in
                let driver = now("describeWide")
                let cell = driver.describe(number)
                write(cell.name, to: name, room: Int(room))
                (type.pointee, size.pointee, digits.pointee) = (cell.type.rawValue, cell.size, cell.digits)
                return driver.result("describe")
            },
            describeNarrow: { _, number, name, room, _, type, size, digits, _ in
                let driver = now("describeNarrow")
                let cell = driver.describe(number)
                for (index, byte) in (Array(cell.name.utf8.prefix(Int(room) - 1)) + [0]).enumerated() {
                    name[index] = byte
                }
                (type.pointee, size.pointee, digits.pointee) = (cell.type.rawValue, cell.size, cell.digits)
                return driver.result("describe")
            },
            columnAttribute: { _, number, attribute, memory, capacity, _, value in
                let driver = now("columnAttribute")
                let cell = driver.describe(number)
                if attribute == ODBCArgument.isUnsigned { value?.pointee = cell.isUnsigned ? 1 : 0 }
                if let memory {
                    guard let name = cell.typeName else { return -1 }
                    write(name, to: memory.assumingMemoryBound(to: UInt16.self), room: Int(capacity) / 2)
                }
                return driver.result("columnAttribute")
            },
            bind: { _, number, _, form, type, size, digits, memory, room, indicator in
                let driver = now("bind", "\(number)")
                let count = max(0, indicator.pointee)
                precondition(room >= count)
                let bytes = memory.map { Array(UnsafeRawBufferPointer(start: $0, count: count)) } ?? []
                driver.bound.append(
                    Bound(
                        form: form, type: type, size: size, digits: digits, indicator: indicator.pointee, bytes: bytes))
                return driver.result("bind")
            },
            fetch: { _ in
                let driver = now("fetch")
                if let result = driver.results["fetch"] { return result }
                driver.read = [:]
                driver.fetched += 1
                return driver.fetched > driver.rowCount ? ODBCReturn.noData : ODBCReturn.success
            },
            data: { _, number, form, memory, capacity, indicator in
                let driver = now("data")
                if let result = driver.results["data"] { return result }
                return driver.data(number, form, memory, capacity, indicator)
            },
            cancel: { _ in now("cancel").result("cancel") },
            release: { _, _ in now("release").result("release") },
            diagnostic: { _, _, number, state, native, message, room, length in
                let driver = now("diagnostic")
                guard let record = driver.records.dropFirst(Int(number) - 1).first else { return ODBCReturn.noData }
                write(record.state, to: state, room: 6)
                native.pointee = record.native
                write(record.message, to: message, room: Int(room))
                return ODBCReturn.success
            })
    }
#endif
