import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// Calendars as the staff changes them.
@Suite struct CalendarBookTests {
  let salon: Salon

  init() throws { salon = try Salon() }

  private func calendar(_ id: CalendarID) throws -> WorkCalendar {
    try #require(try salon.at { try $0.catalogue().calendar(id) })
  }

  @Test func `every rule of a calendar comes back as it was saved`() throws {
    let (ada, adas) = (salon.ada, salon.adas)
    let kyiv = try #require(Zone("Europe/Kyiv"))
    let night = [TimeRange(start: 540, end: 780), TimeRange(start: 1_320, end: 1_560)]
    try salon.at { desk in
      _ = try desk.editCalendar(adas, by: ada) { calendar in
        calendar.name = "Chair"
        calendar.isActive = false
        calendar.rules.zone = kyiv
        calendar.rules.weekly[.sunday] = []
        calendar.rules.weekly[.friday] = night
        calendar.rules.bufferBefore = 5
        calendar.rules.bufferAfter = 10
        calendar.rules.maximumPerDay = 6
        calendar.rules.minimumNotice = 120
        calendar.rules.horizonDays = 90
        calendar.rules.step = 20
        calendar.rules.grid = .packed
      }
    }
    let saved = try calendar(adas)
    #expect(saved.name == "Chair" && !saved.isActive && saved.rules.zone == kyiv)
    #expect(saved.rules.weekly[.sunday].isEmpty && saved.rules.weekly[.friday] == night)
    #expect(saved.rules.weekly[.monday] == [TimeRange(start: 540, end: 1_020)])
    #expect(saved.rules.bufferBefore == 5 && saved.rules.bufferAfter == 10)
    #expect(saved.rules.maximumPerDay == 6 && saved.rules.minimumNotice == 120)
    #expect(saved.rules.horizonDays == 90 && saved.rules.step == 20)
    #expect(saved.rules.grid == .packed && saved.services.count == 3)
    let note = try salon.store.read {
      try $0.row("SELECT detail FROM audit WHERE action = 'editCalendar'") { $0[0] as String }
    }
    #expect(
      note == """
        name: Ada → Chair
        zone: UTC → Europe/Kyiv
        weekday5: 09:00-17:00 → 09:00-13:00, 22:00-02:00
        weekday7: 09:00-17:00 → –
        bufferBefore: 0 → 5
        bufferAfter: 0 → 10
        step: 30 → 20
        grid: window → packed
        perDay: – → 6
        notice: 0 → 120
        horizon: 30 → 90
        inUse: yes → no
        """)
  }

  @Test func `a day's hours are copied to those that were chosen`() throws {
    let (ada, adas) = (salon.ada, salon.adas)
    let morning = [TimeRange(start: 480, end: 720)]
    try salon.at { desk in
      _ = try desk.setHours(morning, on: .tuesday, of: adas, by: ada)
      _ = try desk.copyHours(of: .tuesday, to: [.thursday, .sunday], on: adas, by: ada)
    }
    let weekly = try calendar(adas).rules.weekly
    let days = Weekday.allCases.filter { weekly[$0] == morning }
    #expect(days == [.tuesday, .thursday, .sunday])
  }

  @Test func `bookings that the hours no longer hold are counted, and stay`() throws {
    let first = try salon.booked(salon.ann)
    let second = try salon.booked(salon.bob, at: Salon.ten.adding(minutes: 24 * 60))
    _ = try salon.booked(salon.ann, on: salon.bens, at: Salon.ten.adding(minutes: 60))
    let hold = try salon.held(salon.bob, at: Salon.ten.adding(minutes: 90))
    func outside() throws -> [Instant] {
      let adas = salon.adas
      return try salon.at { desk in
        let calendar = try #require(try desk.catalogue().calendar(adas))
        return try desk.bookingsOutsideHours(of: calendar).map(\.lowerBound)
      }
    }
    #expect(try outside().isEmpty)
    let (ada, adas) = (salon.ada, salon.adas)
    // From ten past ten on, from Monday to Sunday.
    try salon.at { desk in
      _ = try desk.editCalendar(adas, by: ada) {
        $0.rules.weekly = WeeklyHours(everyDay: [TimeRange(start: 610, end: 1_020)])
      }
    }
    #expect(try outside() == [first.starts, second.starts])
    #expect(try salon.state(first) == .confirmed && salon.state(hold) == .held)
    try salon.at { desk in
      _ = try desk.editCalendar(adas, by: ada) { $0.rules.weekly[.monday] = [] }
      _ = try desk.editCalendar(adas, by: ada) {
        $0.rules.weekly[.tuesday] = [TimeRange(start: 600, end: 630)]
      }
    }
    #expect(try outside() == [first.starts])
    // What has begun is not to come.
    salon.pass(minutes: 121)
    #expect(try outside().isEmpty)
  }

  @Test func `a calendar with bookings is closed, one without is deleted`() throws {
    let visit = try salon.booked(salon.ann)
    let owner = try salon.person(salon.owner)
    let (adas, bens, cut) = (salon.adas, salon.bens, salon.cut)
    #expect(word(try salon.at { try $0.deleteCalendar(adas, by: owner) }) == "deactivated")
    #expect(try !calendar(adas).isActive)
    #expect(try salon.state(visit) == .confirmed)
    #expect(word(try salon.at { try $0.deleteCalendar(bens, by: owner) }) == "deleted")
    #expect(word(try salon.at { try $0.deleteCalendar(bens, by: owner) }) == "notAllowed")
    let left = try salon.at { try $0.editableCalendars(by: owner).map(\.id) }
    #expect(left == [adas])
    #expect(try salon.at { try $0.nearest(for: Wish(service: cut)) }.isEmpty)
    #expect(
      word(try salon.hold(salon.bob, on: bens, at: Salon.ten)).hasPrefix("refused"))
  }

  @Test func `a new calendar goes by the rules of the first, without hours and services`() throws {
    let ada = salon.ada
    let second = try #require(
      try salon.at { try $0.addCalendar(named: "Home visits", of: ID(1), by: ada) })
    #expect(second.rules.weekly.isEmpty && second.services.isEmpty && second.isActive)
    #expect(second.rules.step == 30 && second.rules.horizonDays == 30)
    // One specialist, one resource: what is booked on one calendar blocks the other.
    let (cut, owner) = (salon.cut, try salon.person(salon.owner))
    try salon.at { desk in
      _ = try desk.offer(cut, on: second.id, true, by: owner)
      _ = try desk.editCalendar(second.id, by: ada) {
        $0.rules.weekly = WeeklyHours(everyDay: [TimeRange(start: 540, end: 1_020)])
      }
    }
    _ = try salon.booked(salon.ann)
    #expect(word(try salon.hold(salon.bob, on: second.id)) == "taken")
  }
}
