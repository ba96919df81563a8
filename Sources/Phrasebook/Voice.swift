/// Says things in one language. Cheap to copy and to pass about.
///
///     voice.text("bookings.upcoming", ["count": 5])   // “5 записів”
///     voice.html("home.greeting", ["name": .text(name)])
package struct Voice: Sendable {
  let table: Table
  /// The business's own words, by key.
  var own: [String: String]?

  package var language: Language { table.language }
  /// The language's name in itself.
  package var languageName: String { table.name }

  /// What is said where words are missing: never a key, and never nothing, for Telegram refuses
  /// empty messages and buttons.
  static let nothing = "…"

  /// A phrase in plain text, for buttons, alerts and files: its tags are left out.
  package func text(_ key: Key, _ arguments: KeyValuePairs<String, Argument> = [:]) -> String {
    guard let form = table.form(key, count: count(arguments)) else { return Self.nothing }
    return form.plain.filled { name, _ in
      switch argument(name, arguments, key) {
      case .text(let text): text
      case .number(let number): self.number(number)
      case .markup(let html): Markup.stripped(html)
      case nil: ""
      }
    }
  }

  package func callAsFunction(
    _ key: Key, _ arguments: KeyValuePairs<String, Argument> = [:]
  ) -> String {
    text(key, arguments)
  }

  /// A phrase in Telegram's HTML: its own tags are kept, arguments are escaped unless they are
  /// `.markup`.
  package func html(_ key: Key, _ arguments: KeyValuePairs<String, Argument> = [:]) -> String {
    guard let form = table.form(key, count: count(arguments)) else { return Self.nothing }
    return form.markup.filled { name, isQuoted in
      switch argument(name, arguments, key) {
      case .text(let text): Markup.escaped(text, quotes: isQuoted)
      case .number(let number): self.number(number)
      case .markup(let html): html
      case nil: ""
      }
    }
  }

  private func count(_ arguments: KeyValuePairs<String, Argument>) -> Int? {
    for case ("count", .number(let count)) in arguments { return count }
    return nil
  }

  private func argument(
    _ name: String, _ arguments: KeyValuePairs<String, Argument>, _ key: Key
  ) -> Argument? {
    for (given, argument) in arguments where given == name { return argument }
    table.report(key, placeholder: name)
    return nil
  }
}

/// Telegram's HTML, as far as phrases need it.
private enum Markup {
  static func escaped(_ text: String, quotes: Bool) -> String {
    func isSpecial(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"): true
      case UInt8(ascii: "\""): quotes
      default: false
      }
    }
    guard text.utf8.contains(where: isSpecial) else { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"" where quotes: safe += "&quot;"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// Without tags and with its entities resolved.
  static func stripped(_ html: String) -> String {
    var text = ""
    var rest = html[...]
    while let character = rest.first {
      if character == "<", let end = rest.firstIndex(of: ">") {
        rest = rest[end...].dropFirst()
      } else if let (entity, meaning) = entities.first(where: { rest.hasPrefix($0.0) }) {
        text += meaning
        rest = rest.dropFirst(entity.count)
      } else {
        text.append(character)
        rest = rest.dropFirst()
      }
    }
    return text
  }

  private static let entities = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&"),
  ]
}
