/// A button in place of the letter keyboard (Bot API `KeyboardButton`).
package enum ReplyButton: Sendable, Hashable {
  /// Sends its own text.
  case text(String)
  /// Sends the user's contact; private chats only.
  case contact(String)
  /// Sends the user's position; private chats only.
  case location(String)

  package var text: String {
    switch self {
    case .text(let text), .contact(let text), .location(let text): text
    }
  }
}

/// Buttons in place of the letter keyboard (Bot API `ReplyKeyboardMarkup`).
package struct ReplyKeyboard: Sendable, Hashable {
  package var rows: [[ReplyButton]]
  /// Hidden after the first use.
  package var oneTime: Bool
  /// As high as its buttons need.
  package var resize: Bool
  /// Shown in the input field; 1–64 characters.
  package var placeholder: String?

  package init(
    rows: [[ReplyButton]], oneTime: Bool = false, resize: Bool = true, placeholder: String? = nil
  ) {
    self.rows = rows
    self.oneTime = oneTime
    self.resize = resize
    self.placeholder = placeholder
  }
}

/// What a message does to the buttons.
package enum ReplyMarkup: Sendable, Hashable {
  case inline(InlineKeyboard)
  case keyboard(ReplyKeyboard)
  case removeKeyboard
  case forceReply(placeholder: String?)
}

extension ReplyMarkup {
  func write(to writer: inout JSONWriter) {
    switch self {
    case .inline(let keyboard): keyboard.write(to: &writer)
    case .keyboard(let keyboard): keyboard.write(to: &writer)
    case .removeKeyboard: writer.member("remove_keyboard", true)
    case .forceReply(let placeholder):
      writer.member("force_reply", true)
      if let placeholder { writer.member("input_field_placeholder", placeholder) }
    }
  }
}

extension ReplyKeyboard {
  func write(to writer: inout JSONWriter) {
    writer.array("keyboard") { writer in
      for row in rows where !row.isEmpty {
        writer.array { writer in
          for button in row {
            writer.object { writer in
              writer.member("text", button.text)
              switch button {
              case .text: break
              case .contact: writer.member("request_contact", true)
              case .location: writer.member("request_location", true)
              }
            }
          }
        }
      }
    }
    if resize { writer.member("resize_keyboard", true) }
    if oneTime { writer.member("one_time_keyboard", true) }
    if let placeholder { writer.member("input_field_placeholder", placeholder) }
  }
}
