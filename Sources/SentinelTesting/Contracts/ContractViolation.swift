/// What a contract suite throws when a conformer breaks the contract: which promise, and where it was checked.
public struct ContractViolation: Error, Sendable, CustomStringConvertible {
    /// What was expected and what happened.
    public var description: String

    /// Makes a violation that names the place of the check.
    public init(_ text: String, file: StaticString = #fileID, line: UInt = #line) {
        description = "\(text) (\(file):\(line))"
    }
}

/// Throws a ``ContractViolation`` with the promise unless it holds.
func require(
    _ condition: Bool, _ promise: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) throws {
    guard condition else { throw ContractViolation(promise(), file: file, line: line) }
}

/// Throws a ``ContractViolation`` that shows both values unless they are equal.
func require<Value: Equatable>(
    _ value: Value, equals expected: Value, _ promise: @autoclosure () -> String = "wrong value",
    file: StaticString = #fileID, line: UInt = #line
) throws {
    guard value != expected else { return }
    throw ContractViolation("\(promise()): expected \(expected), got \(value)", file: file, line: line)
}
