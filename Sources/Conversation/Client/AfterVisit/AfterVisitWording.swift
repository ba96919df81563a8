import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// What clients are asked after a visit, and what the staff hears of it.
struct AfterVisitWording {
  let wording: Wording

  private var voice: Voice { wording.voice }

  /// “★★★★☆”.
  static func stars(_ count: Int) -> String {
    let count = min(max(count, 0), 5)
    return String(repeating: "★", count: count) + String(repeating: "☆", count: 5 - count)
  }

  /// The average of many, to a tenth: “4.7”.
  static func average(_ sum: ReviewSum, _ voice: Voice) -> String {
    let tenths = Int(((sum.average ?? 0) * 10).rounded())
    return voice.text(
      "review.average", ["whole": .number(tenths / 10), "tenth": .number(tenths % 10)])
  }

  func starRow(_ id: ID<Visit>, chosen: Int? = nil) -> [InlineButton] {
    (1...5).map {
      .tap(($0 == chosen ? "• " : "") + "\($0) ★", .afterVisit(.rate(id, $0)))
    }
  }

  /// “How was it?” with the stars to tap.
  func question(_ visit: Visit, _ reader: Person) -> Screen {
    Screen(
      lines([wording.own(.rating, visit, reader), HTML(""), facts(visit)]), [starRow(visit.id)])
  }

  /// “Haircut with Oliver, Friday, 20 March”.
  private func facts(_ visit: Visit) -> HTML {
    let date = wording.zone(of: visit).local(visit.starts).date
    return voice.phrase(
      "review.visit",
      [
        "service": .text(wording.serviceName(of: visit)),
        "specialist": .text(wording.specialistName(of: visit)),
        "date": .text(voice.date(date, .full)),
      ])
  }

  /// A notice about the time after a visit; nil when it is not worth sending any more.
  func screen(_ notice: Notice, _ reader: Person, _ tx: Transaction) throws -> Screen? {
    guard let visit = try tx.visit(notice.visit) else { return nil }
    switch notice.kind {
    case .rateVisit:
      guard visit.state == .completed, try tx.review(of: visit.id)?.stars == nil else {
        return nil
      }
      return question(visit, reader)
    case .comeBack:
      guard try tx.wantsNudges(reader.id),
        try tx.upcoming(of: reader.id, now: wording.now, limit: 1).isEmpty
      else { return nil }
      return Screen(
        lines([wording.own(.comeBack, visit, reader), HTML(""), facts(visit)]),
        [
          [.tap(voice.text("button.again"), .again(visit.id), style: .primary)],
          [
            .tap(voice.text("button.anotherTime"), .afterVisit(.notNow)),
            .tap(voice.text("button.noMore"), .afterVisit(.noMore)),
          ],
        ])
    default: return try forStaff(visit, isAddition: notice.text != nil, tx)
    }
  }

  private func forStaff(
    _ visit: Visit, isAddition: Bool, _ tx: Transaction
  ) throws -> Screen? {
    guard let review = try tx.review(of: visit.id), let stars = review.stars else { return nil }
    let isLow = stars <= Review.low
    let staff = StaffWording(wording: wording)
    var screen = Screen(
      lines([
        isAddition
          ? voice.phrase("review.addition")
          : isLow ? voice.phrase("review.low") : voice.phrase("review.new"),
        HTML(Self.stars(stars)), review.words.map { HTML($0).italic() }, HTML(""),
        staff.facts(visit, client: try tx.person(visit.client)),
      ]),
      [
        [
          .tap(
            voice.text("button.writeClient"), .writeClient(visit.id), style: isLow ? .primary : nil)
        ],
        [.tap(voice.text("button.openBooking"), .agenda(.booking(visit.id)))],
      ])
    screen.isSilent = isAddition || !isLow
    return screen
  }
}
