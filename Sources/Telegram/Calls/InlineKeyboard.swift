/// The colour of a button (Bot API 9.4, `style`).
package enum ButtonStyle: String, Sendable, Hashable {
  case primary
  case success
  case danger
}

/// A button under a message (Bot API `InlineKeyboardButton`).
package struct InlineButton: Sendable, Hashable {
  package enum Action: Sendable, Hashable {
    /// Comes back as a `CallbackQuery`; 1–64 bytes.
    case callback(String)
    case url(String)
    /// Puts 1–256 characters into the clipboard.
    case copyText(String)
    /// Lets the user pick a chat and puts the bot's name and this query there.
    case switchInline(String)
    /// The same in this chat.
    case switchInlineHere(String)
    /// Only as the first button under an invoice.
    case pay
  }

  package let text: String
  package let action: Action
  package let style: ButtonStyle?

  package init(text: String, action: Action, style: ButtonStyle? = nil) {
    self.text = text
    self.action = action
    self.style = style
  }

  package static func callback(
    _ text: String, data: String, style: ButtonStyle? = nil
  ) -> InlineButton {
    InlineButton(text: text, action: .callback(data), style: style)
  }

  package static func url(_ text: String, to url: String, style: ButtonStyle? = nil) -> InlineButton
  {
    InlineButton(text: text, action: .url(url), style: style)
  }

  package static func copy(_ text: String, value: String) -> InlineButton {
    InlineButton(text: text, action: .copyText(value))
  }

  package static func switchInline(_ text: String, query: String = "") -> InlineButton {
    InlineButton(text: text, action: .switchInline(query))
  }

  package static func pay(_ text: String) -> InlineButton {
    InlineButton(text: text, action: .pay, style: nil)
  }
}

/// Buttons under a message (Bot API `InlineKeyboardMarkup`).
package struct InlineKeyboard: Sendable, Hashable {
  package var rows: [[InlineButton]]

  package init(_ rows: [[InlineButton]] = []) { self.rows = rows }
  package init(rows: [[InlineButton]]) { self.rows = rows }

  /// Empty rows are left out: the server refuses them.
  package mutating func row(_ buttons: InlineButton...) {
    if !buttons.isEmpty { rows.append(buttons) }
  }

  package mutating func row(_ buttons: [InlineButton]) {
    if !buttons.isEmpty { rows.append(buttons) }
  }

  package var isEmpty: Bool { rows.allSatisfy(\.isEmpty) }
}

extension InlineKeyboard {
  func write(to writer: inout JSONWriter) {
    writer.array("inline_keyboard") { writer in
      for row in rows where !row.isEmpty {
        writer.array { writer in
          for button in row { writer.object { button.write(to: &$0) } }
        }
      }
    }
  }
}

extension InlineButton {
  func write(to writer: inout JSONWriter) {
    writer.member("text", text)
    if let style { writer.member("style", style.rawValue) }
    switch action {
    case .callback(let data): writer.member("callback_data", data)
    case .url(let url): writer.member("url", url)
    case .copyText(let value): writer.object("copy_text") { $0.member("text", value) }
    case .switchInline(let query): writer.member("switch_inline_query", query)
    case .switchInlineHere(let query): writer.member("switch_inline_query_current_chat", query)
    case .pay: writer.member("pay", true)
    }
  }
}
