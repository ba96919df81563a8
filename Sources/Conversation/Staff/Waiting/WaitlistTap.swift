import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The waiting list as the staff sees it: it needs nobody, but can be looked at and corrected.
enum WaitlistTap: TapFamily {
  static let letter: Character = "Y"

  /// Services with the number of those who wait.
  case services
  case line(ID<Service>, page: Int)
  case entry(ID<WaitingEntry>)
  case remove(ID<WaitingEntry>)

  var data: String {
    switch self {
    case .services: "Ys"
    case .line(let id, let page): pack("Yl", Int(id.raw), page)
    case .entry(let id): pack("Ye", id)
    case .remove(let id): pack("Yr", id)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Ys": self = .services
    case "Yl":
      guard let id: ID<Service> = read.id(), let page = read.number() else { return nil }
      self = .line(id, page: page)
    case "Ye", "Yr":
      guard let id: ID<WaitingEntry> = read.id() else { return nil }
      self = verb == "Ye" ? .entry(id) : .remove(id)
    default: return nil
    }
  }
}

extension Turn {
  private static var waitersPerPage: Int { 8 }

  func follow(_ tap: WaitlistTap) throws {
    switch tap {
    case .services: try showWaitlist()
    case .line(let id, let page): try showLine(id, page: page)
    case .entry(let id): try showWaiter(id)
    case .remove(let id): try removeWaiter(id)
    }
  }

  private func showWaitlist() throws {
    guard let counts = try desk.waitingCounts(by: person) else { return try notAllowed() }
    wait(for: .home)
    let services = try desk.catalogue().services.filter { counts[$0.id] != nil }
    // More than fit a screen are found on the services' own screens.
    var rows = services.prefix(40).map { service in
      [
        InlineButton.tap(
          Typed.clipped(service.name, to: 40) + " · \(counts[service.id] ?? 0)",
          .waitlist(.line(service.id, page: 0)))
      ]
    }
    rows.append([button("button.back", .workspace(.menu)), button("button.home", .home)])
    try show(
      Screen(voice.phrase(services.isEmpty ? "waitlist.none" : "waitlist.title"), rows))
  }

  private func showLine(_ id: ID<Service>, page: Int) throws {
    let page = min(max(page, 0), 10_000)
    guard let service = try desk.catalogue().service(id),
      let found = try desk.waitingLine(
        for: id, page: page, size: Self.waitersPerPage, by: person)
    else { return try notAllowed() }
    if found.entries.isEmpty {
      return try page > 0 ? showLine(id, page: 0) : showWaitlist()
    }
    wait(for: .home)
    var rows = found.entries.map { named in
      let name = named.name.isEmpty ? voice.text("staff.nobody") : named.name
      let entry = named.entry
      let first = voice.date(entry.first, .short)
      let days =
        entry.first == entry.last ? first : first + " – " + voice.date(entry.last, .short)
      return [
        InlineButton.tap(
          (named.isOffered ? "⏳ " : "") + Typed.clipped(name, to: 24) + " · " + days,
          .waitlist(.entry(entry.id)))
      ]
    }
    if page > 0 || found.hasMore {
      rows.append([
        page > 0 ? .tap("‹", .waitlist(.line(id, page: page - 1))) : .blank,
        found.hasMore ? .tap("›", .waitlist(.line(id, page: page + 1))) : .blank,
      ])
    }
    rows.append([button("button.back", .waitlist(.services))])
    try show(
      Screen(
        lines([
          voice.phrase("service.title", ["service": .text(service.name)]),
          voice.phrase("waitlist.line"),
        ]), rows))
  }

  private func showWaiter(_ id: ID<WaitingEntry>) throws {
    guard let entry = try desk.managedWaiting(id, by: person) else { return try notAllowed() }
    guard entry.isOpen else {
      try remark("waitlist.gone")
      return try showLine(entry.service, page: 0)
    }
    wait(for: .home)
    let wording = try wording
    let client = try desk.tx.person(entry.client)
    let zone = try desk.business().zone
    try show(
      Screen(
        lines([
          voice.phrase(
            "facts.client",
            ["client": .text(StaffWording(wording: wording).name(of: client))]),
          WaitingWording(wording: wording).facts(entry),
          voice.phrase(
            "waitlist.since", ["time": .text(wording.moment(entry.joined, zone))]),
        ]),
        [
          [button("button.removeWaiter", .waitlist(.remove(id)), style: .danger)],
          [button("button.back", .waitlist(.line(entry.service, page: 0)))],
        ]))
  }

  private func removeWaiter(_ id: ID<WaitingEntry>) throws {
    switch try desk.removeWaiting(id, by: person) {
    case .done(let entry):
      try remark("waitlist.removed")
      try showLine(entry.service, page: 0)
    case .over(let entry):
      try remark("waitlist.gone")
      try showLine(entry.service, page: 0)
    case .notYours: try notAllowed()
    }
  }
}
