import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// Reminders go with their bookings: made, moved and removed in the same transaction.
@Suite struct ReminderTests {
  private let salon: Salon
  /// Wednesday, ten o'clock.
  private let wednesday = Salon.ten.adding(minutes: 2 * 1_440)

  init() throws { salon = try Salon() }

  private func due() throws -> [Instant] { try salon.reminders().map(\.due) }

  /// Lets time pass until a moment, ringing on the way; returns when who was reminded.
  private func pass(until goal: Instant) throws -> [Instant] {
    var went: [Instant] = []
    while let next = try salon.store.read({ try $0.nextTimer() }), next <= goal {
      salon.now = max(salon.now, next)
      try salon.ring()
      went += salon.told.filter { $0.kind == .reminder }.map { _ in salon.now }
    }
    salon.now = goal
    return went
  }

  @Test func `a booking has one timer, for the next of its reminders`() throws {
    _ = try salon.held(salon.ann, at: wednesday)
    #expect(try due() == [])
    let visit = try salon.booked(salon.bob, at: wednesday.adding(minutes: 60))
    #expect(
      try salon.reminders() == [
        Alarm(
          kind: "reminder", subject: visit.id.raw, due: visit.starts.adding(minutes: -1_440),
          rank: visit.starts.seconds)
      ])
    #expect(
      try pass(until: visit.starts.adding(minutes: 60))
        == [visit.starts.adding(minutes: -1_440), visit.starts.adding(minutes: -120)])
    #expect(try due() == [])
  }

  @Test func `what is due already when it is booked is dropped`() throws {
    _ = try salon.booked(salon.ann, at: Salon.ten)
    #expect(try due() == [])
    let later = try salon.booked(salon.bob, at: Salon.ten.adding(minutes: 60))
    #expect(try due() == [later.starts.adding(minutes: -120)])
  }

  @Test func `a request is reminded of once it is approved`() throws {
    let visit = try salon.booked(salon.ann, salon.dye, at: wednesday)
    #expect(try due() == [])
    let ada = salon.ada
    _ = try salon.at { try $0.approve(visit.id, by: ada) }
    #expect(try due() == [wednesday.adding(minutes: -1_440)])
    _ = try salon.at { try $0.cancel(visit.id, reason: nil, byStaff: ada) }
    #expect(try due() == [])
  }

  @Test func `a move begins anew, and so does what the client said`() throws {
    let visit = try salon.booked(salon.ann, at: wednesday)
    #expect(try pass(until: wednesday.adding(minutes: -1_000)).count == 1)
    let ann = salon.ann
    let said = try salon.at { try $0.confirmAttendance(visit.id, revision: 1, by: ann) }
    #expect(word(said) == "confirmed")
    #expect(salon.told.map(\.kind) == [.attending])
    #expect(try salon.visit(visit)?.attendance == .confirmed)
    let again = try salon.at { try $0.confirmAttendance(visit.id, revision: 1, by: ann) }
    #expect(word(again) == "already" && salon.told.isEmpty)

    let hold = try salon.held(
      salon.ann, at: wednesday.adding(minutes: 1_440), moving: visit.id)
    _ = try salon.confirm(hold, salon.ann)
    #expect(try salon.visit(visit)?.attendance == nil)
    #expect(try due() == [wednesday])
    let stale = try salon.at { try $0.confirmAttendance(visit.id, revision: 1, by: ann) }
    #expect(word(stale) == "changed")
    let bob = salon.bob
    let others = try salon.at { try $0.confirmAttendance(visit.id, revision: 2, by: bob) }
    #expect(word(others) == "notYours")
  }

  @Test func `after a stop only the latest goes, and nothing after the start`() throws {
    let visit = try salon.booked(salon.ann, at: wednesday)
    salon.now = wednesday.adding(minutes: -30)
    try salon.ring()
    #expect(salon.told.map(\.kind) == [.reminder])
    #expect(try due() == [])
    _ = visit
    let other = try salon.booked(salon.bob, at: wednesday.adding(minutes: 1_440))
    salon.now = other.starts
    try salon.ring()
    #expect(!salon.told.contains { $0.kind == .reminder })
    #expect(try due() == [])
  }

  @Test func `a clock that is set back brings nothing twice`() throws {
    let visit = try salon.booked(salon.ann, at: wednesday)
    #expect(try pass(until: wednesday.adding(minutes: -1_400)).count == 1)
    salon.now = Salon.opening
    let (owner, cut) = (try salon.person(salon.owner), salon.cut)
    _ = try salon.at { try $0.addReminder(2_000, to: cut, by: owner) }
    #expect(try due() == [wednesday.adding(minutes: -120)])
    #expect(try pass(until: visit.starts) == [wednesday.adding(minutes: -120)])
  }

  @Test func `quiet hours of the client, of the house, or none`() throws {
    let visit = try salon.booked(salon.ann, at: Salon.opening.adding(minutes: 60 + 1_440))
    #expect(try pass(until: Salon.opening.adding(minutes: 61)).count == 1)
    let evening = Salon.opening.adding(minutes: 13 * 60 + 55)
    #expect(try due() == [evening])
    var ann = try salon.person(salon.ann)
    ann = try salon.at { [ann] in try $0.setQuiet(.off, of: ann) }
    #expect(try due() == [visit.starts.adding(minutes: -120)])
    // An hour earlier on the Azores: seven is six there, and the evening begins an hour later.
    ann = try salon.at { [ann] in try $0.setQuiet(nil, of: ann) }
    ann = try salon.at { [ann] in try $0.setZone(Zone("Atlantic/Azores"), of: ann) }
    #expect(try due() == [Salon.opening.adding(minutes: 14 * 60 + 55)])
    let owner = try salon.person(salon.owner)
    _ = try salon.at { try $0.editReminderRules(by: owner) { $0.quiet = nil } }
    #expect(try due() == [visit.starts.adding(minutes: -120)])
  }

  @Test func `the staff hears of a visit that the client was asked about and did not confirm`()
    throws
  {
    let owner = try salon.person(salon.owner)
    _ = try salon.at { try $0.editReminderRules(by: owner) { $0.unconfirmedHours = 3 } }
    let ann = salon.ann
    let kept = try salon.booked(salon.ann, at: wednesday)
    let silent = try salon.booked(salon.bob, at: wednesday.adding(minutes: 30))
    salon.now = wednesday.adding(minutes: -1_400)
    try salon.ring()
    _ = try salon.at { try $0.confirmAttendance(kept.id, revision: 1, by: ann) }
    salon.now = silent.starts.adding(minutes: -180)
    try salon.ring()
    #expect(salon.told.map(\.kind) == [.unconfirmed] && salon.told.first?.visit == silent.id)
  }

  @Test func `other reminders of a service are planned for all that is booked, in batches`() throws
  {
    let store = salon.store
    let (client, start) = (salon.ann.id, Salon.opening.adding(minutes: 3 * 1_440))
    let (cut, calendar) = (salon.cut, salon.adas)
    try store.write { tx in
      let catalogue = try tx.catalogue()
      guard let service = catalogue.service(cut), let calendar = catalogue.calendar(calendar)
      else { return }
      for number in 0..<1_203 {
        _ = try tx.add(
          NewVisit(
            number: "N\(number)", client: client, service: service, calendar: calendar,
            starts: start.adding(minutes: number * 30), state: .confirmed), now: Salon.opening)
      }
    }
    let owner = try salon.person(salon.owner)
    _ = try salon.at { try $0.setReminders([60], of: cut, by: owner) }
    func planned() throws -> Int {
      try store.read { try $0.dueTimers(now: Instant(.max), limit: 5_000) }
        .count { $0.kind == "reminder" }
    }
    for count in [500, 1_000, 1_203, 1_203] {
      #expect(try planned() == count)
      salon.pass(seconds: 1)
      try salon.ring()
    }
    _ = try salon.at { try $0.setReminders([], of: cut, by: owner) }
    for _ in 0..<3 {
      salon.pass(seconds: 1)
      try salon.ring()
    }
    #expect(try planned() == 0)
  }

  @Test func `there are eight reminders at most, each from five minutes to thirty days`() throws {
    let (owner, cut) = (try salon.person(salon.owner), salon.cut)
    for minutes in [15, 30, 60, 90, 180, 240] {
      #expect(word(try salon.at { try $0.addReminder(minutes, to: cut, by: owner) }) == "done")
    }
    #expect(word(try salon.at { try $0.addReminder(300, to: cut, by: owner) }) == "tooMany")
    #expect(word(try salon.at { try $0.addReminder(90, to: cut, by: owner) }) == "done")
    #expect(word(try salon.at { try $0.addReminder(4, to: cut, by: owner) }) == "notAllowed")
    #expect(try salon.at { try $0.reminders(of: cut) } == [1_440, 240, 180, 120, 90, 60, 30, 15])
    #expect(word(try salon.at { try $0.setReminders(nil, of: cut, by: owner) }) == "done")
    #expect(try salon.at { try $0.reminders(of: cut) } == [1_440, 120])
  }
}
