#if ODBC
    /// A column of a statement's result.
    package struct ODBCColumn: Sendable, Hashable {
        /// The name.
        package var name: String
        /// The type.
        package var type: ODBCType
        /// How many characters, digits or bytes; what exactly depends on the type.
        package var size: UInt
        /// Digits after the decimal point, where the type has them.
        package var digits: Int16
        /// Whether an integer has no sign.
        package var isUnsigned: Bool
        /// The database's own name for the type; nil if it gives none.
        package var typeName: String?

        /// Whether the database says that it is a decimal, whatever the driver makes of it.
        var isDecimalByName: Bool {
            let name = typeName?.uppercased() ?? ""
            return name.hasPrefix("DECIMAL") || name.hasPrefix("NUMERIC")
        }
    }

    /// A compiled statement: bound, run, and read row by row. It is used from its connection's thread only.
    package final class ODBCStatement {
        let connection: ODBCConnection
        let handle: ODBCFunctions.Handle
        private var isReleased = false
        /// What the bound parameters point to; it must stay where it is until the statement has run.
        var bound: [ODBCParameter] = []
        var functions: ODBCFunctions { connection.functions }

        init(_ sql: String, on connection: ODBCConnection) throws(ODBCError) {
            self.connection = connection
            var made: ODBCFunctions.Handle?
            let parent = try connection.open()
            _ = connection.functions.allocate(ODBCHandleType.statement, parent, &made)
            guard let made else {
                throw ODBCError(
                    of: ODBCHandleType.connection, parent, connection.functions, hiding: connection.secrets)
            }
            handle = made
            connection.setRunning(made)
            try check(prepare(sql))
        }

        deinit {
            release()
        }

        /// Ends the reading and frees the statement; nothing of it may be used afterwards.
        package func release() {
            guard !isReleased else { return }
            isReleased = true
            connection.setRunning(nil)
            _ = functions.release(handle, ODBCArgument.close)
            _ = functions.free(ODBCHandleType.statement, handle)
            for parameter in bound { parameter.free() }
            bound = []
        }

        /// Asks the driver to end the statement after a time; whole seconds, rounded up. Not every driver can.
        package func setTimeout(_ timeout: Duration) {
            set(ODBCAttribute.queryTimeout, timeout.wholeSecondsRoundedUp)
        }

        /// Asks the driver for so many rows at most, which saves it from reading all of them. Not every driver can.
        package func setMaxRows(_ count: Int) {
            set(ODBCAttribute.maxRows, count)
        }

        private func set(_ attribute: Int32, _ value: Int) {
            _ = functions.setStatement(
                handle, attribute, UnsafeMutableRawPointer(bitPattern: value), ODBCAttribute.isNumber)
        }

        /// Runs it.
        package func execute() throws(ODBCError) {
            let status = functions.execute(handle)
            // A statement that touched no row ends so.
            if status != ODBCReturn.noData { try check(status) }
        }

        /// Goes to the next row; false after the last.
        package func fetch() throws(ODBCError) -> Bool {
            let status = functions.fetch(handle)
            guard status != ODBCReturn.noData else { return false }
            try check(status)
            return true
        }

        /// How many columns a row has; 0 for a statement that returns no rows.
        package func columnCount() throws(ODBCError) -> Int {
            var count: Int16 = 0
            try check(functions.columnCount(handle, &count))
            return Int(count)
        }

        /// The columns, in order. Works before the statement has run where the driver compiles on the server.
        package func columns() throws(ODBCError) -> [ODBCColumn] {
            let count = try columnCount()
            var columns: [ODBCColumn] = []
            columns.reserveCapacity(count)
            for index in 0..<count { columns.append(try column(UInt16(index + 1))) }
            return columns
        }

        private func column(_ number: UInt16) throws(ODBCError) -> ODBCColumn {
            var column =
                switch connection.encoding {
                case .utf16: try wideColumn(number)
                case .utf8: try narrowColumn(number)
                }
            var sign = 0
            let status = functions.columnAttribute(handle, number, ODBCArgument.isUnsigned, nil, 0, nil, &sign)
            column.isUnsigned = status == ODBCReturn.success && sign == 1
            column.typeName = typeName(of: number)
            return column
        }

        private static let longestName = 1024

        private func wideColumn(_ number: UInt16) throws(ODBCError) -> ODBCColumn {
            var name = [UInt16](repeating: 0, count: Self.longestName)
            var (length, type, digits, nullable) = (Int16(0), Int16(0), Int16(0), Int16(0))
            var size: UInt = 0
            try check(
                functions.describeWide(
                    handle, number, &name, Int16(name.count), &length, &type, &size, &digits, &nullable))
            return ODBCColumn(
                name: String(decoding: name.prefix { $0 != 0 }, as: UTF16.self), type: ODBCType(rawValue: type),
                size: size, digits: digits, isUnsigned: false)
        }

        private func narrowColumn(_ number: UInt16) throws(ODBCError) -> ODBCColumn {
            var name = [UInt8](repeating: 0, count: Self.longestName)
            var (length, type, digits, nullable) = (Int16(0), Int16(0), Int16(0), Int16(0))
            var size: UInt = 0
            try check(
                functions.describeNarrow(
                    handle, number, &name, Int16(name.count), &length, &type, &size, &digits, &nullable))
            return ODBCColumn(
                name: String(decoding: name.prefix { $0 != 0 }, as: UTF8.self), type: ODBCType(rawValue: type),
                size: size, digits: digits, isUnsigned: false)
        }

        private func typeName(of number: UInt16) -> String? {
            var text = [UInt16](repeating: 0, count: 128)
            var length: Int16 = 0
            let status = functions.columnAttribute(
                handle, number, ODBCArgument.typeName, &text, Int16(text.count * 2), &length, nil)
            let name = String(decoding: text.prefix { $0 != 0 }, as: UTF16.self)
            return status == ODBCReturn.success && !name.isEmpty ? name : nil
        }

        private func prepare(_ sql: String) -> Int16 {
            switch connection.encoding {
            case .utf16:
                var units = Array(sql.utf16) + [0]
                return functions.prepareWide(handle, &units, Int32(ODBCArgument.zeroTerminated))
            case .utf8:
                var bytes = Array(sql.utf8) + [0]
                return functions.prepareNarrow(handle, &bytes, Int32(ODBCArgument.zeroTerminated))
            }
        }

        func check(_ status: Int16) throws(ODBCError) {
            guard status != ODBCReturn.success, status != ODBCReturn.successWithInfo else { return }
            throw ODBCError(of: ODBCHandleType.statement, handle, functions, hiding: connection.secrets)
        }
    }
#endif
