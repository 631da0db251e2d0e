import Foundation
import SentinelModels

extension IntegrationDescriptor {
    /// `url: "csv:///folder"` in a configuration: three slashes for a relative path, four for an absolute one.
    static let csv = IntegrationDescriptor(
        type: "csv", urlSchemes: ["csv"],
        summary: "A folder of CSV files, each a table: `csv:///relative/folder` or `csv:////absolute/folder`.",
        options: [
            OptionDescriptor(
                "delimiter", .word([",", ";", "|"]), "What stands between the cells of a line.", default: ",")
        ],
        factory: .source { options, context throws(SentinelError) in
            guard let reference = options.secret("url") else {
                throw SentinelError(.configuration, "the source '\(context.name)' has no url")
            }
            let url = try context.secrets.resolve(reference).reveal()
            guard let folder = folder(of: url) else { throw SentinelError(.configuration, shape) }
            return CSVSource(folder: folder, delimiter: options.string("delimiter")?.first ?? ",")
        },
        validate: { options, _ in
            guard case .literal(let url)? = options.secret("url"), folder(of: url.reveal()) == nil else { return [] }
            return [Fault(shape, option: "url", hint: "write csv:///folder")]
        })

    private static let shape = "the URL names no folder"

    private static func folder(of url: String) -> String? {
        guard url.hasPrefix("csv:///") else { return nil }
        let path = url.dropFirst("csv:///".count)
        return path.isEmpty ? nil : String(path)
    }
}
