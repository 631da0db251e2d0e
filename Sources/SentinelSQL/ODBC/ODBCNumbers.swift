#if ODBC
    // The numbers of ODBC 3.8, by the names of the specification's headers (sql.h, sqlext.h, sqlucode.h), which are
    // the same in every driver manager.

    /// What a function returned (`SQLRETURN`).
    enum ODBCReturn {
        /// `SQL_SUCCESS`
        static let success: Int16 = 0
        /// `SQL_SUCCESS_WITH_INFO`
        static let successWithInfo: Int16 = 1
        /// `SQL_NO_DATA`
        static let noData: Int16 = 100
    }

    /// What a handle is of.
    enum ODBCHandleType {
        /// `SQL_HANDLE_ENV`
        static let environment: Int16 = 1
        /// `SQL_HANDLE_DBC`
        static let connection: Int16 = 2
        /// `SQL_HANDLE_STMT`
        static let statement: Int16 = 3
    }

    /// Attributes of environments, connections and statements, with their values.
    enum ODBCAttribute {
        /// `SQL_ATTR_ODBC_VERSION`
        static let version: Int32 = 200
        /// `SQL_OV_ODBC3`
        static let version3 = 3
        /// `SQL_ATTR_ACCESS_MODE`
        static let accessMode: Int32 = 101
        /// `SQL_MODE_READ_ONLY`
        static let readOnly = 1
        /// `SQL_ATTR_AUTOCOMMIT`
        static let autocommit: Int32 = 102
        /// `SQL_AUTOCOMMIT_OFF`
        static let autocommitOff = 0
        /// `SQL_ATTR_LOGIN_TIMEOUT`, in seconds
        static let loginTimeout: Int32 = 103
        /// `SQL_ATTR_QUERY_TIMEOUT`, in seconds
        static let queryTimeout: Int32 = 0
        /// `SQL_ATTR_MAX_ROWS`
        static let maxRows: Int32 = 1
        /// `SQL_IS_UINTEGER`: the value is a number, no text
        static let isNumber: Int32 = -5
    }

    /// What `SQLGetInfo` tells.
    enum ODBCInfo {
        /// `SQL_DRIVER_NAME`
        static let driverName: UInt16 = 6
        /// `SQL_DRIVER_VER`
        static let driverVersion: UInt16 = 7
        /// `SQL_DBMS_NAME`
        static let databaseName: UInt16 = 17
        /// `SQL_DBMS_VER`
        static let databaseVersion: UInt16 = 18
        /// `SQL_TXN_CAPABLE`
        static let transactions: UInt16 = 46
    }

    /// Other arguments.
    enum ODBCArgument {
        /// `SQL_NTS`: the text ends with a zero.
        static let zeroTerminated = -3
        /// `SQL_NULL_DATA`
        static let null = -1
        /// `SQL_NO_TOTAL`: how much there is, is not known.
        static let noTotal = -4
        /// `SQL_DRIVER_NOPROMPT`
        static let noPrompt: UInt16 = 0
        /// `SQL_ROLLBACK`
        static let rollback: Int16 = 1
        /// `SQL_CLOSE`
        static let close: UInt16 = 0
        /// `SQL_PARAM_INPUT`
        static let input: Int16 = 1
        /// `SQL_DESC_UNSIGNED`
        static let isUnsigned: UInt16 = 8
        /// `SQL_DESC_TYPE_NAME`
        static let typeName: UInt16 = 14
    }

    /// Types of C values (`SQL_C_…`).
    enum ODBCForm {
        /// `SQL_C_CHAR`
        static let text: Int16 = 1
        /// `SQL_C_WCHAR`
        static let wideText: Int16 = -8
        /// `SQL_C_BINARY`
        static let binary: Int16 = -2
        /// `SQL_C_BIT`
        static let bit: Int16 = -7
        /// `SQL_C_SBIGINT`
        static let integer: Int16 = -25
        /// `SQL_C_DOUBLE`
        static let double: Int16 = 8
        /// `SQL_C_TYPE_DATE`
        static let date: Int16 = 91
        /// `SQL_C_TYPE_TIMESTAMP`
        static let timestamp: Int16 = 93
    }
#endif
