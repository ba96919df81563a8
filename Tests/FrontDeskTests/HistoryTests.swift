import Booking
import Chance
import Foundation
import Testing

@testable import FrontDesk
@testable import Store

/// Whatever people, staff and the clock do in whatever order, the book stays sound.
///
/// `HISTORY_SEED` plays one seed again.
@Suite struct HistoryTests {
  private static let seeds: [UInt64] =
    ProcessInfo.processInfo.environment["HISTORY_SEED"].flatMap { UInt64($0) }.map { [$0] }
    ?? [1, 2, 3]

  @Test func `random histories keep the book sound`() throws {
    var outcomes: [String: Int] = [:]
    for seed in Self.seeds {
      var history = try History(seed: seed)
      for step in 0..<400 {
        let deed = try history.step()
        let faults = try history.faults()
        guard faults.isEmpty else {
          Issue.record(
            "HISTORY_SEED=\(seed) step \(step), \(deed): \(faults.joined(separator: "; "))")
          return
        }
      }
      outcomes.merge(history.outcomes, uniquingKeysWith: +)
    }
    guard Self.seeds.count > 1 else { return }
    for outcome in [
      "held", "taken", "confirmed", "requested", "moved", "already", "cancelled", "asked", "done",
      "over",
    ] {
      #expect(outcomes[outcome, default: 0] > 2, "too little was played: \(outcomes)")
    }
  }
}

/// One random history, and what is wrong with the book after each step.
private struct History {
  let salon: Salon
  let dice: Dice
  private(set) var outcomes: [String: Int] = [:]
  private let clients: [Person]
  private var known: [ID<Visit>: Visit] = [:]
  private var everHeld: [Visit] = []
  private var told: [Salon.Told] = []
  private var deed = ""

  init(seed: UInt64) throws {
    salon = try Salon(rules: {
      $0.weekly = WeeklyHours(everyDay: [TimeRange(start: 0, end: 1_440)])
      $0.bufferAfter = 10
    }) {
      $0.cancelHours = 2
      $0.approvalHours = 3
      $0.maximumOpen = 4
    }
    dice = Dice(seed: seed)
    clients = [salon.ann, salon.bob, salon.ben, salon.owner]
  }

  private func pick<C: Collection>(_ choices: C) -> C.Element? {
    choices.isEmpty
      ? nil
      : choices[
        choices.index(choices.startIndex, offsetBy: Int(dice.next() % UInt64(choices.count)))]
  }

  mutating func step() throws -> String {
    let outcome = try act()
    told = outcome == "nothing" ? [] : salon.told.filter { $0.kind != .reminder }
    outcomes[outcome, default: 0] += 1
    deed += " → \(outcome)"
    return deed
  }

  private mutating func act() throws -> String {
    guard let client = pick(clients).map({ $0 }) else { return "nobody" }
    let person = try salon.person(client)
    let visits = try salon.store.read { try $0.visits(of: client.id) }
    let staff = try salon.person(pick([salon.ada, salon.ben, salon.owner]) ?? salon.owner)
    let open = visits.filter(\.isOpen)
    let visit = (dice.next() % 3 > 0 ? pick(open) : pick(visits)) ?? pick(everHeld)
    switch dice.next() % 20 {
    case 0...4:
      deed = "\(client.name) holds"
      return try hold(client, moving: nil)
    case 5...7:
      guard let visit = pick(open) else { return "nothing" }
      deed = "\(client.name) moves #\(visit.id)"
      return try hold(client, moving: visit)
    case 8...11:
      // Mostly what is held, at times any old button.
      let live = visits.first { $0.state == .held }
      guard let target = dice.next() % 4 > 0 ? live ?? pick(everHeld) : pick(everHeld)
      else { return "nothing" }
      deed = "\(client.name) confirms \(target.id)"
      return word(try salon.confirm(target, client))
    case 12...13:
      guard let visit else { return "nothing" }
      deed = "\(client.name) cancels \(visit.id)"
      return word(try salon.at { try $0.cancel(visit.id, by: person) })
    case 14...15:
      let visit = pick(try requests()) ?? visit
      guard let visit else { return "nothing" }
      let approves = dice.next() % 3 > 0
      deed = "\(staff.name) answers \(visit.id)"
      return word(
        try salon.at {
          try approves
            ? $0.approve(visit.id, by: staff) : $0.decline(visit.id, reason: "no", by: staff)
        })
    case 16:
      let asked = pick(try all().filter { $0.cancelAsked != nil })
      guard let visit = asked ?? visit else { return "nothing" }
      let agrees = dice.next() % 2 == 0
      deed = "\(staff.name) answers the cancellation of \(visit.id)"
      return word(
        try salon.at { try $0.answerCancellation(visit.id, agrees: agrees, by: staff) })
    case 17:
      guard let visit = pick(everHeld) else { return "nothing" }
      deed = "\(client.name) describes \(visit.id)"
      let note = String(dice.next())
      return word(try salon.at { try $0.describe(visit.id, note: note, photo: nil, by: person) })
    default:
      // The clock, with its bells or, as after a standstill, without.
      salon.pass(seconds: Int64(pick([30, 300, 301, 1_800, 7_200]) ?? 60))
      let rings = dice.next() % 4 > 0
      deed = "the clock goes to \(salon.now)\(rings ? " and rings" : "")"
      try rings ? salon.ring() : salon.at { _ in }
      return rings ? "rang" : "passed"
    }
  }

  private mutating func hold(_ client: Person, moving: Visit?) throws -> String {
    let service = moving?.service ?? pick([salon.cut, salon.dye, salon.course])
    let calendar = service == salon.cut ? pick([salon.adas, salon.bens]) : salon.adas
    // Few starts, so that people meet.
    let hour = salon.now.seconds / 3_600 + 1 + Int64(dice.next() % 9)
    let outcome = try salon.hold(
      client, service, on: calendar, at: Instant(hour * 3_600), moving: moving?.id)
    if case .held(let visit) = outcome { everHeld.append(visit) }
    return word(outcome)
  }

  private func all() throws -> [Visit] {
    try salon.store.read { tx in
      let clients: [ID<Person>] = try tx.rows(
        "SELECT DISTINCT client FROM booking ORDER BY client"
      ) { ID($0[0]) }
      return try clients.flatMap { try tx.visits(of: $0) }
    }
  }

  private func requests() throws -> [Visit] { try all().filter { $0.state == .requested } }

  // MARK: What must hold after every step

  mutating func faults() throws -> [String] {
    let visits = try all()
    var faults = overlaps(visits)
    let timers = try salon.timers()
    faults += self.timers(timers, visits)
    var expected = 0
    for visit in visits {
      if let before = known[visit.id] {
        if let fault = step(from: before, to: visit) { faults.append(fault) }
        if isNews(from: before, to: visit) {
          // What nobody answered is told to both sides.
          expected += visit.state == .expired ? 2 : 1
        }
      } else if visit.state == .expired, visit.revision == 0, visit.moves != nil {
        // A hold that lapsed was taken again, and spent on its move at once.
      } else if visit.isOpen, visit.revision == 1 {
        expected += 1
      } else if visit.state != .held {
        faults.append("#\(visit.id) appears as \(visit.state)")
      }
    }
    for (id, before) in known where !visits.contains(where: { $0.id == id }) {
      if before.state != .held { faults.append("#\(id) vanished from \(before.state)") }
    }
    if told.count != expected {
      faults.append("\(expected) changes were told as \(told)")
    }
    for word in told where known[word.visit]?.revision ?? 0 > word.revision {
      faults.append("\(word) is older than what was told before")
    }
    known = Dictionary(uniqueKeysWithValues: visits.map { ($0.id, $0) })
    return faults
  }

  private struct Stand: Hashable {
    let visit: ID<Visit>
    let starts: Instant

    init(_ visit: ID<Visit>, _ starts: Instant) {
      self.visit = visit
      self.starts = starts
    }
  }

  private func overlaps(_ visits: [Visit]) -> [String] {
    var faults: [String] = []
    // A hold that would move a booking to its own time takes no seat beside it.
    let stands = Set(visits.map { Stand($0.id, $0.starts) })
    let taking = visits.filter { visit in
      !visit.state.isFinal
        && !(visit.moves.map { stands.contains(Stand($0, visit.starts)) } ?? false)
    }
    for visit in taking {
      let from = visit.starts.adding(minutes: -visit.bufferBefore)
      let to = visit.ends.adding(minutes: visit.bufferAfter)
      var seats = visit.seats
      for other in taking
      where other.id != visit.id && other.specialist == visit.specialist
        && other.id != visit.moves && other.moves != visit.id
      {
        guard other.starts.adding(minutes: -other.bufferBefore) < to,
          from < other.ends.adding(minutes: other.bufferAfter)
        else { continue }
        if other.service == visit.service, other.starts == visit.starts {
          seats += other.seats
        } else {
          faults.append("#\(visit.id) and #\(other.id) overlap")
        }
      }
      if seats > visit.capacity { faults.append("#\(visit.id): \(seats) seats are taken") }
    }
    return faults
  }

  private func timers(_ timers: [Alarm], _ visits: [Visit]) -> [String] {
    var faults: [String] = []
    for visit in visits {
      let own = timers.filter { $0.subject == visit.id.raw }
      let kinds = own.map(\.kind)
      switch visit.state {
      case .held where own.map(\.due) != [visit.heldUntil ?? Instant(0)] || kinds != ["hold"]:
        faults.append("the hold #\(visit.id) has the timers \(own)")
      case .requested where kinds != ["approval"]:
        faults.append("the request #\(visit.id) has the timers \(own)")
      case .confirmed where !own.isEmpty, .cancelled where !own.isEmpty,
        .declined where !own.isEmpty:
        faults.append("\(visit.state) #\(visit.id) has the timers \(own)")
      default: break
      }
    }
    let ids = Set(visits.map(\.id.raw))
    for timer in timers where !ids.contains(timer.subject) {
      faults.append("\(timer) is for nothing")
    }
    return faults
  }

  private static let events: [BookingEvent] = [
    .confirm, .request, .approve, .decline, .move, .moveAsking, .cancel(by: .client), .lapse,
  ]

  private func step(from before: Visit, to after: Visit) -> String? {
    if after.revision < before.revision || after.revision > before.revision + 1 {
      return "#\(after.id) went from revision \(before.revision) to \(after.revision)"
    }
    if after.client != before.client || after.number != before.number {
      return "#\(after.id) changed hands"
    }
    if before.state.isFinal, after != before { return "#\(after.id) changed after its end" }
    if before.starts != after.starts, before.revision == after.revision {
      return "#\(after.id) moved without a revision"
    }
    guard before.state != after.state else { return nil }
    let isLawful = Self.events.contains { before.state.next($0) == after.state }
    return isLawful ? nil : "#\(after.id) went from \(before.state) to \(after.state)"
  }

  /// Whether somebody has to be told.
  private func isNews(from before: Visit, to after: Visit) -> Bool {
    if before.revision != after.revision { return true }
    if before.cancelAsked != after.cancelAsked { return true }
    return before.note != after.note && after.isOpen
  }
}
