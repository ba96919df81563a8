import Booking
import Chance
import Foundation
import Testing

@testable import FrontDesk
@testable import Store

/// Whatever happens in whatever order, the waiting list is fair and loses nobody's turn.
///
/// `WAITING_SEED` plays one seed again.
@Suite struct WaitingHistoryTests {
  private static let seeds: [UInt64] =
    ProcessInfo.processInfo.environment["WAITING_SEED"].flatMap { UInt64($0) }.map { [$0] }
    ?? [1, 2, 3, 4]

  @Test func `random histories keep the list fair`() throws {
    var offers = 0
    var endings: [String: Int] = [:]
    for seed in Self.seeds {
      var history = try WaitingHistory(seed: seed)
      for step in 0..<250 {
        let deed = try history.step()
        let faults = try history.faults()
        guard faults.isEmpty else {
          Issue.record(
            "WAITING_SEED=\(seed) step \(step), \(deed): \(faults.joined(separator: "; "))")
          return
        }
      }
      offers += history.offers
      let faults = try history.end()
      #expect(faults.isEmpty, "WAITING_SEED=\(seed): \(faults)")
      endings.merge(history.endings, uniquingKeysWith: +)
    }
    guard Self.seeds.count > 1 else { return }
    #expect(offers > 100, "too little was played: \(offers)")
    for ending in WaitingEntry.Ending.allCases {
      #expect(endings[ending.rawValue, default: 0] > 0, "\(endings)")
    }
  }
}

/// One random history, with the rules of the list written down once more, in the simplest way.
private struct WaitingHistory {
  private struct Offered {
    let entry: WaitingEntry
    let visit: Visit
    let answer: WaitingOffer.Answer?
  }

  private struct Picture {
    var entries: [WaitingEntry]
    var offers: [ID<WaitingOffer>: Offered]
    var visits: [ID<Visit>: Visit]
  }

  private let salon: Salon
  private let dice: Dice
  private let clients: [Person]
  private var before: Picture
  private var after: Picture
  private(set) var offers = 0
  private(set) var endings: [String: Int] = [:]
  private var toldOver: [Int64: Int] = [:]
  private var deed = ""

  init(seed: UInt64) throws {
    salon = try Salon(rules: {
      $0.weekly = WeeklyHours(everyDay: [TimeRange(start: 540, end: 720)])
      $0.horizonDays = 3
    }) {
      $0.maximumOpen = 3
      $0.cancelHours = 0
    }
    dice = Dice(seed: seed)
    clients = try salon.store.write { tx in
      try (0..<8).map { index in
        try tx.meet(
          TelegramIdentity(
            id: Int64(100 + index), name: "C\(index)", username: nil, languageCode: "en"),
          now: Salon.opening)
      }
    }
    before = Picture(entries: [], offers: [:], visits: [:])
    after = before
  }

  private func pick<C: Collection>(_ choices: C) -> C.Element? {
    choices.isEmpty
      ? nil
      : choices[
        choices.index(choices.startIndex, offsetBy: Int(dice.next() % UInt64(choices.count)))]
  }

  private func picture() throws -> Picture {
    try salon.store.read { tx in
      let entries = try tx.rows("SELECT id FROM waiting ORDER BY id") { $0[0] as Int64 }
        .compactMap { try tx.waiting(ID($0)) }
      let visits = try tx.rows("SELECT id FROM booking") { $0[0] as Int64 }
        .compactMap { try tx.visit(ID($0)) }
      let byID = Dictionary(uniqueKeysWithValues: visits.map { ($0.id, $0) })
      var offers: [ID<WaitingOffer>: Offered] = [:]
      for id in try tx.rows("SELECT id FROM waitingOffer", [], { $0[0] as Int64 }) {
        guard let offer = try tx.waitingOffer(ID(id)), let visit = byID[offer.hold],
          let entry = entries.first(where: { $0.id == offer.entry })
        else { continue }
        offers[offer.id] = Offered(entry: entry, visit: visit, answer: offer.answer)
      }
      return Picture(entries: entries, offers: offers, visits: byID)
    }
  }

  mutating func step() throws -> String {
    before = after
    deed = try act()
    try settle()
    after = try picture()
    offers += after.offers.keys.count { before.offers[$0] == nil }
    return deed
  }

  /// Rings until nothing is due.
  private mutating func settle() throws {
    while try salon.timers().contains(where: { $0.due <= salon.now.adding(seconds: 1) }) {
      if try !salon.timers().contains(where: { $0.due <= salon.now }) { salon.pass(seconds: 1) }
      try salon.ring()
      noteTold()
    }
  }

  private mutating func noteTold() {
    for told in salon.told where told.kind == .waitingOver {
      toldOver[told.visit.raw, default: 0] += 1
    }
  }

  private func act() throws -> String {
    guard let known = pick(clients) else { return "nobody" }
    let client = try salon.person(known)
    guard client.telegram != nil else { return "nothing" }
    let visits = try salon.store.read { try $0.visits(of: client.id) }
    let waiting = try salon.store.read { try $0.waiting(of: client.id) }
    let owner = try salon.person(salon.owner)
    let name = client.name
    switch dice.next() % 22 {
    case 0...5:
      // Anybody takes the first free time of a day.
      let day = Int(dice.next() % 4)
      let calendar = dice.next() % 2 == 0 ? salon.adas : salon.bens
      let cut = salon.cut
      let word = try salon.at { desk -> String in
        let from = Salon.opening.adding(minutes: day * 1_440)
        guard
          let opening = try desk.openings(
            for: Wish(service: cut), from: max(from, desk.now), to: from.adding(minutes: 1_440)
          ).first(where: { $0.calendar == calendar }),
          case .held(let hold) = try desk.hold(
            Wish(service: cut), on: calendar, at: opening.starts, for: client)
        else { return "nothing" }
        return "\(name) holds \(hold.id) and \(try desk.confirm(hold.id, by: client))"
      }
      return String(word.prefix(60))
    case 6...9:
      guard let visit = pick(visits.filter(\.isOpen)) else { return "nothing" }
      _ = try salon.at { try $0.cancel(visit.id, by: client) }
      return "\(name) cancels \(visit.id)"
    case 10...14:
      let first = WaitingTests.today.adding(days: Int(dice.next() % 4))
      let last = first.adding(days: Int(dice.next() % 3))
      let part: PartOfDay? = dice.next() % 3 == 0 ? .morning : nil
      let wish = Wish(
        service: salon.cut,
        specialist: dice.next() % 3 == 0
          ? try salon.store.read { try $0.catalogue() }.calendar(salon.adas)?.specialist : nil)
      let outcome = try salon.at {
        try $0.joinWaiting(wish, from: first, through: last, part: part, by: client)
      }
      return "\(name) joins: \(word(outcome))"
    case 15...16:
      guard let offer = try openOffer(of: waiting) else { return "nothing" }
      _ = try salon.at { try $0.refuseWaiting(offer, by: client) }
      return "\(name) refuses \(offer)"
    case 17:
      guard let offer = try openOffer(of: waiting) else { return "nothing" }
      let outcome = try salon.at { desk -> String in
        guard case .stands(let hold) = try desk.takeWaiting(offer, by: client) else { return "?" }
        return word(try desk.confirm(hold.id, by: client))
      }
      return "\(name) takes \(offer): \(outcome)"
    case 18:
      guard let entry = pick(waiting) else { return "nothing" }
      if dice.next() % 2 == 0 {
        _ = try salon.at { try $0.leaveWaiting(entry.id, by: client) }
      } else {
        _ = try salon.at { try $0.removeWaiting(entry.id, by: owner) }
      }
      return "\(name) leaves \(entry.id)"
    case 19:
      try salon.change(client) { $0.isBlocked.toggle() }
      return "\(name) is blocked: \(!client.isBlocked)"
    case 20:
      guard dice.next() % 8 == 0 else { return "nothing" }
      _ = try salon.at { try $0.erase(client) }
      return "\(name) is erased"
    default:
      salon.pass(minutes: Int(dice.next() % 40))
      return "time passes"
    }
  }

  private func openOffer(of entries: [WaitingEntry]) throws -> ID<WaitingOffer>? {
    try salon.store.read { tx in
      for entry in entries {
        if let offer = try tx.openWaitingOffer(of: entry.id) { return offer.id }
      }
      return nil
    }
  }

  // MARK: What must be so

  func faults() throws -> [String] {
    try unsound() + unfair() + lost()
  }

  /// Every open offer has a live hold of its own client's, for an open entry that it suits.
  private func unsound() -> [String] {
    var faults: [String] = []
    for (id, offer) in after.offers where offer.answer == nil {
      if offer.visit.state != .held || offer.visit.client != offer.entry.client
        || !offer.entry.isOpen
      {
        faults.append("offer \(id) stands on nothing: \(offer.visit.state)")
      }
      if !suits(offer.entry, offer.visit) { faults.append("offer \(id) suits not") }
    }
    let live = after.offers.values.filter { $0.answer == nil }.map(\.visit)
    for (index, one) in live.enumerated() {
      for other in live[(index + 1)...]
      where one.specialist == other.specialist && one.overlaps(other) {
        faults.append("\(one.id) and \(other.id) are offered at once")
      }
    }
    for id in after.offers.keys.filter({ before.offers[$0] == nil }) {
      guard let offer = after.offers[id] else { continue }
      let same = after.offers.filter {
        $0.key < id && $0.value.entry.id == offer.entry.id && $0.value.answer == .refused
          && $0.value.visit.starts == offer.visit.starts
          && $0.value.visit.specialist == offer.visit.specialist
      }
      if !same.isEmpty { faults.append("\(offer.entry.id) refused that before") }
    }
    return faults
  }

  private func suits(_ entry: WaitingEntry, _ visit: Visit) -> Bool {
    let local = Zone.utc.local(visit.starts)
    return entry.service == visit.service
      && entry.specialist.map { $0 == visit.specialist } ?? true
      && entry.first <= local.date && local.date <= entry.last
      && entry.part.map { $0.minutes.contains(local.minute) } ?? true
  }

  /// Whether the time could have been offered for this entry just now, and never was.
  private func waitsFor(_ visit: Visit, _ entry: WaitingEntry) throws -> Bool {
    guard entry.isOpen, suits(entry, visit),
      !after.offers.values.contains(where: {
        $0.entry.id == entry.id
          && ($0.answer == nil
            || ($0.visit.starts == visit.starts && $0.visit.specialist == visit.specialist))
      })
    else { return false }
    let client = try salon.store.read { try $0.person(entry.client) }
    guard let client, client.telegram != nil, !client.isBlocked else { return false }
    let own = after.visits.values.filter { $0.client == entry.client }
    let open = own.count { $0.isOpen && $0.starts >= salon.now }
    let isBusy = own.contains {
      [.held, .requested, .confirmed].contains($0.state) && $0.overlaps(visit)
    }
    return open < 3 && !isBusy
  }

  /// Nobody was passed over by an offer made in this step.
  private func unfair() throws -> [String] {
    try after.offers.filter { before.offers[$0.key] == nil }.flatMap { id, offer in
      // One that was let lapse in the same step was in the way of others meanwhile.
      try after.entries.filter { $0.id < offer.entry.id }.filter {
        try offer.answer == nil && waitsFor(offer.visit, $0)
          && !before.offers.values.contains { $0.entry.id == offer.entry.id && $0.answer == nil }
      }.map { "offer \(id) went to \(offer.entry.id) before \($0.id)" }
    }
  }

  /// No time that came free in this step is free while somebody waits for it who was not asked.
  private func lost() throws -> [String] {
    let freed = before.visits.values.filter { old in
      let takes: Set<BookingState> = [.held, .requested, .confirmed]
      guard takes.contains(old.state), old.starts > salon.now else { return false }
      guard let new = after.visits[old.id] else { return true }
      return !takes.contains(new.state)
    }
    return try freed.flatMap { visit -> [String] in
      let free = try salon.at { desk -> Bool in
        guard let service = try desk.catalogue().service(visit.service),
          let calendar = try desk.catalogue().calendar(visit.calendar)
        else { return false }
        return try !desk.free(
          service, on: calendar, from: visit.starts, to: visit.starts.adding(seconds: 1)
        ).isEmpty
      }
      guard free else { return [] }
      return try before.entries.compactMap { known in after.entries.first { $0.id == known.id } }
        .filter { try waitsFor(visit, $0) }
        .map { "\($0.id) was not asked about \(visit.id)" }
    }
  }

  /// Lets all days pass: whoever still waited is told so, once.
  mutating func end() throws -> [String] {
    for client in clients { try salon.change(client) { $0.isBlocked = false } }
    for _ in 0..<(8 * 24 * 2) {
      salon.pass(minutes: 30)
      try settle()
    }
    after = try picture()
    for entry in after.entries {
      endings[entry.ending?.rawValue ?? "none", default: 0] += 1
    }
    var faults: [String] = []
    for entry in after.entries {
      if entry.isOpen { faults.append("\(entry.id) waits for ever") }
      if entry.ending == .over, toldOver[entry.id.raw] != 1 {
        faults.append("\(entry.id) was told \(toldOver[entry.id.raw] ?? 0) times")
      }
    }
    if after.offers.values.contains(where: { $0.answer == nil }) { faults.append("an offer stays") }
    let rest = try salon.store.read { try $0.count("SELECT count(*) FROM freedTime") }
    if rest > 0 { faults.append("\(rest) freed times are left") }
    return faults
  }
}
