import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Words a notice for its reader, in their language, with the buttons that fit how things stand
/// when it is sent.
package struct NoticeWording: Sendable {
  private let phrasebook: Phrasebook
  /// What links to pages are made of; without it notices have none.
  private let means: FrontDesk.Means?

  package init(phrasebook: Phrasebook, means: FrontDesk.Means? = nil) {
    self.phrasebook = phrasebook
    self.means = means
  }

  private func desk(_ tx: Transaction, _ now: Instant) -> FrontDesk {
    guard let means else { return FrontDesk(reading: tx, now: now) }
    return FrontDesk(tx, now: now, means: means, origin: "reading")
  }

  /// The message for a notice of the outbox; nil when it is not worth sending any more.
  package func word(_ row: OutboxRow, in tx: Transaction, now: Instant) throws -> Call? {
    guard let notice = Notice(row),
      let reader = try row.person.flatMap({ try tx.person($0) }), let chat = reader.telegram
    else { return nil }
    let catalogue = try tx.catalogue()
    if notice.kind == .menu {
      return BotMenu.call(for: reader, in: chat, catalogue: catalogue, phrasebook: phrasebook)
    }
    let voice = phrasebook.voice(
      reader.languageCode, orElse: catalogue.business?.language
    ).speaking(catalogue.ownTexts)
    let wording = Wording(voice: voice, now: now, catalogue: catalogue)
    if notice.kind == .broadcast {
      return try BroadcastWording(wording: wording).call(notice, for: reader, in: tx)
    }
    if row.edits, notice.kind != .broadcastProgress {
      let words = FollowedWording(wording: wording, tx: tx)
      guard try words.mayEdit(row, notice), let screen = try words.screen(notice, reader) else {
        return nil
      }
      return .editMessageText(screen.text, keyboard: screen.keyboard)
    }
    if notice.kind == .copyFile { return try BackupWording(wording: wording).file(notice, in: tx) }
    if notice.kind == .resultsAlbum {
      return try SessionNotices(wording: wording, desk: desk(tx, now)).album(notice, reader)
    }
    guard let screen = try screen(notice, for: reader, wording, in: tx) else { return nil }
    // Where it stands already, it says how things stand by now.
    if row.edits { return .editMessageText(screen.text, keyboard: screen.keyboard) }
    return .sendMessage(
      screen.text, markup: screen.keyboard.map { .inline($0) }, silent: screen.isSilent)
  }

  /// What a notice says to its reader, on whatever way; nil when there is nothing to say any more.
  func screen(
    _ notice: Notice, for reader: Person, _ wording: Wording, in tx: Transaction
  ) throws -> Screen? {
    let screen: Screen?
    switch notice.kind {
    case .copyMade, .copyFile, .copyFailed, .copyTooBig, .restored:
      screen = try BackupWording(wording: wording).screen(notice, in: tx)
    case .waitingOffer, .waitingOver, .waitingRemoved:
      screen = try WaitingWording(wording: wording).screen(notice, reader, in: tx, isEdit: false)
    case .broadcast: screen = nil
    case .broadcastProgress:
      screen = try BroadcastWording(wording: wording).screen(notice, in: tx)
    case .contactMessage, .contactFollowUp, .contactAnswered, .invitationUsed, .invitationExpired,
      .letterDelayed, .letterFailed:
      screen = try InvitationNotices(wording: wording, tx: tx).screen(notice)
    case .teamJoined, .accessChanged, .deactivated, .reactivated, .detached, .madeOwner,
      .ownerNoMore:
      screen = try TeamNotice.screen(notice, wording, tx)
    case .guestMatched, .clientWords, .staffWords:
      screen = try ClientNotices(wording: wording, tx: tx).screen(notice)
    case .morningAgenda, .eveningAgenda:
      screen = try AgendaNotices(wording: wording, tx: tx).screen(notice, reader)
    case .pleaseCall, .chatLost, .wordsLost, .channelDown, .channelBack:
      screen = try ReachNotices(wording: wording, tx: tx).screen(notice, reader)
    case .reviewed, .rateVisit, .comeBack:
      screen = try AfterVisitWording(wording: wording).screen(notice, reader, tx)
    case .sessionClaimed, .picksMade, .resultsReady, .resultsMore, .resultsAlbum:
      screen = try SessionNotices(wording: wording, desk: desk(tx, wording.now))
        .screen(notice, reader)
    case .seriesBooked, .seriesRequested, .seriesMoved, .seriesCancelled, .seriesApproved,
      .seriesDeclined, .seriesExpired, .seriesBookedForYou, .seriesMovedByStaff,
      .seriesCancelledByStaff:
      screen = try SeriesNotices(wording: wording, tx: tx).screen(notice)
    case .uploadProgress, .filesTooBig, .mediaPaused, .mediaResumed:
      screen = try UploadWording(wording: wording, tx: tx).screen(notice)
    default: screen = try aboutVisit(notice, reader, wording, tx)
    }
    return screen
  }

  /// Nil when the booking is gone, or what is said about it no longer matters.
  private func aboutVisit(
    _ notice: Notice, _ reader: Person, _ wording: Wording, _ tx: Transaction
  ) throws -> Screen? {
    guard let visit = try tx.visit(notice.visit) else { return nil }
    switch notice.kind {
    case .approved, .declined, .requestExpired, .cancelAgreed, .cancelRefused, .staffMessage,
      .cancelledByStaff:
      return forClient(notice, visit, reader, wording)
    case .moveOffered:
      return try MoveOfferWording(wording: wording).notice(notice, visit, reader, in: tx)
    case .reminder, .attending, .unconfirmed:
      return try ReminderWording(wording: wording).notice(
        notice, visit, tx.person(visit.client), reader: reader)
    case .bookedForYou, .movedByStaff: return forClient(notice, visit, reader, wording)
    default: return try forStaff(notice, visit, tx.person(visit.client), wording)
    }
  }

  private func forStaff(
    _ notice: Notice, _ visit: Visit, _ client: Person?, _ wording: Wording
  ) -> Screen {
    let voice = wording.voice
    let staff = StaffWording(wording: wording)
    let title =
      switch notice.kind {
      case .requested: voice.phrase("notice.requested")
      case .moved: voice.phrase("notice.moved")
      case .noted: voice.phrase("notice.noted")
      case .cancelledByClient: voice.phrase("notice.cancelledByClient")
      case .cancelAsked: voice.phrase("notice.cancelAsked")
      case .clientErased: voice.phrase("notice.clientErased")
      case .clientMessage: voice.phrase("notice.clientMessage")
      case .cancelledByColleague: voice.phrase("notice.cancelledByColleague")
      case .offerMoved: voice.phrase("notice.offerMoved")
      case .offerCancelled: voice.phrase("notice.offerCancelled")
      case .offerKept: voice.phrase("notice.offerKept")
      case .requestUnanswered: voice.phrase("notice.requestUnanswered")
      default: voice.phrase("notice.booked")
      }
    return Screen(
      lines([
        title, HTML(""), notice.text.map { HTML($0).italic() },
        notice.text == nil ? nil : HTML(""), staff.facts(visit, client: client),
        notice.moment.map {
          voice.phrase(
            "moved.from", ["time": .text(wording.moment($0, wording.zone(of: visit)))])
        },
      ]), staff.buttons(visit, client: client, now: wording.now))
  }

  private func forClient(
    _ notice: Notice, _ visit: Visit, _ reader: Person, _ wording: Wording
  ) -> Screen {
    let voice = wording.voice
    let isOpen = visit.isOpen && visit.starts > wording.now
    let title =
      switch notice.kind {
      case .declined: wording.own(.declined, visit, reader)
      case .requestExpired: voice.phrase("notice.requestExpired")
      case .cancelAgreed: wording.own(.cancelled, visit, reader)
      case .cancelRefused: voice.phrase("notice.cancelRefused")
      case .cancelledByStaff: wording.own(.cancelledByStaff, visit, reader)
      case .bookedForYou: voice.phrase("notice.bookedForYou")
      case .movedByStaff: wording.own(.movedByStaff, visit, reader)
      case .staffMessage:
        voice.phrase(
          "notice.staffMessage", ["name": .text(wording.specialistName(of: visit))])
      default: wording.own(.approved, visit, reader)
      }
    var rows: [[InlineButton]] = []
    if notice.kind == .staffMessage {
      rows.append([.tap(voice.text("button.reply"), .write(visit.id), style: .primary)])
    }
    if notice.kind == .cancelRefused || notice.kind == .cancelledByStaff {
      rows.append([.tap(voice.text("button.write"), .write(visit.id))])
    }
    if isOpen {
      rows.append([.tap(voice.text("button.openBooking"), .booking(visit.id))])
      if notice.kind == .approved {
        rows.append([.tap(voice.text("button.calendarFile"), .calendarFile(visit.id))])
      }
      if notice.kind == .bookedForYou || notice.kind == .movedByStaff {
        rows.append([.tap(voice.text("button.calendarFile"), .calendarFile(visit.id))])
        rows.append([
          .tap(voice.text("button.move"), .move(visit.id)),
          .tap(voice.text("button.cancelBooking"), .askCancel(visit.id), style: .danger),
        ])
      }
    } else if notice.kind != .staffMessage {
      rows.append([.tap(voice.text("button.again"), .again(visit.id), style: .primary)])
    }
    return Screen(
      lines([
        title, HTML(""), notice.text.map { HTML($0) }, notice.text == nil ? nil : HTML(""),
        wording.facts(visit, viewer: reader.zone),
        notice.kind == .movedByStaff
          ? notice.moment.map {
            voice.phrase(
              "moved.from", ["time": .text(wording.moment($0, wording.zone(of: visit)))])
          } : nil,
        notice.kind == .declined || notice.kind == .cancelledByStaff
          ? visit.reason.map { voice.phrase("facts.reason", ["reason": .text($0)]) } : nil,
      ]), rows)
  }
}
