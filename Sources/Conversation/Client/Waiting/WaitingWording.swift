import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The waiting list in words: what somebody waits for, and the notices about it.
struct WaitingWording {
  let wording: Wording

  private var voice: Voice { wording.voice }

  func days(_ first: LocalDate, _ last: LocalDate) -> HTML {
    if first == last {
      return voice.phrase("waiting.day", ["date": .text(voice.date(first, .full))])
    }
    return voice.phrase(
      "waiting.days",
      ["first": .text(voice.date(first, .short)), "last": .text(voice.date(last, .short))])
  }

  func part(_ part: PartOfDay?) -> String {
    switch part {
    case .morning: voice.text("waiting.morning")
    case .afternoon: voice.text("waiting.afternoon")
    case .evening: voice.text("waiting.evening")
    case nil: voice.text("button.anyTime")
    }
  }

  func facts(_ entry: WaitingEntry) -> HTML {
    let specialist = entry.specialist.flatMap { wording.catalogue.specialist($0)?.name }
    return lines([
      voice.phrase(
        "facts.service",
        ["service": .text(wording.catalogue.service(entry.service)?.name ?? "")]),
      specialist.map { voice.phrase("facts.specialist", ["specialist": .text($0)]) },
      days(entry.first, entry.last),
      entry.part.map { voice.phrase("waiting.part", ["part": .text(part($0))]) },
    ])
  }

  /// “🔔 20 Mar – 27 Mar · Haircut”.
  func button(_ entry: WaitingEntry) -> String {
    let name = wording.catalogue.service(entry.service)?.name ?? ""
    let first = voice.date(entry.first, .short)
    let days =
      entry.first == entry.last ? first : first + " – " + voice.date(entry.last, .short)
    return "🔔 " + days + " · " + Typed.clipped(name, to: 32)
  }

  // MARK: Notices

  /// Nil when it is not worth saying any more. `isEdit`: of the message that made the offer, when it
  /// is over.
  func screen(
    _ notice: Notice, _ reader: Person, in tx: Transaction, isEdit: Bool
  ) throws -> Screen? {
    if notice.kind == .waitingOffer { return try offer(notice, reader, tx, isEdit: isEdit) }
    guard let entry = try tx.waiting(ID(notice.subject)), !entry.isOpen else { return nil }
    let wish = Wish(service: entry.service, specialist: entry.specialist)
    let isOffered =
      !wording.catalogue.calendars(offering: entry.service, of: entry.specialist).isEmpty
    let title: Key = notice.kind == .waitingOver ? "notice.waitingOver" : "notice.waitingRemoved"
    return Screen(
      lines([voice.phrase(title), HTML(""), facts(entry)]),
      [
        isOffered
          ? [.tap(voice.text("button.freeTimes"), .offer(wish), style: .primary)] : [],
        [.tap(voice.text("button.home"), .home)],
      ].filter { !$0.isEmpty })
  }

  private func offer(
    _ notice: Notice, _ reader: Person, _ tx: Transaction, isEdit: Bool
  ) throws -> Screen? {
    let desk = FrontDesk(reading: tx, now: wording.now)
    guard let (offer, entry, hold) = try desk.waitingOffer(ID(notice.subject)) else { return nil }
    let bookings: [InlineButton] = [.tap(voice.text("button.bookings"), .bookings)]
    let leave: [InlineButton] = [
      .tap(voice.text("button.leaveList"), .waiting(.leave(entry.id)))
    ]
    var rows = entry.isOpen ? [leave, bookings] : [bookings]
    let title: Key
    var words: HTML?
    switch offer.answer {
    case nil:
      guard let until = hold.heldUntil, until > wording.now else { return nil }
      title = "notice.waitingOffer"
      words = voice.phrase(
        "waiting.until",
        ["time": .text(wording.near(until, wording.zone(of: hold)))])
      rows = [
        [
          .tap(voice.text("button.takeIt"), .waiting(.take(offer.id)), style: .success),
          .tap(voice.text("button.noThanks"), .waiting(.refuse(offer.id))),
        ], leave,
      ]
    case .taken:
      title = "waiting.taken"
    case .refused: title = "waiting.refused"
    case .lapsed:
      title = "waiting.lapsed"
      rows.insert(
        [
          .tap(
            voice.text("button.freeTimes"),
            .offer(Wish(service: entry.service, specialist: entry.specialist)))
        ], at: 0)
      words = entry.isOpen ? voice.phrase("waiting.stays") : nil
    case .withdrawn: title = "waiting.withdrawn"
    }
    // What never arrived need not be taken back.
    if offer.answer != nil, !isEdit { return nil }
    return Screen(
      lines([
        title == "notice.waitingOffer"
          ? wording.own(.waitingOffer, hold, reader) : voice.phrase(title),
        HTML(""), wording.facts(hold, viewer: reader.zone),
        words == nil ? nil : HTML(""), words,
      ]), rows)
  }
}
