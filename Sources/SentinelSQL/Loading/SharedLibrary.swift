#if ODBC || DuckDB
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Android)
        import Android
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// A shared library that is loaded when it is first needed, so that nobody needs it to build or to start.
    ///
    /// It is never unloaded: threads of its own may still run in it.
    package struct SharedLibrary: @unchecked Sendable {
        /// Why a library or a function of it cannot be used.
        package struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
            /// The loader's words.
            package var description: String
        }

        /// The name it was found under.
        package let name: String
        /// Only read; `dlsym` may be called from any thread.
        private let handle: UnsafeMutableRawPointer

        /// Loads the first of `names` that can be loaded: paths, or names that the system's loader looks for.
        package init(firstOf names: [String]) throws(Failure) {
            var reasons: [String] = []
            for name in names {
                if let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) {
                    self.name = name
                    self.handle = handle
                    return
                }
                reasons.append(Self.latestError() ?? "\(name) cannot be loaded")
            }
            throw Failure(description: reasons.joined(separator: "; "))
        }

        /// The function `name`, as `type`, which must be its C type.
        package func function<Function>(_ name: String, as type: Function.Type) throws(Failure) -> Function {
            guard let function = optionalFunction(name, as: type) else {
                throw Failure(description: "\(self.name) has no function \(name)")
            }
            return function
        }

        /// The function `name`, as `type`, which must be its C type; nil if the library has none.
        package func optionalFunction<Function>(_ name: String, as type: Function.Type) -> Function? {
            precondition(MemoryLayout<Function>.size == MemoryLayout<UnsafeMutableRawPointer>.size)
            guard let symbol = dlsym(handle, name) else { return nil }
            return unsafeBitCast(symbol, to: type)
        }

        private static func latestError() -> String? {
            dlerror().map { String(cString: $0) }
        }
    }
#endif
