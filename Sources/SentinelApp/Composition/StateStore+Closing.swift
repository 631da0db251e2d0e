import SentinelModels

extension StateStore {
    /// Gives the store to `body` and closes it afterwards, whether that succeeded or not.
    func closing<Value>(after body: (Self) async throws -> Value) async throws -> Value {
        do {
            let value = try await body(self)
            await close()
            return value
        } catch {
            await close()
            throw error
        }
    }
}
