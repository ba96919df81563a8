import FrontDesk
import Phrasebook
import Store
import Telegram

/// Notices that are about a client, or somebody's words, and not about a booking.
struct ClientNotices {
  let wording: Wording
  let tx: Transaction

  private var voice: Voice { wording.voice }

  /// Nil when it is not worth sending any more.
  func screen(_ notice: Notice) throws -> Screen? {
    let subject = ID<Person>(notice.subject)
    switch notice.kind {
    case .guestMatched: return try matched(notice, subject)
    case .clientWords: return try fromClient(notice, subject)
    case .staffWords: return fromStaff(notice, subject)
    default: return nil
    }
  }

  private func matched(_ notice: Notice, _ subject: ID<Person>) throws -> Screen? {
    guard let person = try tx.person(subject) else { return nil }
    let hasPast = try tx.isGuest(ID(Int64(notice.revision)))
    let name = StaffWording(wording: wording).name(of: person)
    return Screen(
      lines([
        voice.phrase(
          "notice.guestMatched",
          ["guest": .text(notice.text ?? ""), "client": .text(name)]),
        person.username.map { voice.phrase("facts.username", ["username": .text($0)]) },
        hasPast ? voice.phrase("notice.guestMatchedPart") : nil,
      ]),
      [[.tap(voice.text("button.client"), .client(.card(subject)), style: .primary)]])
  }

  private func fromClient(_ notice: Notice, _ subject: ID<Person>) throws -> Screen {
    let name = StaffWording(wording: wording).name(of: try tx.person(subject))
    return Screen(
      lines([
        voice.phrase("notice.clientMessage"), HTML(""),
        notice.text.map { HTML($0).italic() }, HTML(""),
        voice.phrase("facts.client", ["client": .text(name)]),
      ]),
      [
        [
          .tap(voice.text("button.reply"), .client(.write(subject)), style: .primary),
          .tap(voice.text("button.client"), .client(.card(subject))),
        ]
      ])
  }

  private func fromStaff(_ notice: Notice, _ subject: ID<Person>) -> Screen {
    let specialist = wording.catalogue.specialists.first { $0.person == subject && $0.isActive }
    let name = specialist?.name ?? wording.catalogue.business?.name ?? ""
    return Screen(
      lines([
        voice.phrase("notice.staffMessage", ["name": .text(name)]), HTML(""),
        notice.text.map { HTML($0) },
      ]),
      [[.tap(voice.text("button.reply"), .client(.reply(subject)), style: .primary)]])
  }
}
