import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// What a message says that was sent before and has to follow what it is about: how that stands
/// now, with the buttons that still make sense.
struct FollowedWording {
  let wording: Wording
  let tx: Transaction

  private var voice: Voice { wording.voice }
  private var now: Instant { wording.now }

  /// Whether the message still shows what the notice is about: people go on in a message that they
  /// tapped, and must not lose what they see there now.
  func mayEdit(_ row: OutboxRow, _ notice: Notice) throws -> Bool {
    guard let chat = try row.chat.flatMap({ try tx.chat($0) }) else { return row.message != nil }
    guard let message = row.message else {
      return chat.screen == row.screen && chat.shows == notice.followed
    }
    guard chat.message == message else { return true }
    if chat.shows == notice.followed { return true }
    // They are asked there why they decline, say, and somebody else has answered.
    return chat.state.flatMap { StoredState.decode($0) }
      == .askingDeclineReason(visit: notice.visit)
  }

  /// Nil when there is nothing to say any more.
  func screen(_ notice: Notice, _ reader: Person) throws -> Screen? {
    if notice.kind == .waitingOffer {
      return try WaitingWording(wording: wording).screen(notice, reader, in: tx, isEdit: true)
    }
    if notice.kind == .invitationChanged {
      return try InvitationNotices(wording: wording, tx: tx).followed(notice, reader)
    }
    if notice.kind == .uploadProgress {
      return try UploadWording(wording: wording, tx: tx).screen(notice)
    }
    guard let visit = try tx.visit(notice.visit) else { return nil }
    switch notice.kind {
    case .requested: return try forStaff(visit, request(visit))
    case .cancelAsked: return try forStaff(visit, cancellation(visit))
    case .seriesRequested: return try SeriesNotices(wording: wording, tx: tx).screen(notice)
    case .moveOffered: return try moveOffer(notice, visit, reader)
    case .holdLapsed: return try lapsed(visit, reader)
    case .requestSent: return answered(visit, reader)
    default: return nil
    }
  }

  // MARK: To the staff

  private func forStaff(_ visit: Visit, _ title: HTML) throws -> Screen {
    let staff = StaffWording(wording: wording)
    let client = try tx.person(visit.client)
    return Screen(
      lines([
        title, HTML(""), staff.facts(visit, client: client),
        visit.reason.map { voice.phrase("facts.reason", ["reason": .text($0)]) },
      ]), staff.buttons(visit, client: client, now: now))
  }

  private func request(_ visit: Visit) -> HTML {
    switch visit.state {
    case .requested: voice.phrase("notice.requested")
    case .confirmed, .completed, .noShow, .held: voice.phrase("follow.approved")
    case .declined: voice.phrase("follow.declined")
    case .expired: voice.phrase("notice.requestUnanswered")
    case .cancelled:
      visit.cancelledBy == BookingEvent.Party.client.rawValue
        ? voice.phrase("follow.withdrawn") : voice.phrase("cancelled.title")
    }
  }

  private func cancellation(_ visit: Visit) -> HTML {
    if visit.isOpen {
      return visit.cancelAsked == nil
        ? voice.phrase("follow.stays") : voice.phrase("notice.cancelAsked")
    }
    return visit.state == .cancelled
      ? voice.phrase("cancelled.title")
      : voice.phrase("booking.standing", ["state": .text(wording.standing(visit))])
  }

  // MARK: To the client

  private func moveOffer(_ notice: Notice, _ visit: Visit, _ reader: Person) throws -> Screen? {
    if let open = try MoveOfferWording(wording: wording).notice(notice, visit, reader, in: tx) {
      return open
    }
    let isOpen = visit.isOpen && visit.starts > now
    return Screen(
      lines([
        visit.state == .cancelled
          ? voice.phrase("cancelled.title") : voice.phrase("follow.moveSettled"),
        HTML(""), wording.facts(visit, viewer: reader.zone),
      ]),
      [
        [
          isOpen
            ? .tap(voice.text("button.openBooking"), .booking(visit.id))
            : .tap(voice.text("button.again"), .again(visit.id), style: .primary)
        ]
      ])
  }

  /// The answer to a request, on the screen that said that it waits for one. The news itself comes
  /// as a message of its own.
  private func answered(_ visit: Visit, _ reader: Person) -> Screen? {
    let title: HTML
    switch visit.state {
    case .requested, .held: return nil
    case .confirmed, .completed, .noShow: title = voice.phrase("notice.approved")
    case .declined: title = voice.phrase("notice.declined")
    case .expired: title = voice.phrase("notice.requestExpired")
    case .cancelled: title = voice.phrase("cancelled.title")
    }
    return Screen(
      lines([title, HTML(""), wording.facts(visit, viewer: reader.zone)]),
      [
        [
          .tap(voice.text("button.bookings"), .bookings),
          .tap(voice.text("button.home"), .home),
        ]
      ])
  }

  /// The time is not kept any longer; one tap tries to have it all the same.
  private func lapsed(_ hold: Visit, _ reader: Person) throws -> Screen {
    let desk = FrontDesk(reading: tx, now: now)
    let wish = Wish(service: hold.service, specialist: hold.specialist, moving: hold.moves)
    var rows: [[InlineButton]] = []
    let words: HTML
    if try desk.isFreeAgain(hold) {
      words = voice.phrase("follow.stillFree")
      let key: Key = hold.moves == nil ? "button.bookAfterAll" : "button.moveHere"
      rows.append([.tap(voice.text(key), .confirm(hold.id), style: .success)])
      rows.append([.tap(voice.text("button.otherTime"), .otherTime(hold.id))])
    } else {
      let openings = try desk.alternatives(for: wish, near: hold.starts)
      words = voice.phrase(openings.isEmpty ? "taken.none" : "follow.takenByNow")
      rows = openings.map {
        [
          .tap(
            wording.short($0.starts, $0.zone), .slot(wish, $0.calendar, $0.starts),
            style: .primary)
        ]
      }
      if let first = openings.first {
        rows.append([
          .tap(voice.text("button.otherDays"), .month(wish, first.day.firstOfMonth))
        ])
      }
    }
    rows.append([
      hold.moves.map { .tap(voice.text("button.keep"), .booking($0)) }
        ?? .tap(voice.text("button.home"), .home)
    ])
    return Screen(
      lines([
        voice.phrase("follow.holdLapsed"), HTML(""), wording.facts(hold, viewer: reader.zone),
        HTML(""), words,
      ]), rows)
  }
}
