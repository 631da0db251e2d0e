#if ODBC || DuckDB
    @testable import SentinelSQL
    import Testing

    @Suite("Libraries that are loaded when they are needed")
    struct SharedLibraryTests {
        #if canImport(Darwin)
            private static let present = "libSystem.B.dylib"
        #else
            private static let present = "libm.so.6"
        #endif

        private typealias Root = @convention(c) (Double) -> Double

        @Test("the first that can be loaded is taken")
        func first() throws {
            let library = try SharedLibrary(firstOf: ["/nowhere/a.so", Self.present, "/nowhere/b.so"])
            #expect(library.name == Self.present)
        }

        @Test("functions are found by their names and do their work")
        func functions() throws {
            let library = try SharedLibrary(firstOf: [Self.present])
            let root: Root = try library.function("sqrt", as: Root.self)
            #expect(root(81) == 9)
            let optional = library.optionalFunction("floor", as: Root.self)
            #expect(optional?(2.5) == 2)
        }

        @Test(
            "a function that is not there is named together with the library",
            arguments: ["no_such_function", "", "sqrt "])
        func missing(_ name: String) throws {
            let library = try SharedLibrary(firstOf: [Self.present])
            #expect(library.optionalFunction(name, as: Root.self) == nil)
            do {
                _ = try library.function(name, as: Root.self)
                Issue.record("found")
            } catch {
                #expect(error.description == "\(Self.present) has no function \(name)")
            }
        }

        @Test(
            "the reasons of all that were tried are told",
            arguments: [
                ["/nowhere/a.so"],
                ["/nowhere/a.so", "/nowhere/b.so"],
                ["libnothing-of-this-name.so"],
                ["/etc/passwd", "/nowhere/c.so"],
            ])
        func reasons(_ names: [String]) {
            do {
                _ = try SharedLibrary(firstOf: names)
                Issue.record("loaded")
            } catch {
                for name in names { #expect(error.description.contains(name)) }
                #expect(error.description.split(separator: "; ").count == names.count)
                #expect("\(error)" == error.description)
            }
        }

        @Test("nothing to try gives no reason")
        func nothing() {
            #expect(throws: SharedLibrary.Failure(description: "")) { try SharedLibrary(firstOf: []) }
        }
    }
#endif
