import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The staff's day: every tap, command and answer that belongs to it.
extension Turn {
  func follow(_ tap: AgendaTap) throws {
    switch tap {
    case .day(let day): try showAgendaDay(day)
    case .week(let day): try showAgendaWeek(day)
    case .dayOf(let day, let book, let cancelled, let page):
      try showAgendaDay(day, book, cancelled: cancelled, page: page)
    case .weekOf(let day, let book): try showAgendaWeek(day, book)
    case .month(let day, let book): try showAgendaMonth(day, book)
    case .books(let day, let page): try showBooks(day, page: page)
    case .completePast(let day, let book): try completePast(day, book)
    case .booking(let id): try showStaffBooking(id)
    case .arrived(let id, let hasArrived):
      try reportAct(
        desk.setArrived(hasArrived, id, by: person),
        hasArrived ? "agenda.done.arrived" : "agenda.done.notArrived")
    case .complete(let id):
      try reportAct(desk.complete(id, by: person), "agenda.done.completed")
    case .noShow(let id): try reportAct(desk.markNoShow(id, by: person), "agenda.done.noShow")
    case .reopen(let id): try reportAct(desk.reopen(id, by: person), "agenda.done.reopened")
    case .askCancel(let id): try askCancelReason(id)
    case .cancelSilently(let id): try cancelByStaff(id, reason: nil)
    case .find(let page): try showFound(BookingFilter(), page: page)
    case .found(let filter, let page): try showFound(filter, page: page)
    case .choose(let part, let filter, let page): try chooseFilter(part, filter, page: page)
    case .export: try showExport(BookingFilter(period: .month))
    case .exporting(let filter): try showExport(filter)
    case .file(let form, let filter): try export(filter, as: form)
    }
  }

  func obeyAgenda(_ command: BotCommand) throws -> Bool {
    guard ["agenda", "find", "export"].contains(command.name), try desk.isStaff(person) else {
      return false
    }
    switch command.name {
    case "agenda": try openAgenda(command.argument)
    case "find":
      command.argument.isEmpty
        ? try showFound(BookingFilter(), page: 0)
        : try find(command.argument, BookingFilter(period: .all))
    default: try showExport(BookingFilter(period: .month))
    }
    return true
  }

  /// `/agenda`, `/agenda 24.12`, `/agenda friday`.
  private func openAgenda(_ words: String) throws {
    guard let open = try desk.open(.usual, for: person) else { return try notAllowed() }
    let today = open.zone.local(now).date
    if words.isEmpty { return try showAgendaDay(today) }
    switch DateWords(phrasebook: phrasebook, voice: voice, today: today).read(words) {
    case .day(let day): try showAgendaDay(day)
    case .days(let first, let last):
      first.adding(days: 7) > last
        ? try showAgendaWeek(first, .usual) : try showAgendaMonth(first, .usual)
    case nil:
      try send(.sendMessage(voice.phrase("agenda.badDate")))
      try showAgendaDay(today)
    }
  }

  func answer(_ message: Message, _ question: AgendaQuestion) throws {
    switch question {
    case .cancelReason(let id):
      guard let text = message.text else { return try answerOddity() }
      try cancelByStaff(id, reason: text)
    case .find(let filter, _):
      if let phone = message.contact?.phoneNumber { return try find(phone, filter) }
      guard let text = message.text else { return try answerOddity() }
      try find(text, filter)
    }
  }
}
