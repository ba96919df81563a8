import Booking
import Chance
import Foundation
import Synchronization

@testable import FrontDesk
@testable import Store

/// A salon with its people and a clock that the test moves. Monday, eight in the morning; open
/// daily from nine to five in UTC.
///
/// Ada and Ben cut hair; Ada alone dyes it, if she agrees to, and holds a class for two.
final class Salon {
  static let opening = Instant(1_800_259_200)
  static let ten = opening.adding(minutes: 120)

  let store: Store
  let means: FrontDesk.Means
  var now = Salon.opening
  /// What the last change told whom.
  private(set) var told: [Told] = []

  let owner, ada, ben, ann, bob: Person
  let cut, dye, course: ID<Service>
  let adas, bens: CalendarID

  struct Told: Equatable, CustomStringConvertible {
    let kind: Notice.Kind
    let person: ID<Person>
    let visit: ID<Visit>
    let revision: Int
    let text: String?

    var description: String { "\(kind) to \(person) about \(visit) r\(revision)" }
  }

  init(
    store: Store? = nil, sendsLetters: Bool = false, sendsMessages: Bool = false,
    rules: @escaping @Sendable (inout CalendarRules) -> Void = { _ in },
    business change: @escaping @Sendable (inout Business) -> Void = { _ in }
  ) throws {
    let store = try store ?? Store()
    self.store = store
    let numbers = Dice(seed: 1)
    means = FrontDesk.Means(
      keys: KeyRing(bytes: Array(repeating: 7, count: 32)), random: { numbers.next() },
      botUsername: "salon_bot", botName: "Salon", sendsLetters: sendsLetters,
      sendsMessages: sendsMessages)
    (owner, ada, ben, ann, bob) = try store.write { tx in
      func meet(_ id: Int64, _ name: String) throws -> Person {
        try tx.meet(
          TelegramIdentity(id: id, name: name, username: nil, languageCode: "en"),
          now: Salon.opening)
      }
      var owner = try meet(1, "Olga")
      owner.isOwner = true
      try tx.save(owner)
      return try (owner, meet(2, "Ada"), meet(3, "Ben"), meet(4, "Ann"), meet(5, "Bob"))
    }
    let people = (ada: ada.id, ben: ben.id)
    (adas, bens, cut, dye, course) = try store.write { tx in
      var business = Business(
        name: "Salon", zone: .utc, language: "en", currency: "EUR", country: "DE")
      change(&business)
      try tx.save(business)
      var hours = CalendarRules(
        zone: .utc, weekly: WeeklyHours(everyDay: [TimeRange(start: 540, end: 1_020)]),
        horizonDays: 30, step: 30)
      rules(&hours)
      func book(_ name: String, _ person: ID<Person>) throws -> CalendarID {
        let specialist = try tx.addSpecialist(name: name, person: person)
        return try tx.addCalendar(of: specialist, name: name, rules: hours)
      }
      let (adas, bens) = try (book("Ada", people.ada), book("Ben", people.ben))
      let cut = try tx.add(Service(name: "Cut", duration: 30, price: nil), on: [adas, bens])
      let dye = try tx.add(
        Service(name: "Dye", duration: 60, price: nil, needsApproval: true), on: [adas])
      let course = try tx.add(
        Service(name: "Class", duration: 60, price: nil, capacity: 2), on: [adas])
      return (adas, bens, cut, dye, course)
    }
  }

  /// Does something at the desk, in one transaction, as the world is now.
  @discardableResult
  func at<T: Sendable>(_ work: @Sendable (FrontDesk) throws -> T) throws -> T {
    let (value, rows) = try store.write { [now, means] tx in
      let value = try work(FrontDesk(tx, now: now, means: means, origin: "test"))
      return (value, tx.posted)
    }
    told = rows.compactMap { row in
      guard let notice = Notice(row), let person = row.person else { return nil }
      return Told(
        kind: notice.kind, person: person, visit: notice.visit, revision: notice.revision,
        text: notice.text)
    }
    return value
  }

  func pass(seconds: Int64) { now = now.adding(seconds: seconds) }
  func pass(minutes: Int) { now = now.adding(minutes: minutes) }

  /// Rings what is due.
  func ring() throws {
    try at { desk in
      for alarm in try desk.tx.dueTimers(now: desk.now, limit: 1_000) { try desk.ring(alarm) }
    }
  }

  /// All timers but those of reminders.
  func timers() throws -> [Alarm] { try alarms().filter { $0.kind != "reminder" } }

  func reminders() throws -> [Alarm] { try alarms().filter { $0.kind == "reminder" } }

  private func alarms() throws -> [Alarm] {
    try store.read { try $0.dueTimers(now: Instant(.max), limit: 1_000) }
  }

  // MARK: Short ways to say what people do; people are read anew each time

  func person(_ person: Person) throws -> Person {
    let id = person.id
    return try store.read { try $0.person(id) } ?? person
  }

  func hold(
    _ client: Person, _ service: ID<Service>? = nil, on calendar: CalendarID? = nil,
    at starts: Instant = Salon.ten, moving: ID<Visit>? = nil
  ) throws -> HoldOutcome {
    let client = try person(client)
    let wish = Wish(service: service ?? cut, moving: moving)
    return try at { [calendar = calendar ?? adas] in
      try $0.hold(wish, on: calendar, at: starts, for: client)
    }
  }

  func held(
    _ client: Person, _ service: ID<Service>? = nil, on calendar: CalendarID? = nil,
    at starts: Instant = Salon.ten, moving: ID<Visit>? = nil
  ) throws -> Visit {
    let outcome = try hold(client, service, on: calendar, at: starts, moving: moving)
    guard case .held(let visit) = outcome else { throw Unexpected(what: "\(outcome)") }
    return visit
  }

  func confirm(_ visit: Visit, _ client: Person) throws -> ConfirmOutcome {
    let client = try person(client)
    return try at { try $0.confirm(visit.id, by: client) }
  }

  /// A booking, or a request where the service needs the specialist's word.
  func booked(
    _ client: Person, _ service: ID<Service>? = nil, on calendar: CalendarID? = nil,
    at starts: Instant = Salon.ten
  ) throws -> Visit {
    let hold = try held(client, service, on: calendar, at: starts)
    switch try confirm(hold, client) {
    case .confirmed(let visit), .requested(let visit): return visit
    case let other: throw Unexpected(what: "\(other)")
    }
  }

  func visit(_ visit: Visit) throws -> Visit? {
    let id = visit.id
    return try store.read { try $0.visit(id) }
  }

  func state(_ visit: Visit) throws -> BookingState? { try self.visit(visit)?.state }

  func change(_ person: Person, _ change: @Sendable (inout Person) -> Void) throws {
    var changed = try self.person(person)
    change(&changed)
    try store.write { [changed] in try $0.save(changed) }
  }

  func edit(_ service: ID<Service>, _ change: @escaping @Sendable (inout Service) -> Void) throws {
    let owner = try person(owner)
    _ = try at { try $0.edit(service, by: owner, change) }
  }
}

struct Unexpected: Error { let what: String }

/// The name of an outcome's case, with a refusal's reason.
func word(_ outcome: Any?) -> String {
  guard let outcome else { return "nil" }
  let whole = String(describing: outcome)
  let name = whole.prefix { $0 != "(" }
  if name == "refused" || name == "needs" {
    return whole.replacingOccurrences(of: "FrontDesk.BookingRefusal.", with: "")
      .replacingOccurrences(of: "FrontDesk.ContactDetail.", with: "")
  }
  return String(name)
}
