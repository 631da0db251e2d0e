/// The address ranges that ``EgressGuard`` knows, by what they are.
enum EgressRules {
    struct Rule: Sendable {
        var network: IPNetwork
        var meaning: String
    }

    /// Never a receiver: denied in every mode unless allowed by name.
    static let always = rules([
        ("an unspecified address", ["0.0.0.0/8", "::/128"]),
        ("a link-local address", ["169.254.0.0/16", "fe80::/10"]),
        // Beside the link-local ones: Alibaba, Oracle and Azure; AWS and Google over IPv6.
        (
            "a cloud metadata address",
            ["100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::/32", "fd20:ce::254"]
        ),
        ("a multicast address", ["224.0.0.0/4", "ff00::/8"]),
        ("the broadcast address", ["255.255.255.255"]),
    ])

    /// Denied in strict mode besides: everything that is not a public unicast address.
    static let strict = rules([
        ("a loopback address", ["127.0.0.0/8", "::1"]),
        (
            "a private address",
            ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fec0::/10"]
        ),
        (
            "a reserved address",
            [
                "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
                "203.0.113.0/24", "240.0.0.0/4", "100::/64", "2001:db8::/32", "3fff::/20", "5f00::/16",
            ]
        ),
        (
            "a transition address",
            ["::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/23", "2002::/16"]
        ),
    ])

    private static func rules(_ table: [(meaning: String, networks: [String])]) -> [Rule] {
        table.flatMap { row in
            row.networks.compactMap { IPNetwork($0).map { Rule(network: $0, meaning: row.meaning) } }
        }
    }
}
