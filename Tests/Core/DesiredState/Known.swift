import Model
import Testing

/// An identity that the test knows to be well-formed.
func known<Value: Identity>(_ text: String) throws -> Value {
    let value = Value(text)
    return try #require(value)
}
