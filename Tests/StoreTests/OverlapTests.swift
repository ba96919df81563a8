import Booking
import Testing

@testable import Store

/// The database itself keeps a specialist from being in two places at once, whoever writes.
@Suite struct OverlapTests {
  let shop: Shop

  init() throws { shop = try Shop() }

  @Test func `what overlaps is refused, what touches is not`() throws {
    #expect(try shop.insert(Entry(1, at: 60)))
    #expect(try !shop.insert(Entry(2, at: 60)))
    #expect(try !shop.insert(Entry(2, at: 31)))
    #expect(try !shop.insert(Entry(2, at: 89)))
    #expect(try !shop.insert(Entry(2, at: 70) { $0.minutes = 10 }))
    #expect(try !shop.insert(Entry(2, at: 0) { $0.minutes = 200 }))
    #expect(try shop.insert(Entry(2, at: 30)))
    #expect(try shop.insert(Entry(3, at: 90)))
  }

  @Test func `all calendars of a specialist are one book, another specialist's is not`() throws {
    #expect(try shop.insert(Entry(1, at: 60)))
    #expect(try !shop.insert(Entry(2, at: 75) { $0.calendar = 1 }))
    #expect(try shop.insert(Entry(2, at: 75) { $0.calendar = 2 }))
    // Nor does a booking slip into a full book by changing its calendar.
    #expect(try !shop.update(Entry(2, at: 75) { $0.calendar = 1 }))
  }

  @Test func `both sides' buffers count, as each booking copied them`() throws {
    #expect(try shop.insert(Entry(1, at: 60) { $0.after = 15 }))
    #expect(try !shop.insert(Entry(2, at: 104)))
    #expect(try !shop.insert(Entry(2, at: 110) { $0.before = 6 }))
    #expect(try shop.insert(Entry(2, at: 110) { $0.before = 5 }))
    // Wider buffers later are an overlap too.
    #expect(try !shop.update(Entry(1, at: 60) { $0.after = 16 }))
  }

  @Test func `the longest booking with the longest buffers is seen from both of its ends`() throws {
    #expect(
      try shop.insert(
        Entry(1, at: 0) {
          $0.minutes = 1_440
          $0.before = 720
          $0.after = 720
        }))
    #expect(try !shop.insert(Entry(2, at: 1_440 + 719)))
    #expect(try !shop.insert(Entry(2, at: -720 - 29)))
    #expect(try shop.insert(Entry(2, at: 1_440 + 720)))
    #expect(try shop.insert(Entry(3, at: -720 - 30)))
  }

  @Test(arguments: [BookingState.held, .requested, .confirmed])
  func `a hold, a request and a booking block each other`(_ state: BookingState) throws {
    #expect(try shop.insert(Entry(1, at: 60) { $0.state = state }))
    for other in [BookingState.held, .requested, .confirmed] {
      #expect(try !shop.insert(Entry(2, at: 60) { $0.state = other }))
    }
    for other in BookingState.allCases where other.isFinal {
      #expect(try shop.update(Entry(1, at: 60) { $0.state = other }))
      #expect(try shop.insert(Entry(3, at: 60)))
      #expect(try !shop.update(Entry(1, at: 60) { $0.state = state }), "back from \(other)")
      _ = try shop.accepts { try $0.run("DELETE FROM booking WHERE id = 3") }
    }
  }

  @Test(arguments: [BookingState.completed, .noShow])
  func `time that was spent stays spent`(_ state: BookingState) throws {
    #expect(try shop.insert(Entry(1, at: 60) { $0.state = state }))
    #expect(try !shop.insert(Entry(2, at: 60)))
  }

  @Test func `a booking can't be moved into another's time`() throws {
    #expect(try shop.insert(Entry(1, at: 60)))
    #expect(try shop.insert(Entry(2, at: 120)))
    #expect(try !shop.update(Entry(2, at: 89)))
    #expect(try !shop.update(Entry(2, at: 31)))
    #expect(try shop.update(Entry(2, at: 90)))
    // It is no obstacle to itself.
    #expect(try shop.update(Entry(2, at: 95)))
  }

  @Test func `a hold that moves a booking overlaps that one alone, and only as a hold`() throws {
    #expect(try shop.insert(Entry(1, at: 60)))
    #expect(try shop.insert(Entry(2, at: 120)))
    func moving(_ booking: Int64?, at minute: Int64) -> Entry {
      Entry(3, at: minute) {
        $0.state = .held
        $0.moves = booking
      }
    }
    #expect(try !shop.insert(moving(1, at: 100)))
    #expect(try shop.insert(moving(1, at: 75)))
    // The booking can still be written while somebody considers moving it.
    #expect(try shop.update(Entry(1, at: 60)))
    #expect(try !shop.insert(Entry(4, at: 95)), "the hold blocks others")
    #expect(try !shop.update(moving(2, at: 75)), "it would overlap the one it no longer moves")
    #expect(try !shop.update(moving(nil, at: 75)))
    #expect(throws: (any Error).self, "two bookings at once would be one too many") {
      try shop.store.write { try $0.run("UPDATE booking SET state = 'confirmed' WHERE id = 3") }
    }
    #expect(throws: (any Error).self) {
      try shop.store.write { try $0.run("UPDATE booking SET moves = NULL WHERE id = 3") }
    }
  }

  private func seat(_ id: Int64, at minute: Int64 = 60, _ change: (inout Entry) -> Void = { _ in })
    -> Entry
  {
    Entry(id, at: minute) {
      $0.isCourse = true
      $0.minutes = 60
      $0.capacity = 3
      change(&$0)
    }
  }

  @Test func `a class takes as many as it has seats, and not one more`() throws {
    for id in 1...3 { #expect(try shop.insert(seat(Int64(id)))) }
    #expect(try !shop.insert(seat(4)))
    #expect(try !shop.insert(seat(4) { $0.state = .held }))
    #expect(try shop.update(seat(2) { $0.state = .cancelled }))
    #expect(try !shop.insert(seat(4) { $0.seats = 2 }))
    #expect(try shop.insert(seat(4) { $0.state = .held }))
    #expect(try !shop.update(seat(2)), "its seat is taken")
    #expect(try !shop.update(seat(1) { $0.seats = 2 }))
    // A class with fewer seats than it has people takes nobody more.
    #expect(try shop.update(seat(4) { $0.state = .expired }))
    #expect(try !shop.insert(seat(5) { $0.capacity = 2 }))
  }

  @Test func `a class is joined at its own start, service and calendar only`() throws {
    #expect(try shop.insert(seat(1)))
    #expect(try !shop.insert(seat(2, at: 90)))
    #expect(try !shop.insert(seat(2) { $0.isCourse = false }))
    #expect(try !shop.insert(seat(2) { $0.calendar = 1 }))
    #expect(try !shop.insert(seat(2) { $0.capacity = 1 }))
    #expect(try shop.insert(seat(2) { $0.calendar = 2 }))
    #expect(try shop.insert(seat(3)))
  }
}
