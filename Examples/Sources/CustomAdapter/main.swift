import SentinelApp

await SentinelMain.run(integrations: .standard + [.csv])
