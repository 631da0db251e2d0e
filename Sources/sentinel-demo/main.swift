#if SQLite
    import Foundation
    import SentinelModels

    /// What `Scripts/demo` runs after the build. Also makes the databases of the example configurations.
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
        switch (arguments.first, arguments.count) {
        case ("shop", 3):
            try await ShopDemo(program: arguments[1], folder: arguments[2]).run()
        case ("database", 3):
            try DemoDatabase(path: arguments[2]).execute(scriptAt: arguments[1])
        default:
            FileHandle.standardError.write(
                Data(
                    "usage: sentinel-demo database SCRIPT.sql FILE.db\n       sentinel-demo shop SENTINEL FOLDER\n".utf8
                ))
            exit(2)
        }
    } catch {
        FileHandle.standardError.write(Data("sentinel-demo: \(error)\n".utf8))
        exit(1)
    }
#else
    fatalError("the demo needs the trait SQLite")
#endif
