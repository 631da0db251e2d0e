#if ODBC || DuckDB
    /// A piece of a statement's text.
    struct SQLToken: Sendable, Hashable {
        /// What a piece is.
        enum Kind: Sendable, Hashable {
            /// A name or keyword without quotes, in capitals.
            case word(String)
            /// A text or a name in quotes.
            case quoted
            /// A number.
            case number
            /// `:name`
            case parameter(String)
            /// Any other character.
            case sign(Character)
        }

        var kind: Kind
        /// Where it stands among the text's Unicode scalars.
        var range: Range<Int>

        /// The word in capitals; nil for what is none.
        var word: String? {
            if case .word(let word) = kind { word } else { nil }
        }

        func isSign(_ sign: Character) -> Bool { kind == .sign(sign) }
    }
#endif
