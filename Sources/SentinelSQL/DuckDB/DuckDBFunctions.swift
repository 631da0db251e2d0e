#if DuckDB
    import CDuckDB

    /// The functions of DuckDB's C API that are used. All but those marked otherwise exist since version 1.0.
    struct DuckDBFunctions: Sendable {
        typealias Pointer = UnsafeMutableRawPointer
        typealias Text = UnsafePointer<CChar>
        typealias Result = UnsafeMutablePointer<sentinel_duckdb_result>
        typealias Out = UnsafeMutablePointer<Pointer?>

        let version: @convention(c) () -> Text?
        let free: @convention(c) (Pointer?) -> Void
        let createConfiguration: @convention(c) (Out) -> Int32
        let configure: @convention(c) (Pointer?, Text, Text) -> Int32
        let destroyConfiguration: @convention(c) (Out) -> Void
        let open: @convention(c) (Text, Out, Pointer?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32
        let close: @convention(c) (Out) -> Void
        let connect: @convention(c) (Pointer?, Out) -> Int32
        let disconnect: @convention(c) (Out) -> Void
        let interrupt: @convention(c) (Pointer?) -> Void

        let extract: @convention(c) (Pointer?, Text, Out) -> UInt64
        let extractError: @convention(c) (Pointer?) -> Text?
        let destroyExtracted: @convention(c) (Out) -> Void
        let prepare: @convention(c) (Pointer?, Pointer?, UInt64, Out) -> Int32
        let prepareError: @convention(c) (Pointer?) -> Text?
        let destroyPrepared: @convention(c) (Out) -> Void
        let statementType: @convention(c) (Pointer?) -> Int32
        let parameterCount: @convention(c) (Pointer?) -> UInt64
        let parameterName: @convention(c) (Pointer?, UInt64) -> Text?
        /// Since version 1.4; nil in older libraries.
        let preparedColumnCount: (@convention(c) (Pointer?) -> UInt64)?
        let preparedColumnName: (@convention(c) (Pointer?, UInt64) -> Text?)?
        let preparedColumnType: (@convention(c) (Pointer?, UInt64) -> Pointer?)?

        let bindNull: @convention(c) (Pointer?, UInt64) -> Int32
        let bindBoolean: @convention(c) (Pointer?, UInt64, Bool) -> Int32
        let bindInteger: @convention(c) (Pointer?, UInt64, Int64) -> Int32
        let bindDouble: @convention(c) (Pointer?, UInt64, Double) -> Int32
        let bindText: @convention(c) (Pointer?, UInt64, Text, UInt64) -> Int32
        let bindBytes: @convention(c) (Pointer?, UInt64, UnsafeRawPointer?, UInt64) -> Int32
        let bindTimestamp: @convention(c) (Pointer?, UInt64, sentinel_duckdb_timestamp) -> Int32
        let bindDate: @convention(c) (Pointer?, UInt64, sentinel_duckdb_date) -> Int32

        let pend: @convention(c) (Pointer?, Out) -> Int32
        let pendingError: @convention(c) (Pointer?) -> Text?
        let executePending: @convention(c) (Pointer?, Result) -> Int32
        let destroyPending: @convention(c) (Out) -> Void
        let resultError: @convention(c) (Result) -> Text?
        let resultErrorType: @convention(c) (Result) -> Int32
        let destroyResult: @convention(c) (Result) -> Void
        let columnCount: @convention(c) (Result) -> UInt64
        let columnName: @convention(c) (Result, UInt64) -> Text?
        let columnType: @convention(c) (Result, UInt64) -> Pointer?
        let fetchChunk: @convention(c) (sentinel_duckdb_result) -> Pointer?
        let chunkSize: @convention(c) (Pointer?) -> UInt64
        let chunkVector: @convention(c) (Pointer?, UInt64) -> Pointer?
        let destroyChunk: @convention(c) (Out) -> Void
        let vector: DuckDBVectorFunctions

        init(of library: SharedLibrary) throws(SharedLibrary.Failure) {
            func find<Function>(_ name: String) throws(SharedLibrary.Failure) -> Function {
                try library.function("duckdb_" + name, as: Function.self)
            }
            version = try find("library_version")
            free = try find("free")
            createConfiguration = try find("create_config")
            configure = try find("set_config")
            destroyConfiguration = try find("destroy_config")
            open = try find("open_ext")
            close = try find("close")
            connect = try find("connect")
            disconnect = try find("disconnect")
            interrupt = try find("interrupt")
            extract = try find("extract_statements")
            extractError = try find("extract_statements_error")
            destroyExtracted = try find("destroy_extracted")
            prepare = try find("prepare_extracted_statement")
            prepareError = try find("prepare_error")
            destroyPrepared = try find("destroy_prepare")
            statementType = try find("prepared_statement_type")
            parameterCount = try find("nparams")
            parameterName = try find("parameter_name")
            preparedColumnCount = library.optionalFunction(
                "duckdb_prepared_statement_column_count", as: (@convention(c) (Pointer?) -> UInt64).self)
            preparedColumnName = library.optionalFunction(
                "duckdb_prepared_statement_column_name", as: (@convention(c) (Pointer?, UInt64) -> Text?).self)
            preparedColumnType = library.optionalFunction(
                "duckdb_prepared_statement_column_logical_type",
                as: (@convention(c) (Pointer?, UInt64) -> Pointer?).self)
            bindNull = try find("bind_null")
            bindBoolean = try find("bind_boolean")
            bindInteger = try find("bind_int64")
            bindDouble = try find("bind_double")
            bindText = try find("bind_varchar_length")
            bindBytes = try find("bind_blob")
            bindTimestamp = try find("bind_timestamp")
            bindDate = try find("bind_date")
            pend = try find("pending_prepared_streaming")
            pendingError = try find("pending_error")
            executePending = try find("execute_pending")
            destroyPending = try find("destroy_pending")
            resultError = try find("result_error")
            resultErrorType = try find("result_error_type")
            destroyResult = try find("destroy_result")
            columnCount = try find("column_count")
            columnName = try find("column_name")
            columnType = try find("column_logical_type")
            fetchChunk = try find("fetch_chunk")
            chunkSize = try find("data_chunk_get_size")
            chunkVector = try find("data_chunk_get_vector")
            destroyChunk = try find("destroy_data_chunk")
            vector = try DuckDBVectorFunctions(of: library)
        }
    }

    /// The functions that read types and vectors.
    struct DuckDBVectorFunctions: Sendable {
        typealias Pointer = UnsafeMutableRawPointer
        typealias Text = UnsafeMutablePointer<CChar>

        let free: @convention(c) (Pointer?) -> Void
        let destroyType: @convention(c) (UnsafeMutablePointer<Pointer?>) -> Void
        let typeID: @convention(c) (Pointer?) -> Int32
        let alias: @convention(c) (Pointer?) -> Text?
        let decimalWidth: @convention(c) (Pointer?) -> UInt8
        let decimalScale: @convention(c) (Pointer?) -> UInt8
        let decimalStorage: @convention(c) (Pointer?) -> Int32
        let enumStorage: @convention(c) (Pointer?) -> Int32
        let enumCount: @convention(c) (Pointer?) -> UInt32
        let enumValue: @convention(c) (Pointer?, UInt64) -> Text?
        let listElement: @convention(c) (Pointer?) -> Pointer?
        let arrayElement: @convention(c) (Pointer?) -> Pointer?
        let arraySize: @convention(c) (Pointer?) -> UInt64
        let mapKey: @convention(c) (Pointer?) -> Pointer?
        let mapValue: @convention(c) (Pointer?) -> Pointer?
        let structCount: @convention(c) (Pointer?) -> UInt64
        let structName: @convention(c) (Pointer?, UInt64) -> Text?
        let structType: @convention(c) (Pointer?, UInt64) -> Pointer?
        let unionName: @convention(c) (Pointer?, UInt64) -> Text?
        let unionType: @convention(c) (Pointer?, UInt64) -> Pointer?
        let unionCount: @convention(c) (Pointer?) -> UInt64
        let data: @convention(c) (Pointer?) -> Pointer?
        let validity: @convention(c) (Pointer?) -> UnsafeMutablePointer<UInt64>?
        let listChild: @convention(c) (Pointer?) -> Pointer?
        let arrayChild: @convention(c) (Pointer?) -> Pointer?
        let structChild: @convention(c) (Pointer?, UInt64) -> Pointer?

        init(of library: SharedLibrary) throws(SharedLibrary.Failure) {
            func find<Function>(_ name: String) throws(SharedLibrary.Failure) -> Function {
                try library.function("duckdb_" + name, as: Function.self)
            }
            free = try find("free")
            destroyType = try find("destroy_logical_type")
            typeID = try find("get_type_id")
            alias = try find("logical_type_get_alias")
            decimalWidth = try find("decimal_width")
            decimalScale = try find("decimal_scale")
            decimalStorage = try find("decimal_internal_type")
            enumStorage = try find("enum_internal_type")
            enumCount = try find("enum_dictionary_size")
            enumValue = try find("enum_dictionary_value")
            listElement = try find("list_type_child_type")
            arrayElement = try find("array_type_child_type")
            arraySize = try find("array_type_array_size")
            mapKey = try find("map_type_key_type")
            mapValue = try find("map_type_value_type")
            structCount = try find("struct_type_child_count")
            structName = try find("struct_type_child_name")
            structType = try find("struct_type_child_type")
            unionName = try find("union_type_member_name")
            unionType = try find("union_type_member_type")
            unionCount = try find("union_type_member_count")
            data = try find("vector_get_data")
            validity = try find("vector_get_validity")
            listChild = try find("list_vector_get_child")
            arrayChild = try find("array_vector_get_child")
            structChild = try find("struct_vector_get_child")
        }
    }
#endif
