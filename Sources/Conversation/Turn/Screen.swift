import Phrasebook
import Telegram

/// What a message shows: words and the buttons under them.
struct Screen {
  var text: HTML
  var rows: [[InlineButton]]
  /// A notice that makes no sound.
  var isSilent = false

  init(_ text: HTML, _ rows: [[InlineButton]] = []) {
    self.text = text
    self.rows = rows
  }

  var keyboard: InlineKeyboard? { rows.isEmpty ? nil : InlineKeyboard(rows: rows) }
}

/// Lines of a screen, joined; nil lines are left out.
func lines(_ parts: [HTML?]) -> HTML {
  var whole = ""
  whole.reserveCapacity(parts.reduce(0) { $0 + ($1?.source.utf8.count ?? 0) + 1 })
  var isFirst = true
  for case let part? in parts {
    if !isFirst { whole += "\n" }
    whole += part.source
    isFirst = false
  }
  return .markup(whole)
}

extension InlineButton {
  static func tap(_ text: String, _ tap: Tap, style: ButtonStyle? = nil) -> InlineButton {
    InlineButton(text: text, action: .callback(tap.data), style: style)
  }

  /// An empty cell of a grid: a blank that counts as a character (U+2800), since a button has to
  /// have a text.
  static let blank = InlineButton.tap("\u{2800}", .nothing)
}

extension Voice {
  /// A phrase with its own markup; arguments are escaped.
  func phrase(_ key: Key, _ arguments: KeyValuePairs<String, Argument> = [:]) -> HTML {
    HTML.markup(html(key, arguments))
  }
}
