import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// An invitation and what happened to it, in the reader's words.
struct InvitationWording {
  let wording: Wording

  private var voice: Voice { wording.voice }
  private var zone: Zone { wording.catalogue.business?.zone ?? .utc }

  /// “Friday, 24 December, 14:30”, by the business's clock.
  func moment(_ moment: Instant) -> String { wording.moment(moment, zone) }

  /// “Friday, 24 December 2026, 14:30”: for a letter, which is read who knows when.
  func dated(_ moment: Instant) -> String {
    let local = zone.local(moment)
    return voice.text(
      "time.dated",
      [
        "date": .text(voice.date(local.date, .fullWithYear)),
        "time": .text(voice.time(minute: local.minute)),
      ])
  }

  /// `language`: its name in itself.
  func facts(_ invitation: Invitation, language: String) -> HTML {
    lines([
      voice.phrase("invite.title", ["name": .text(invitation.name)]),
      voice.phrase("settings.email", ["email": .text(invitation.email)]),
      voice.phrase("invite.language", ["language": .text(language)]),
      voice.phrase("booking.standing", ["state": .text(standing(invitation))]),
      invitation.state == .pending
        ? voice.phrase("invite.validUntil", ["time": .text(moment(invitation.expires))]) : nil,
      letter(invitation),
    ])
  }

  private func standing(_ invitation: Invitation) -> String {
    switch invitation.state {
    case .pending where invitation.expires <= wording.now: voice.text("invite.stateExpired")
    case .pending: voice.text("invite.statePending")
    case .used: voice.text("invite.stateUsed")
    case .expired: voice.text("invite.stateExpired")
    case .cancelled: voice.text("invite.stateCancelled")
    }
  }

  /// How the latest letter stands.
  func letter(_ invitation: Invitation) -> HTML? {
    let time = invitation.letterChanged.map { wording.near($0, zone) } ?? ""
    switch invitation.letterState {
    case .waiting: return voice.phrase("invite.letterWaiting")
    case .sent: return voice.phrase("invite.letterSent", ["time": .text(time)])
    case .trying:
      return voice.phrase(
        "invite.letterTrying", ["reason": .text(reason(invitation.letterTrouble))])
    case .failed:
      return voice.phrase(
        "invite.letterFailed", ["reason": .text(reason(invitation.letterTrouble))])
    case nil: return nil
    }
  }

  func reason(_ trouble: LetterTrouble?) -> String {
    switch trouble {
    case .recipient: voice.text("letter.troubleRecipient")
    case .login: voice.text("letter.troubleLogin")
    case .unreachable: voice.text("letter.troubleUnreachable")
    case .busy: voice.text("letter.troubleBusy")
    case .noServer: voice.text("letter.troubleNoServer")
    case .other, .late, nil: voice.text("letter.troubleOther")
    }
  }

  /// “Fri 20 Mar, 09:12 · opened (Anna, @anna)”.
  func line(_ event: InvitationEvent) -> HTML {
    let key: Key =
      switch event.kind {
      case .created: "invite.eventCreated"
      case .posted: "invite.eventPosted"
      case .letterSent: "invite.eventLetterSent"
      case .letterFailed: "invite.eventLetterFailed"
      case .qrShown: "invite.eventQR"
      case .linkShown: "invite.eventLink"
      case .linkReplaced: "invite.eventReplaced"
      case .opened: "invite.eventOpened"
      case .used: "invite.eventUsed"
      case .expired: "invite.eventExpired"
      case .cancelled: "invite.eventCancelled"
      case .renewed: "invite.eventRenewed"
      case .openedUsed: "invite.eventOpenedUsed"
      case .openedExpired: "invite.eventOpenedExpired"
      case .openedCancelled: "invite.eventOpenedCancelled"
      case .openedReplaced: "invite.eventOpenedReplaced"
      case .openedByStaff: "invite.eventOpenedByStaff"
      case .openedByBlocked: "invite.eventOpenedByBlocked"
      }
    let who = [event.name.flatMap { $0.isEmpty ? nil : $0 }, event.username.map { "@" + $0 }]
      .compactMap { $0 }.joined(separator: ", ")
    let what = voice.text(key)
    return voice.phrase(
      "invite.event",
      [
        "time": .text(wording.near(event.moment, zone)),
        "what": .text(who.isEmpty ? what : "\(what) (\(Typed.clipped(who, to: 60)))"),
      ])
  }
}

extension StaffWording {
  /// Somebody with all the ways to reach them.
  func person(_ person: Person?) -> HTML {
    lines([
      wording.voice.phrase("facts.client", ["client": .text(name(of: person))]),
      person?.username.map {
        wording.voice.phrase("facts.username", ["username": .text($0)])
      },
      person?.phone.map { wording.voice.phrase("facts.phone", ["phone": .text($0)]) },
      person?.email.map { wording.voice.phrase("settings.email", ["email": .text($0)]) },
    ])
  }
}
