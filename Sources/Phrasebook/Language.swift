/// A language the bot speaks, by its code: a file's name (`en`, `uk`), or that with a region whose
/// habits differ (`en-US`: 12-hour clock, weeks from Sunday).
package struct Language: Hashable, Sendable, Codable {
  package let code: String

  package init(code: String) { self.code = code }
}

/// A language as it is offered for choice.
package struct LanguageInfo: Hashable, Sendable {
  package let code: String
  /// The language's name in itself: “Українська”.
  package let name: String
}
