import SentinelApp

await SentinelMain.run()
