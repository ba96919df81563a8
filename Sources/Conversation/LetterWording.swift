import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Writes the letters of the outbox when they are sent, each in its reader's language: the secret
/// link in them is never stored.
package struct LetterWording: Sendable {
  let phrasebook: Phrasebook
  private let means: FrontDesk.Means

  package init(phrasebook: Phrasebook, means: FrontDesk.Means) {
    self.phrasebook = phrasebook
    self.means = means
  }

  /// The letter for a row of the outbox; nil when it is not worth sending any more.
  package func write(_ row: OutboxRow, in tx: Transaction, now: Instant) throws -> Letter? {
    let desk = FrontDesk(tx, now: now, means: means, origin: "courier")
    if Notice(row) != nil {
      guard let notice = try NoticeBeside(row, at: desk, phrasebook) else { return nil }
      guard let address = notice.reader.email else { throw NoContact() }
      return try notice.letter(to: address)
    }
    if row.method == FrontDesk.lookupMethod {
      return try lookUpLetter(String(decoding: row.body, as: UTF8.self), at: desk)
    }
    guard row.method == FrontDesk.invitationMethod else { return Letter(encoded: row.body) }
    guard let id = Int64(String(decoding: row.body, as: UTF8.self)),
      let invitation = try tx.invitation(ID(id)), desk.isValid(invitation)
    else { return nil }
    return try letter(for: invitation, at: desk)
  }

  /// The invitation as an e-mail, in plain text and in HTML.
  func letter(for invitation: Invitation, at desk: FrontDesk) throws -> Letter {
    let business = try desk.business()
    let voice = phrasebook.voice(invitation.language, orElse: business.language)
    let wording = Wording(voice: voice, now: desk.now, catalogue: try desk.catalogue())
    let link = try desk.startParameter(of: invitation).map {
      "https://t.me/\(means.botUsername)?start=\($0)"
    }
    let message = try invitation.message.flatMap { try desk.tx.contactMessage($0) }
    let name = business.name.withoutDirections
    let contact = [business.phone, business.email, business.address].compactMap { $0 }
    var letter = LetterBuilder(language: voice.language.code, title: name)
    letter.say(voice("letter.greeting", ["name": .text(invitation.name)]))
    letter.say(voice("letter.intro", ["business": .text(name)]))
    if let words = invitation.words { letter.quote(words) }
    if let link { letter.button(voice("letter.button"), to: link, or: voice("letter.link")) }
    letter.say(
      voice(
        "letter.until",
        ["time": .text(InvitationWording(wording: wording).dated(invitation.expires))]))
    if let message {
      letter.say(voice("letter.yourMessage"))
      letter.quote("\(message.subject)\n\(message.text)")
    }
    letter.remark(voice("letter.unexpected"))
    if !contact.isEmpty {
      letter.remark(
        voice("letter.contact", ["contact": .text(contact.joined(separator: " · "))]))
    }
    letter.remark(name)
    return Letter(
      to: invitation.email, subject: voice("letter.subject", ["business": .text(name)]),
      text: letter.text, html: letter.html)
  }
}

/// A letter in two forms that say the same: plain text, and HTML that mail programs show alike
/// (styles in the elements, no pictures, nothing loaded from anywhere).
///
/// Each paragraph finds its own direction, so that a name in Hebrew does not turn the sentence.
struct LetterBuilder {
  private let language: String
  private let title: String
  private var paragraphs: [String] = []
  private var elements: [String] = []

  init(language: String, title: String) {
    self.language = language
    self.title = title
  }

  var text: String { paragraphs.joined(separator: "\n\n") + "\n" }

  var html: String {
    """
    <!DOCTYPE html>
    <html lang="\(escaped(language))">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escaped(title))</title>
    </head>
    <body style="margin:0;padding:24px 12px;background:#f3f1ec;color:#24211c;\
    font:16px/1.5 Helvetica,Arial,sans-serif">
    <div style="max-width:34em;margin:0 auto;padding:28px;background:#ffffff;border-radius:12px">
    <p dir="auto" style="margin:0 0 20px;font-size:20px;font-weight:bold">\(escaped(title))</p>
    \(elements.joined(separator: "\n"))
    </div>
    </body>
    </html>

    """
  }

  mutating func say(_ words: String) { add(words, style: "margin:0 0 16px") }

  mutating func remark(_ words: String) {
    add(words, style: "margin:0 0 8px;font-size:13px;color:#6b655b")
  }

  /// Somebody's own words.
  mutating func quote(_ words: String) {
    let clean = words.withoutDirections
    paragraphs.append(
      clean.split(separator: "\n", omittingEmptySubsequences: false).map { "> \($0)" }
        .joined(separator: "\n"))
    elements.append(
      """
      <blockquote dir="auto" style="margin:0 0 16px;padding:4px 0 4px 16px;\
      border-left:3px solid #c9a86a">\(broken(clean))</blockquote>
      """)
  }

  mutating func button(_ label: String, to link: String, or words: String) {
    paragraphs.append("\(words)\n\(link)")
    let address = escaped(link)
    elements.append(
      """
      <p style="margin:0 0 16px"><a href="\(address)" style="display:inline-block;\
      padding:12px 22px;background:#2f6f4f;color:#ffffff;border-radius:8px;\
      text-decoration:none;font-weight:bold">\(escaped(label))</a></p>
      <p dir="auto" style="margin:0 0 16px;font-size:13px;color:#6b655b">\(escaped(words))<br>\
      <a href="\(address)" dir="ltr" style="color:#2f6f4f;word-break:break-all">\(address)</a></p>
      """)
  }

  private mutating func add(_ words: String, style: String) {
    let clean = words.withoutDirections
    paragraphs.append(clean)
    elements.append("<p dir=\"auto\" style=\"\(style)\">\(broken(clean))</p>")
  }

  private func escaped(_ text: String) -> String { HTML(text).source }

  private func broken(_ text: String) -> String {
    escaped(text).split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "<br>\n")
  }
}
