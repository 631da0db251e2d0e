#if DuckDB
    import CDuckDB
    package import SentinelModels

    /// The rows of a statement that runs, read chunk by chunk.
    package final class DuckDBRows {
        private let statement: DuckDBStatement
        private let functions: DuckDBFunctions
        private var result: sentinel_duckdb_result
        private let types: [DuckDBType]
        private var chunk: UnsafeMutableRawPointer?
        private var vectors: [UnsafeMutableRawPointer?] = []
        private var size = 0
        private var row = -1

        /// The columns' names.
        package let names: [String]

        init(_ result: sentinel_duckdb_result, of statement: DuckDBStatement) {
            self.statement = statement
            functions = statement.connection.functions
            var result = result
            let functions = functions
            let count = functions.columnCount(&result)
            names = (0..<count).map { index in
                functions.columnName(&result, index).map { String(cString: $0) } ?? ""
            }
            types = (0..<count).map { DuckDBType(functions.columnType(&result, $0), functions.vector) }
            self.result = result
        }

        deinit {
            functions.destroyChunk(&chunk)
            functions.destroyResult(&result)
        }

        /// Goes to the next row; false after the last.
        package func next() throws(DuckDBError) -> Bool {
            row += 1
            while row >= size {
                functions.destroyChunk(&chunk)
                chunk = functions.fetchChunk(result)
                guard let chunk else {
                    // The end and an error look alike, but for the words.
                    let words = functions.resultError(&result).map { String(cString: $0) } ?? ""
                    if !words.isEmpty { throw DuckDBError(statement: words) }
                    size = 0
                    return false
                }
                size = Int(functions.chunkSize(chunk))
                row = 0
                if size == 0 { return false }
                vectors = types.indices.map { functions.chunkVector(chunk, UInt64($0)) }
            }
            return true
        }

        /// The value of a column, counted from 0, of the row; and how many bytes it has.
        package func value(at column: Int, maxBytes: Int) throws(DuckDBError) -> (value: SQLValue, bytes: Int) {
            let type = types[column]
            let reader = DuckDBVector(vectors[column], type, functions.vector)
            do throws(DuckDBError) {
                return try reader.value(at: row, maxBytes: maxBytes)
            } catch {
                throw DuckDBError(error.kind, "a value of column '\(names[column])' \(error.message)")
            }
        }
    }
#endif
