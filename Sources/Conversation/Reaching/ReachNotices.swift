import Booking
import FrontDesk
import Phone
import Phrasebook
import Store
import Telegram

/// Notices to the staff about who can't be reached, and by what.
struct ReachNotices {
  let wording: Wording
  let tx: Transaction

  private var voice: Voice { wording.voice }

  /// Nil when what it is about is gone.
  func screen(_ notice: Notice, _ reader: Person) throws -> Screen? {
    switch notice.kind {
    case .pleaseCall: return try pleaseCall(notice)
    case .chatLost: return try chatLost(notice)
    case .wordsLost: return try wordsLost(ID(notice.subject))
    case .channelDown: return try down(notice, reader)
    case .channelBack:
      return Screen(
        voice.phrase(notice.text == "sms" ? "reach.smsBack" : "reach.mailBack"))
    default: return nil
    }
  }

  private func pleaseCall(_ notice: Notice) throws -> Screen? {
    guard let visit = try tx.visit(notice.visit), let client = try tx.person(visit.client),
      !client.name.isEmpty
    else { return nil }
    return Screen(
      lines([
        voice.phrase("reach.pleaseCall", ["client": .text(client.name)]), topic(notice.text),
        kind(notice.text)?.isAboutSeries == true ? voice.phrase("reach.aboutSeries") : nil,
        HTML(""), StaffWording(wording: wording).facts(visit, client: client),
        visit.reason.map { voice.phrase("facts.reason", ["reason": .text($0)]) },
      ]), rows(visit))
  }

  private func kind(_ name: String?) -> Notice.Kind? {
    name.flatMap(Notice.Kind.init(rawValue:))
  }

  /// What the client does not know.
  private func topic(_ name: String?) -> HTML {
    switch kind(name) {
    case .cancelledByStaff, .cancelAgreed, .seriesCancelledByStaff:
      voice.phrase("reach.aboutCancelled")
    case .movedByStaff, .seriesMovedByStaff: voice.phrase("reach.aboutMoved")
    case .approved, .seriesApproved: voice.phrase("reach.aboutApproved")
    case .declined, .requestExpired, .seriesDeclined, .seriesExpired:
      voice.phrase("reach.aboutDeclined")
    case .cancelRefused: voice.phrase("reach.aboutKept")
    case .staffMessage: voice.phrase("reach.aboutMessage")
    case .moveOffered: voice.phrase("reach.aboutOtherTime")
    default: voice.phrase("reach.aboutVisit")
    }
  }

  private func chatLost(_ notice: Notice) throws -> Screen? {
    guard let visit = try tx.visit(notice.visit), let client = try tx.person(visit.client),
      !client.name.isEmpty
    else { return nil }
    let way: HTML =
      switch notice.text {
      case "letter": voice.phrase("reach.nowByMail")
      case "sms": voice.phrase("reach.nowBySMS")
      default: voice.phrase("reach.nowByNothing")
      }
    return Screen(
      lines([
        voice.phrase("reach.chatLost", ["client": .text(client.name)]), way, HTML(""),
        StaffWording(wording: wording).facts(visit, client: client),
      ]), rows(visit))
  }

  private func wordsLost(_ id: ID<Person>) throws -> Screen? {
    guard let client = try tx.person(id), !client.name.isEmpty else { return nil }
    return Screen(
      lines([
        voice.phrase("reach.wordsLost", ["client": .text(client.name)]),
        client.phone.map {
          voice.phrase(
            "facts.phone",
            ["phone": .text(PhoneNumber.parse($0, region: "")?.international ?? $0)])
        },
      ]), [[.tap(voice.text("button.client"), .client(.card(id)), style: .primary)]])
  }

  private func down(_ notice: Notice, _ reader: Person) throws -> Screen? {
    let isSMS = notice.text == "sms"
    let waiting = try tx.countWaiting(isSMS ? .sms : .letter)
    guard let since = notice.moment, waiting > 0 else { return nil }
    let zone = reader.zone ?? wording.catalogue.business?.zone ?? .utc
    return Screen(
      lines([
        voice.phrase(
          isSMS ? "reach.smsDown" : "reach.mailDown",
          ["time": .text(wording.moment(since, zone))]),
        voice.phrase("reach.waiting", ["count": .number(waiting)]),
        voice.phrase(isSMS ? "reach.smsHint" : "reach.mailHint"),
      ]))
  }

  private func rows(_ visit: Visit) -> [[InlineButton]] {
    [
      [
        .tap(
          voice.text("button.openBooking"), .agenda(.booking(visit.id)), style: .primary),
        .tap(voice.text("button.client"), .clientCard(visit.id)),
      ]
    ]
  }
}
