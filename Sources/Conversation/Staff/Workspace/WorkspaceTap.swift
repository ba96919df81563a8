import Booking
import FrontDesk
import Store
import Telegram

/// The staff's own menu: everything that is not a matter of every day.
enum WorkspaceTap: TapFamily {
  static let letter: Character = "M"

  case menu

  var data: String {
    switch self {
    case .menu: "Mm"
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Mm": self = .menu
    default: return nil
    }
  }
}

extension Turn {
  func follow(_ tap: WorkspaceTap) throws {
    switch tap {
    case .menu: try showWorkspace()
    }
  }

  private func showWorkspace() throws {
    let rights = try desk.rights(of: person)
    guard rights.isStaff else { return try notAllowed() }
    wait(for: .home)
    var rows = [
      [
        button("button.services", .editing(.list(page: 0))),
        button("button.hours", .working(.list)),
      ],
      [
        button("button.findBookings", .agenda(.find(page: 0))),
        button("button.export", .agenda(.export)),
      ],
      [
        button("button.waitingList", .waitlist(.services)),
        button("button.sessions", .session(.list(.open, everyone: false, page: 0))),
      ],
      [
        button("button.invitations", .invite(.invitations(page: 0))),
        button("button.stats", .stats(.overview)),
      ],
    ]
    rows.append([button("button.broadcast", .broadcast(.begin))])
    if rights.isOwner {
      rows.append([button("button.team", .team(.list)), button("button.log", .team(.log()))])
      rows.append([button("button.business", .business), button("button.setup", .setup(.begin))])
      rows.append([button("button.copies", .backup(.overview))])
    }
    rows.append(homeRow)
    try show(Screen(voice.phrase("workspace.title"), rows))
  }

  /// What the staff needs every day, at the top of their home.
  func staffRows(_ rights: Rights) throws -> [[InlineButton]] {
    var rows: [[InlineButton]] = []
    if rights.isOwner {
      if try desk.setupProgress() != nil {
        rows.append([button("button.setupGoOn", .setup(.begin), style: .primary)])
      } else if try desk.catalogue().services.isEmpty {
        rows.append([button("button.setup", .setup(.begin), style: .primary)])
      }
    }
    let zone = try desk.open(.usual, for: person)?.zone ?? desk.business().zone
    rows.append([
      button("button.toToday", .agenda(.day(zone.local(now).date)), style: .primary),
      button("button.bookSomebody", .guest(.new)),
    ])
    rows.append([
      button("button.clients", .client(.list(page: 0))),
      button("button.messages", .invite(.inbox(page: 0))),
    ])
    rows.append([button("button.workspace", .workspace(.menu))])
    return rows
  }

  /// What the staff's day holds: how many bookings, and the next one.
  func todayLine() throws -> HTML? {
    guard let open = try desk.open(.usual, for: person) else { return nil }
    let day = open.zone.dayRange(of: open.zone.local(now).date)
    let taking: [BookingState] = [.requested, .confirmed, .completed, .noShow]
    var query = VisitQuery(
      from: day.lowerBound, to: day.upperBound, specialist: open.specialist, states: taking)
    let sum = try desk.tx.sum(query, now: now)
    if sum.count == 0 { return voice.phrase("home.todayFree") }
    query.from = now
    query.states = [.confirmed]
    let next = try desk.tx.listed(query, limit: 1).first
    return lines([
      voice.phrase("home.today", ["count": .number(sum.count)]),
      try next.map {
        voice.phrase("home.nextClient", ["visit": .text(try agendaWording.line($0, in: open))])
      },
    ])
  }
}
