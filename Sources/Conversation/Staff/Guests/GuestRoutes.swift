import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Where the taps, commands and answers of booking for somebody lead.
extension Turn {
  func follow(_ tap: GuestTap) throws {
    guard try desk.isStaff(person) else { return try notAllowed() }
    switch tap {
    case .new:
      if case .guest(.who) = state {
      } else if case .guest(let question) = state, question.holdsWords {
        try toast(voice.text("guest.dropped"))
      }
      try askWho()
    case .newGuest:
      guard case .guest(.who(let guest)) = state else { return try askWho() }
      try goOn(with: guest)
    case .skip:
      guard case .guest(.detail(let guest, let asked)) = state else { return try askWho() }
      try goOn(with: guest, after: asked)
    case .enough:
      guard case .guest(.detail(let guest, _)) = state else { return try askWho() }
      try settle(guest)
    case .same(let id): try recognise(id)
    case .anew:
      guard case .guest(.same(let guest)) = state else { return try askWho() }
      try settle(guest, anew: true)
    case .book(let id): try showServices(for: id, page: 0)
    case .services(let id, let page): try showServices(for: id, page: page)
    case .moveBooking(let id): try moveByStaff(id)
    case .times(let errand): try showTimes(errand)
    case .specialists(let errand): try showSpecialists(errand)
    case .month(let errand, let month): try showMonth(errand, month)
    case .day(let errand, let day, let page): try showDay(errand, day, page: page)
    case .otherTime(let errand, let day): try askTime(errand, day)
    case .slot(let errand, let calendar, let starts):
      try preview(plan(for: errand), calendar, starts)
    case .place(let errand, let calendar, let starts, let revision, let agreed):
      try place(plan(for: errand), calendar, starts, revision: revision, agreed: agreed)
    case .review, .price, .usualPrice, .noPrice: try followPrice(tap)
    }
  }

  func obeyGuests(_ command: BotCommand) throws -> Bool {
    guard command.name == "guest", try desk.isStaff(person) else { return false }
    if command.argument.isEmpty {
      try askWho()
    } else {
      try takeWho(command.argument)
    }
    return true
  }

  func answer(_ message: Message, _ question: GuestQuestion) throws {
    guard try desk.isStaff(person) else { return try notAllowed() }
    if let contact = message.contact, try take(contact, question) { return }
    guard let text = message.text else {
      return try send(Screen(voice.phrase(question.wants), [[back(from: question)]]))
    }
    switch question {
    case .who: try takeWho(text)
    case .detail(let guest, let asked): try take(text, asked, of: guest)
    case .same:
      try send(Screen(voice.phrase("guest.sameButtons"), [[back(from: question)]]))
    case .time(let plan, let day): try takeTime(text, plan, day)
    case .preview(let plan, let calendar, let starts): try takeNote(text, plan, calendar, starts)
    case .price(let plan, let calendar, let starts): try takePrice(text, plan, calendar, starts)
    }
  }

  /// The way out of a question, one step back.
  func back(from question: GuestQuestion) -> InlineButton {
    switch question {
    case .who: button("button.back", .home)
    case .detail, .same: button("button.back", .guest(.new))
    case .time(let plan, let day?):
      button("button.back", .guest(.day(plan.errand, day, page: 0)))
    case .time(let plan, nil), .preview(let plan, _, _):
      button("button.back", .guest(.times(plan.errand)))
    case .price: button("button.back", .guest(.review))
    }
  }
}

extension GuestQuestion {
  /// What to say to something that is no answer: a photo, a place, a sticker.
  fileprivate var wants: Key {
    switch self {
    case .who, .detail: "guest.wantsWords"
    case .same: "guest.sameButtons"
    case .time: "guest.wantsTime"
    case .preview: "guest.wantsComment"
    case .price: "guest.wantsPrice"
    }
  }
}
