/// The name of a phrase in the language files, such as `"button.back"`.
///
/// Keys are written as literals after `text(`, `html(`, `phrase(` or `Key(`, so that a test can
/// find each of them in the sources and in `Locales/en.json`.
package struct Key: Hashable, Sendable, ExpressibleByStringLiteral {
  package let name: String

  package init(_ name: String) { self.name = name }
  package init(stringLiteral name: String) { self.name = name }
}

/// What takes the place of a `{placeholder}`.
package enum Argument: Hashable, Sendable {
  /// Words of people or of the books; escaped where the phrase is markup.
  case text(String)
  /// A number, written the way of the language; the one named `count` chooses the plural form.
  case number(Int)
  /// Trusted HTML, kept as it is in markup and stripped of its tags in plain text.
  case markup(String)
}

extension Argument: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral {
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .number(value) }
}
