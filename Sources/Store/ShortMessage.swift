/// A short message to a phone, as it goes to the gateway.
package struct ShortMessage: Sendable, Hashable {
  /// E.164.
  package var to: String
  package var text: String

  package init(to: String, text: String) {
    self.to = to
    self.text = text
  }
}
