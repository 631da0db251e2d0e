extension SourceDecoder {
    /// The scheme in lower case up to a driver's name: `sqlite` of `sqlite+pysqlite://`; empty if there is none.
    static func scheme(of url: String) -> String {
        guard let end = url.firstRange(of: "://")?.lowerBound else { return "" }
        let scheme = url[..<end].prefix { $0 != "+" }.lowercased()
        let isName = scheme.utf8.allSatisfy { ($0 &- 97 < 26) || YAMLResolver.isDigit($0) || $0 == 45 || $0 == 46 }
        return isName && scheme.utf8.first.map { $0 &- 97 < 26 } == true ? scheme : ""
    }

    /// The URL without password, parameters and fragment. Where these cannot be told apart, less is shown.
    static func display(_ url: String, isSubstituted: Bool) -> String {
        guard let range = url.firstRange(of: "://") else {
            return isSubstituted || url.contains(where: { "@:=".contains($0) }) ? hidden : url.quotable
        }
        let scheme = url[..<range.upperBound]
        let whole = url[range.upperBound...]
        let rest = whole.prefix { $0 != "?" && $0 != "#" && $0 != ";" }
        let colon = rest.firstIndex(of: ":")
        if let colon, whole[rest.endIndex...].contains("@") {
            // The password itself may contain what else begins the parameters.
            return String(scheme + rest[..<colon]).quotable + "@" + hidden
        }
        guard let at = rest.lastIndex(of: "@") else {
            return String(scheme + shownWithoutUser(rest)).quotable
        }
        guard let colon, colon < at else { return String(scheme + rest).quotable }
        return String(scheme + rest[..<colon] + rest[at...]).quotable
    }

    /// A host with a port and a path; of `user:password` with a forgotten host, the user.
    private static func shownWithoutUser(_ rest: Substring) -> Substring {
        let authority = rest.prefix { $0 != "/" }
        guard let colon = authority.lastIndex(of: ":"), !authority.hasPrefix("["),
            !authority[authority.index(after: colon)...].allSatisfy({ $0.isASCII && $0.isNumber })
        else { return rest }
        return rest[..<colon]
    }

    private static let hidden = "<secret>"
}
