import SentinelModels
import SentinelTransport

extension IntegrationContext {
    /// The client that all notifiers of the process share.
    func transport() throws(SentinelError) -> TransportClient {
        guard let client = shared(TransportClient.self) else {
            throw SentinelError(.internalFault, "the receiver '\(name)' was made without a transport client")
        }
        return client
    }

    /// The secret's text, at the time of use.
    func reveal(_ reference: SecretReference) throws(SentinelError) -> String {
        try secrets.resolve(reference).reveal()
    }
}

extension SentinelError {
    /// A fault of a receiver's options that only shows at delivery.
    static func receiver(_ name: String, _ fault: String) -> SentinelError {
        SentinelError(.configuration, "the receiver '\(name)': \(fault)", isRetryable: false)
    }
}
