#if SQLite
    import CSQLite

    /// The arguments of one call of a function that ``SQLiteConnection/addFunction(_:argumentCount:_:)`` added. Valid
    /// only during the call.
    public struct SQLiteFunctionCall {
        let context: OpaquePointer
        let arguments: UnsafeMutablePointer<OpaquePointer?>?
        /// How many arguments were given.
        public let count: Int

        /// The argument as an integer; 0 if there is none or it is no number.
        public func integer(at index: Int) -> Int64 {
            argument(index).map { sqlite3_value_int64($0) } ?? 0
        }

        /// The argument as a floating-point number; 0 if there is none or it is no number.
        public func double(at index: Int) -> Double {
            argument(index).map { sqlite3_value_double($0) } ?? 0
        }

        /// The argument as text, up to its first zero byte; nil for NULL or if there is none.
        public func text(at index: Int) -> String? {
            withCString(at: index) { $0.map { String(cString: $0) } }
        }

        /// The longest text or blob that the connection allows.
        public var lengthLimit: Int {
            Int(sqlite3_limit(sqlite3_context_db_handle(context), SQLITE_LIMIT_LENGTH, -1))
        }

        func withCString<Result>(at index: Int, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
            let text = argument(index).flatMap { sqlite3_value_text($0) }
            guard let text else { return body(nil) }
            let length = Int(argument(index).map { sqlite3_value_bytes($0) } ?? 0)
            return text.withMemoryRebound(to: CChar.self, capacity: length + 1) { body($0) }
        }

        private func argument(_ index: Int) -> OpaquePointer? {
            index < count ? arguments?[index] : nil
        }

        fileprivate func answer(_ result: Result<String?, SQLiteError>) {
            switch result {
            case .success(nil): sqlite3_result_null(context)
            case .success(var text?):
                text.withUTF8 { buffer in
                    buffer.withMemoryRebound(to: CChar.self) {
                        sentinel_sqlite3_result_text(context, $0.baseAddress, UInt64($0.count))
                    }
                }
            case .failure(let error) where error.code == .tooBig: sqlite3_result_error_toobig(context)
            case .failure(let error): sqlite3_result_error(context, error.message, -1)
            }
        }
    }

    extension SQLiteConnection {
        /// Adds a function that answers with text or NULL, or replaces SQLite's own of the name.
        ///
        /// It must depend on its arguments alone and change nothing: it is declared deterministic and harmless.
        /// - Parameters:
        ///   - name: Its name in SQL.
        ///   - argumentCount: How many arguments it takes; nil for any number.
        ///   - body: Computes the answer. A thrown error's message becomes the statement's error.
        public func addFunction(
            _ name: String, argumentCount: Int? = nil,
            _ body: @escaping (SQLiteFunctionCall) throws(SQLiteError) -> String?
        ) throws(SQLiteError) {
            let handle = try open()
            let box = FunctionBox(body)
            let code = sqlite3_create_function_v2(
                handle, name, Int32(argumentCount ?? -1), SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                Unmanaged.passRetained(box).toOpaque(),
                { context, count, arguments in
                    guard let context, let data = sqlite3_user_data(context) else { return }
                    let call = SQLiteFunctionCall(context: context, arguments: arguments, count: Int(count))
                    call.answer(SQLiteCallbacks.box(FunctionBox.self, at: data).result(of: call))
                }, nil, nil,
                { data in
                    // SQLite calls this when the function goes, also if adding it failed.
                    if let data { Unmanaged<FunctionBox>.fromOpaque(data).release() }
                })
            guard code == SQLITE_OK else { throw SQLiteError(extendedCode: code, handle: handle) }
        }
    }

    private final class FunctionBox {
        let body: (SQLiteFunctionCall) throws(SQLiteError) -> String?

        init(_ body: @escaping (SQLiteFunctionCall) throws(SQLiteError) -> String?) { self.body = body }

        func result(of call: SQLiteFunctionCall) -> Result<String?, SQLiteError> {
            do throws(SQLiteError) { return .success(try body(call)) } catch { return .failure(error) }
        }
    }
#endif
