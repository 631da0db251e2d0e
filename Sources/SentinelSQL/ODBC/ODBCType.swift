#if ODBC
    /// The SQL type of a column or parameter, by ODBC's numbers. The set is open: drivers have types of their own.
    package struct ODBCType: RawRepresentable, Sendable, Hashable {
        /// ODBC's number.
        package let rawValue: Int16
        /// Takes ODBC's number.
        package init(rawValue: Int16) { self.rawValue = rawValue }
        private init(_ rawValue: Int16) { self.rawValue = rawValue }

        /// `SQL_CHAR`
        package static let char = Self(1)
        /// `SQL_NUMERIC`
        package static let numeric = Self(2)
        /// `SQL_DECIMAL`
        package static let decimal = Self(3)
        /// `SQL_INTEGER`
        package static let integer = Self(4)
        /// `SQL_SMALLINT`
        package static let smallInteger = Self(5)
        /// `SQL_FLOAT`
        package static let float = Self(6)
        /// `SQL_REAL`
        package static let real = Self(7)
        /// `SQL_DOUBLE`
        package static let double = Self(8)
        /// `SQL_VARCHAR`
        package static let varchar = Self(12)
        /// `SQL_TYPE_DATE`
        package static let date = Self(91)
        /// `SQL_TYPE_TIME`
        package static let time = Self(92)
        /// `SQL_TYPE_TIMESTAMP`
        package static let timestamp = Self(93)
        /// `SQL_LONGVARCHAR`
        package static let longVarchar = Self(-1)
        /// `SQL_BINARY`
        package static let binary = Self(-2)
        /// `SQL_VARBINARY`
        package static let varbinary = Self(-3)
        /// `SQL_LONGVARBINARY`
        package static let longVarbinary = Self(-4)
        /// `SQL_BIGINT`
        package static let bigInteger = Self(-5)
        /// `SQL_TINYINT`
        package static let tinyInteger = Self(-6)
        /// `SQL_BIT`
        package static let bit = Self(-7)
        /// `SQL_WVARCHAR`
        package static let wideVarchar = Self(-9)
        /// `SQL_WLONGVARCHAR`
        package static let wideLongVarchar = Self(-10)
        /// `SQL_GUID`
        package static let guid = Self(-11)
        /// `SQL_SS_UDT` of SQL Server: a type of its own, as bytes
        package static let serverUserType = Self(-151)
        /// `SQL_SS_TIMESTAMPOFFSET` of SQL Server: an instant with its offset
        package static let serverTimestampOffset = Self(-155)
    }
#endif
