#if SQLite
    import Foundation
    import SentinelModels
    import SentinelTesting

    /// The demo shop from end to end: real alerts, a real database, and servers on this machine that receive the
    /// messages. Everything lies in a folder that is removed at the end.
    struct ShopDemo {
        let program: String
        let folder: String

        func run() async throws {
            let scratch = try TemporaryFolder()
            let chat = try HTTPSink([.status(200, body: "ok")])
            let pager = try HTTPSink()
            let mail = try SMTPSink()
            defer {
                chat.stop()
                pager.stop()
                mail.stop()
            }
            let inbox = DemoInbox(chat: chat, pager: pager, mail: mail)
            let shop = DemoDatabase(path: scratch.file("shop.db"))
            let command = DemoCommand(
                program: program, folder: scratch.path,
                variables: [
                    "SHOP_DB": "shop.db", "SLACK_WEBHOOK_URL": chat.url("/slack"), "PAGER_URL": pager.url("/pager"),
                    "SMTP_HOST": "127.0.0.1", "SMTP_PORT": "\(mail.port)", "SMTP_USE_TLS": "false",
                    "SMTP_FROM_ADDRESS": "sentinel@teashop.example", "STATE_DB_URL": "sqlite:///state.db",
                ])
            try FileManager.default.copyItem(atPath: folder + "/sentinel.yaml", toPath: scratch.file("sentinel.yaml"))

            DemoText.headline("1. A day in the shop: three things have gone wrong")
            try shop.execute(scriptAt: folder + "/schema.sql")
            try command.run("validate")
            try command.run("run")
            DemoText.headline("2. What the people were told")
            inbox.showNew()

            DemoText.headline("3. Nothing changes: a second run tells nobody again")
            try command.run("run")
            inbox.showNew()

            DemoText.headline("4. The certificate is renewed, the shelves are filled")
            try shop.execute(scriptAt: folder + "/repair.sql")
            try command.run("run")
            inbox.showNew()

            DemoText.headline("5. The state afterwards")
            try command.run("status")
            print("\nThat was \(inbox.count) messages to servers on this machine. Nothing is left behind.")
            print("The configuration: Examples/configs/shop/sentinel.yaml")
        }
    }
#endif
