/// One request to the Bot API, ready to be stored and sent.
///
/// `members` is JSON without its braces and without `chat_id` and `message_id`: those are spliced
/// in when it is sent, so that a stored call is never decoded again.
package struct Call: Sendable, Hashable {
  package let method: String
  /// Such as `"text":"hi","parse_mode":"HTML"`.
  package let members: [UInt8]
  package let attachments: [Attachment]
  /// The first limit this call breaks; found once, when it was built.
  package let violation: LimitViolation?

  package init(
    method: String, members: [UInt8] = [], attachments: [Attachment] = [],
    violation: LimitViolation? = nil
  ) {
    self.method = method
    self.members = members
    self.attachments = attachments
    self.violation = violation
  }

  init(
    _ method: String, attachments: [Attachment] = [], violation: LimitViolation? = nil,
    capacity: Int = 256, _ body: (inout JSONWriter) -> Void = { _ in }
  ) {
    var writer = JSONWriter(capacity: capacity)
    body(&writer)
    self.init(
      method: method, members: writer.bytes, attachments: attachments, violation: violation)
  }

  /// The request's JSON with the chat and the message in their places.
  package func json(chat: Int64? = nil, message: Int64? = nil) -> [UInt8] {
    var json: [UInt8] = []
    json.reserveCapacity(members.count + 64)
    json.append(UInt8(ascii: "{"))
    func splice(_ name: StaticString, _ value: Int64) {
      json.append(
        contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
      json.append(decimal: value)
    }
    if let chat { splice("\"chat_id\":", chat) }
    if let message {
      if chat != nil { json.append(UInt8(ascii: ",")) }
      splice("\"message_id\":", message)
    }
    if !members.isEmpty {
      if json.count > 1 { json.append(UInt8(ascii: ",")) }
      json.append(contentsOf: members)
    }
    json.append(UInt8(ascii: "}"))
    return json
  }
}

extension JSONWriter {
  mutating func text(_ name: StaticString, _ html: HTML) {
    member(name, html.source)
    member("parse_mode", "HTML")
  }

  mutating func caption(_ html: HTML?) {
    if let html, !html.isEmpty { text("caption", html) }
  }

  mutating func markup(_ markup: ReplyMarkup?) {
    if let markup { object("reply_markup") { markup.write(to: &$0) } }
  }

  mutating func keyboard(_ keyboard: InlineKeyboard?) {
    if let keyboard { object("reply_markup") { keyboard.write(to: &$0) } }
  }

  /// What all sending methods share.
  mutating func delivery(silent: Bool, replyTo: Int64?) {
    if silent { member("disable_notification", true) }
    if let replyTo {
      object("reply_parameters") {
        $0.member("message_id", replyTo)
        // The answered message may be gone by now; the answer still matters.
        $0.member("allow_sending_without_reply", true)
      }
    }
  }

  mutating func noPreview() {
    object("link_preview_options") { $0.member("is_disabled", true) }
  }
}
