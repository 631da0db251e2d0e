#if ODBC
    /// The functions of ODBC that are used, by their names in the specification.
    ///
    /// `SQLSMALLINT` is `Int16`, `SQLINTEGER` is `Int32`, and `SQLLEN` and `SQLULEN` are as wide as pointers. Wide
    /// characters are UTF-16, as in every 64-bit driver manager.
    struct ODBCFunctions: Sendable {
        typealias Handle = UnsafeMutableRawPointer
        typealias Wide = UnsafeMutablePointer<UInt16>
        typealias Narrow = UnsafeMutablePointer<UInt8>
        typealias DescribingWide =
            @convention(c) (
                Handle, UInt16, Wide, Int16, UnsafeMutablePointer<Int16>, UnsafeMutablePointer<Int16>,
                UnsafeMutablePointer<UInt>, UnsafeMutablePointer<Int16>, UnsafeMutablePointer<Int16>
            ) -> Int16
        typealias DescribingNarrow =
            @convention(c) (
                Handle, UInt16, Narrow, Int16, UnsafeMutablePointer<Int16>, UnsafeMutablePointer<Int16>,
                UnsafeMutablePointer<UInt>, UnsafeMutablePointer<Int16>, UnsafeMutablePointer<Int16>
            ) -> Int16

        let allocate: @convention(c) (Int16, Handle?, UnsafeMutablePointer<Handle?>) -> Int16
        let free: @convention(c) (Int16, Handle) -> Int16
        let setEnvironment: @convention(c) (Handle, Int32, Handle?, Int32) -> Int16
        let setConnection: @convention(c) (Handle, Int32, Handle?, Int32) -> Int16
        let setStatement: @convention(c) (Handle, Int32, Handle?, Int32) -> Int16
        let connectWide:
            @convention(c) (
                Handle, Handle?, Wide, Int16, Wide?, Int16, UnsafeMutablePointer<Int16>?, UInt16
            ) -> Int16
        let connectNarrow:
            @convention(c) (
                Handle, Handle?, Narrow, Int16, Narrow?, Int16, UnsafeMutablePointer<Int16>?, UInt16
            ) -> Int16
        let disconnect: @convention(c) (Handle) -> Int16
        let info: @convention(c) (Handle, UInt16, Handle, Int16, UnsafeMutablePointer<Int16>) -> Int16
        let end: @convention(c) (Int16, Handle, Int16) -> Int16
        let prepareWide: @convention(c) (Handle, Wide, Int32) -> Int16
        let prepareNarrow: @convention(c) (Handle, Narrow, Int32) -> Int16
        let execute: @convention(c) (Handle) -> Int16
        let columnCount: @convention(c) (Handle, UnsafeMutablePointer<Int16>) -> Int16
        let describeWide: DescribingWide
        let describeNarrow: DescribingNarrow
        let columnAttribute:
            @convention(c) (
                Handle, UInt16, UInt16, Handle?, Int16, UnsafeMutablePointer<Int16>?, UnsafeMutablePointer<Int>?
            ) -> Int16
        let bind:
            @convention(c) (
                Handle, UInt16, Int16, Int16, Int16, UInt, Int16, Handle?, Int, UnsafeMutablePointer<Int>
            ) -> Int16
        let fetch: @convention(c) (Handle) -> Int16
        let data: @convention(c) (Handle, UInt16, Int16, Handle, Int, UnsafeMutablePointer<Int>) -> Int16
        let cancel: @convention(c) (Handle) -> Int16
        let release: @convention(c) (Handle, UInt16) -> Int16
        let diagnostic:
            @convention(c) (
                Int16, Handle, Int16, Wide, UnsafeMutablePointer<Int32>, Wide, Int16, UnsafeMutablePointer<Int16>
            ) -> Int16
    }

    extension ODBCFunctions {
        init(of library: SharedLibrary) throws(SharedLibrary.Failure) {
            func find<Function>(_ name: String) throws(SharedLibrary.Failure) -> Function {
                try library.function(name, as: Function.self)
            }
            allocate = try find("SQLAllocHandle")
            free = try find("SQLFreeHandle")
            setEnvironment = try find("SQLSetEnvAttr")
            setConnection = try find("SQLSetConnectAttrW")
            setStatement = try find("SQLSetStmtAttrW")
            connectWide = try find("SQLDriverConnectW")
            connectNarrow = try find("SQLDriverConnect")
            disconnect = try find("SQLDisconnect")
            info = try find("SQLGetInfoW")
            end = try find("SQLEndTran")
            prepareWide = try find("SQLPrepareW")
            prepareNarrow = try find("SQLPrepare")
            execute = try find("SQLExecute")
            columnCount = try find("SQLNumResultCols")
            describeWide = try find("SQLDescribeColW")
            describeNarrow = try find("SQLDescribeCol")
            columnAttribute = try find("SQLColAttributeW")
            bind = try find("SQLBindParameter")
            fetch = try find("SQLFetch")
            data = try find("SQLGetData")
            cancel = try find("SQLCancel")
            release = try find("SQLFreeStmt")
            diagnostic = try find("SQLGetDiagRecW")
        }
    }
#endif
