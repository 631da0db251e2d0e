import Foundation
import SentinelTesting

extension TemporaryFolder {
    /// A folder with an empty database, `shop.db`.
    static func withShop() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try Data().write(to: URL(filePath: folder.file("shop.db")))
        return folder
    }

    /// Writes `sentinel.yaml`: the head that names the shop's database, and then `text`.
    func configure(_ text: String) throws {
        let head = "version: 1\ndatabase: {url: \"sqlite:///shop.db\"}\n"
        try Data((head + text).utf8).write(to: URL(filePath: file("sentinel.yaml")))
    }
}
