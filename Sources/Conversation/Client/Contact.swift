import Booking
import Foundation
import FrontDesk
import Phrasebook
import Store
import Telegram

/// A client writes to the business outside of any booking.
extension Turn {
  static let subjectLimit = 100
  static let messageLimit = 2_000

  func askSubject() throws {
    if let refusal = try desk.contactRefusal(of: person) { return try refuseContact(refusal) }
    wait(for: .invite(.subject))
    try show(
      Screen(
        voice.phrase("contact.askSubject", ["business": .text(try desk.business().name)]),
        [homeRow]))
  }

  func takeSubject(_ text: String) throws {
    guard let subject = Typed.line(text, limit: Self.subjectLimit) else {
      return try send(
        Screen(
          voice.phrase("contact.badSubject", ["count": .number(Self.subjectLimit)]), [homeRow]))
    }
    wait(for: .invite(.text(subject: subject)))
    try send(
      Screen(
        voice.phrase("contact.askText", ["subject": .text(subject)]),
        [[button("button.back", .invite(.contact))]]))
  }

  func takeMessage(_ text: String, subject: String) throws {
    guard let words = Typed.words(text, limit: Self.messageLimit) else {
      return try send(badMessage(back: .invite(.contact)))
    }
    switch try desk.leaveMessage(subject: subject, text: words, by: person) {
    case .sent:
      wait(for: .home)
      try send(Screen(voice.phrase("contact.sent"), [homeRow]))
    case let refusal: try refuseContact(refusal)
    }
  }

  // MARK: The thread goes on

  func askFollowUp(_ id: ID<ContactMessage>) throws {
    guard let message = try desk.tx.contactMessage(id), message.author == person.id else {
      return try refuseContact(.gone)
    }
    if person.isBlocked { return try refuseContact(.blocked) }
    wait(for: .invite(.followUp(id)))
    // The answer stays on the screen above.
    try send(
      Screen(
        voice.phrase("contact.askText", ["subject": .text(message.subject)]), [homeRow]))
  }

  func takeFollowUp(_ text: String, _ id: ID<ContactMessage>) throws {
    guard let words = Typed.words(text, limit: Self.messageLimit) else {
      return try send(badMessage(back: .home))
    }
    switch try desk.writeAgain(words, in: id, by: person) {
    case .sent:
      wait(for: .home)
      try send(Screen(voice.phrase("contact.sent"), [homeRow]))
    case let refusal: try refuseContact(refusal)
    }
  }

  func badMessage(back: Tap) -> Screen {
    Screen(
      voice.phrase("contact.badText", ["count": .number(Self.messageLimit)]),
      [[button("button.back", back)]])
  }

  private func refuseContact(_ outcome: ContactOutcome) throws {
    wait(for: .home)
    switch outcome {
    case .blocked: try refuse(.blocked)
    case .tooMany: try show(Screen(voice.phrase("contact.tooMany"), [homeRow]))
    case .gone, .sent: try show(Screen(voice.phrase("contact.gone"), [homeRow]))
    }
  }
}

extension Typed {
  /// Words of one or more lines, 1 to `limit`, with something in them to be seen.
  static func words(_ text: String, limit: Int) -> String? {
    let words = text.trimmed
    guard !isLonger(words, than: limit) else { return nil }
    let isVisible = words.unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned:
        false
      default: true
      }
    }
    // A zero would end the text for SQLite's own functions.
    return isVisible ? words.replacingOccurrences(of: "\0", with: "") : nil
  }
}
