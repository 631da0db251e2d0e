import Foundation
import SentinelModels
import SentinelTesting
import TestTools
import Testing

@testable import SentinelNotify

/// Slack's own Python library judges the blocks.
@Suite(.enabled(if: PythonTools.has("slack_sdk.models.blocks"), "the Python package slack_sdk is missing"))
struct SlackSDKTests {
    @Test func blocksAreValid() throws {
        let folder = try TemporaryFolder()
        let long = String(repeating: "<&é> ", count: 2000)
        let contents = [
            NotifyScene.content(), NotifyScene.content(long) { $0.description = long },
            NotifyScene.content(event: .resolved, status: "OK") { $0.context = [ContextValue("k", .text(long))] },
        ]
        let payloads = contents.map { SlackPayload().json(NotifyScene.message($0), title: nil, text: nil) }
        try Data(JSONValue.array(payloads).encodedBytes()).write(to: URL(fileURLWithPath: folder.file("payloads.json")))
        let program = """
            import json
            from slack_sdk.models.blocks import Block
            for payload in json.load(open("payloads.json")):
                for block in Block.parse_all(payload["blocks"]):
                    block.validate_json()
            """
        #expect(ScriptServer.run(PythonTools.interpreter, ["-c", program], in: URL(fileURLWithPath: folder.path)))
    }
}
