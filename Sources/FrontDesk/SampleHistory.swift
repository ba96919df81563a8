import Booking
import Store

/// What the demo's book looks like after two months of work: guests with visits behind and before
/// them, so that agenda, clients and figures have something to show.
extension FrontDesk {
  /// Writes the history down for a sample business that was just loaded. Deterministic: the same
  /// names and the same day give the same book.
  package func rememberSample(guests names: [String], by owner: Person) throws {
    guard owner.isOwner, !names.isEmpty, try tx.allVisits().isEmpty else { return }
    let catalogue = try catalogue()
    let today = try business().zone.local(now).date
    let guests = try names.map { name in
      var guest = GuestDetails()
      guest.name = name
      guard let person = try tx.add(guest, by: owner.id, now: now.adding(minutes: -62 * 1_440))
      else { throw StoreFault.missing("a guest of the sample") }
      return person.id
    }
    var turn = 0
    for (place, calendar) in catalogue.calendars.enumerated() {
      let services = catalogue.services.filter { calendar.services.contains($0.id) }
      guard let first = services.first else { continue }
      // The first book is the busiest; the others have a visit every second or third day.
      let hours = place == 0 ? [10 * 60, 12 * 60, 15 * 60 + 30] : [11 * 60]
      for offset in -56...6 where offset != 0 && offset % (place + 1) == 0 {
        let day = today.adding(days: offset)
        for (index, minute) in hours.enumerated() where offset < 0 || index < 2 {
          turn += 1
          let service = turn % 3 == 0 ? services.last ?? first : first
          try remember(
            service, on: calendar, at: calendar.rules.zone.instant(day, minute: minute),
            for: guests[turn * 7 % guests.count], turn: turn)
        }
      }
    }
  }

  private func remember(
    _ service: Service, on calendar: Calendar, at starts: Instant, for guest: ID<Person>,
    turn: Int
  ) throws {
    var visit = try tx.add(
      NewVisit(
        number: try freshNumber(), client: guest, service: service, calendar: calendar,
        starts: starts, state: .confirmed), now: min(now, starts.adding(minutes: -2_880)))
    guard starts < now else {
      // One of those to come waits for a word.
      guard service.needsApproval else { return }
      visit.state = .requested
      try tx.save(visit, now: now)
      try awaitApproval(of: visit)
      return
    }
    visit.state = turn % 11 == 0 ? .cancelled : turn % 17 == 0 ? .noShow : .completed
    if visit.state == .cancelled { visit.cancelledBy = BookingEvent.Party.client.rawValue }
    try tx.save(visit, now: visit.ends)
  }
}
