import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// What a client does with a booking: moves it, cancels it, adds words, writes to the specialist.
extension Turn {
  func move(_ id: ID<Visit>) throws {
    guard let visit = try own(id) else { return try notFound() }
    if try hasCompany(visit, byStaff: false) {
      return try askScope(id, toMove: true, byStaff: false)
    }
    try moveOne(id)
  }

  func moveOne(_ id: ID<Visit>) throws {
    guard let visit = try own(id) else { return try notFound() }
    guard visit.isOpen, visit.starts > now else { return try tooLate(visit) }
    try showOffer(Wish(service: visit.service, specialist: visit.specialist, moving: visit.id))
  }

  func askCancel(_ id: ID<Visit>) throws {
    guard let visit = try own(id) else { return try notFound() }
    if try hasCompany(visit, byStaff: false) {
      return try askScope(id, toMove: false, byStaff: false)
    }
    try askCancelOne(id)
  }

  func askCancelOne(_ id: ID<Visit>) throws {
    guard let visit = try own(id) else { return try notFound() }
    guard visit.isOpen, visit.starts > now else { return try tooLate(visit) }
    let alone = try desk.mayCancelAlone(visit)
    let wording = try wording
    try show(
      Screen(
        lines([
          voice.phrase("cancel.title"), HTML(""), wording.facts(visit), HTML(""),
          alone
            ? nil
            : voice.phrase(
              "cancel.late", ["count": .number(try desk.business().cancelHours)]),
        ]),
        [
          [button(alone ? "button.cancelYes" : "button.cancelAsk", .cancel(id), style: .danger)],
          [
            button("button.move", visit.series == nil ? .move(id) : .series(.moveOne(id))),
            button("button.keep", .booking(id)),
          ],
        ]))
  }

  func cancel(_ id: ID<Visit>) throws {
    switch try desk.cancel(id, by: person) {
    case .cancelled(let visit):
      try show(card(visit, title: "cancelled.title"))
    case .asked(let visit):
      try show(card(visit, title: "cancel.asked"))
    case .over(let visit): try tooLate(visit)
    case .notYours: try notFound()
    }
  }

  /// The booking is not what the button took it for.
  func tooLate(_ visit: Visit) throws {
    wait(for: .home)
    try remark("booking.changed")
    try show(card(visit))
  }

  func askComment(_ id: ID<Visit>) throws {
    guard let visit = try desk.tx.visit(id), visit.client == person.id else {
      return try notFound()
    }
    wait(for: visit.state == .held ? .confirming(hold: id) : .askingComment(visit: id))
    try show(
      Screen(
        voice.phrase("comment.ask"), [[button("button.back", .booking(id))]]))
  }

  func askWordsForStaff(_ id: ID<Visit>) throws {
    guard let visit = try own(id) else { return try notFound() }
    wait(for: .writingToStaff(visit: id))
    try show(
      Screen(
        voice.phrase(
          "write.ask", ["specialist": .text(try wording.specialistName(of: visit))]),
        [[button("button.back", .booking(id))]]))
  }

  func writeToStaff(_ text: String, _ id: ID<Visit>) throws {
    guard !Typed.isLonger(text, than: 2_000) else {
      return try send(
        Screen(
          voice.phrase("write.tooLong", ["count": .number(2_000)]),
          [[button("button.back", .booking(id))]]))
    }
    wait(for: .home)
    switch try desk.writeToStaff(text, about: id, by: person) {
    case .sent:
      try send(
        Screen(
          voice.phrase("write.sent"), [[button("button.bookings", .bookings)], homeRow]))
    case .notAllowed: try notFound()
    }
  }
}
