import Booking
import FrontDesk
import Phrasebook
import Store

/// Bookings of the staff's book in the reader's words.
struct AgendaWording {
  let wording: Wording

  private var voice: Voice { wording.voice }

  /// How a booking stands, at a glance; nothing where all is as usual.
  func mark(_ visit: Visit) -> String {
    switch visit.state {
    case .requested: "⏳ "
    case .confirmed where visit.cancelAsked != nil: "❓ "
    case .confirmed where visit.isUnclosed(at: wording.now): "❗ "
    case .confirmed where visit.arrived == nil:
      visit.attendance == .confirmed && visit.starts > wording.now ? "✓ " : ""
    case .confirmed: "✅ "
    case .completed: "☑️ "
    case .noShow: "🚫 "
    case .cancelled, .declined, .expired: "❌ "
    case .held: ""
    }
  }

  /// “⏳ 14:30 Anna · Haircut”: a line of a day.
  func line(_ listed: ListedVisit, in open: OpenBook) -> String {
    let visit = listed.visit
    let zone = wording.zone(of: visit)
    var time = wording.clock(visit.starts, zone)
    if !zone.hasSameOffset(as: open.zone, at: visit.starts) { time += " (\(voice.city(zone)))" }
    return mark(visit) + time + " " + tail(listed, in: open)
  }

  /// “⏳ Fri 24 Dec, 14:30 · Anna · Haircut”: a line of a list over many days.
  func dated(_ listed: ListedVisit, in open: OpenBook) -> String {
    let zone = wording.zone(of: listed.visit)
    let local = zone.local(listed.visit.starts)
    let isThisYear = local.date.year == zone.local(wording.now).date.year
    let time =
      isThisYear
      ? wording.short(listed.visit.starts, zone)
      : voice.text(
        "time.dated",
        [
          "date": .text(voice.date(local.date, .numeric)),
          "time": .text(voice.time(minute: local.minute)),
        ])
    return mark(listed.visit) + time + " · " + tail(listed, in: open)
  }

  private func tail(_ listed: ListedVisit, in open: OpenBook) -> String {
    var parts = [
      Typed.clipped(name(listed), to: 24),
      Typed.clipped(wording.serviceName(of: listed.visit), to: 24),
    ]
    if open.specialist == nil {
      parts.append(Typed.clipped(wording.specialistName(of: listed.visit), to: 16))
    }
    return parts.joined(separator: " · ")
  }

  func name(_ listed: ListedVisit) -> String {
    listed.client.isEmpty ? voice.text("staff.nobody") : listed.client
  }

  /// Whose book it is: “Everyone” or a specialist's name.
  func owner(of open: OpenBook) -> String {
    open.specialist.flatMap { wording.catalogue.specialist($0)?.name }
      ?? voice.text("agenda.everyone")
  }

  /// Where a booking stands, for the staff: it is not over before somebody says so.
  func standing(_ visit: Visit) -> String {
    if visit.isUnclosed(at: wording.now), visit.arrived == nil {
      return voice.text("agenda.unclosed")
    }
    if visit.state == .confirmed, let arrived = visit.arrived {
      return voice.text(
        "agenda.arrived",
        ["time": .text(wording.clock(arrived, wording.zone(of: visit)))])
    }
    return visit.state == .confirmed ? voice.text("state.confirmed") : wording.standing(visit)
  }

  /// “7 visits, 1 no-show and 2 cancelled; last on 3 May 2026”.
  func sum(_ sum: ClientSum, _ zone: Zone) -> String {
    if sum.visits + sum.noShows + sum.cancelled == 0 { return voice.text("agenda.firstVisit") }
    var parts: [String] = []
    if sum.visits > 0 {
      parts.append(voice.text("agenda.visits", ["count": .number(sum.visits)]))
    }
    if sum.noShows > 0 {
      parts.append(voice.text("agenda.noShows", ["count": .number(sum.noShows)]))
    }
    if sum.cancelled > 0 {
      parts.append(voice.text("agenda.cancellations", ["count": .number(sum.cancelled)]))
    }
    if let last = sum.last {
      parts.append(
        voice.text(
          "agenda.lastVisit", ["date": .text(voice.date(zone.local(last).date, .numeric))]))
    }
    return parts.joined(separator: ", ")
  }

  /// “Fri 20 Mar, 09:00: booked, Anna”.
  func line(_ audit: AuditLine, _ zone: Zone) -> String? {
    guard let what = verb(audit.action) else { return nil }
    let moment = wording.short(audit.moment, zone)
    return [moment + " – " + what, audit.person].compactMap { $0 }.joined(separator: ", ")
  }

  private func verb(_ action: String) -> String? {
    switch action {
    case "book", "bookFor": voice.text("agenda.did.book")
    case "request": voice.text("agenda.did.request")
    case "approve": voice.text("agenda.did.approve")
    case "decline": voice.text("agenda.did.decline")
    case "expire": voice.text("agenda.did.expire")
    case "move", "moveByStaff": voice.text("agenda.did.move")
    case "askToCancel": voice.text("agenda.did.askToCancel")
    case "refuseCancel": voice.text("agenda.did.refuseCancel")
    case "cancel": voice.text("agenda.did.cancel")
    case "confirmAttendance": voice.text("agenda.did.confirmAttendance")
    case "arrive": voice.text("agenda.did.arrive")
    case "takeBackArrival": voice.text("agenda.did.takeBackArrival")
    case "complete": voice.text("agenda.did.complete")
    case "noShow": voice.text("agenda.did.noShow")
    case "reopen": voice.text("agenda.did.reopen")
    case "writeToStaff": voice.text("agenda.did.writeToStaff")
    case "writeToClient": voice.text("agenda.did.writeToClient")
    default: nil
    }
  }
}

extension Turn {
  var agendaWording: AgendaWording {
    get throws { AgendaWording(wording: try wording) }
  }
}
