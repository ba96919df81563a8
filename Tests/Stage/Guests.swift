import Booking
import FrontDesk
import Store

extension Stage {
  /// Puts somebody without a chat into the books: `contact` is a phone number, an e-mail or a
  /// @username; with a booking of the specialist's first service at each hour from now.
  package func addGuest(
    _ name: String, contact: String, ofSpecialistAt index: Int, hours: [Int]
  ) throws {
    try change { desk in
      let specialist = try desk.catalogue().specialists[index].id
      guard
        let calendar = try desk.catalogue().calendars.first(where: { $0.specialist == specialist }),
        let service = try desk.catalogue().services.first(where: {
          calendar.services.contains($0.id)
        })
      else { return }
      let details = GuestDetails(
        name: name, phone: contact.hasPrefix("+") ? contact : nil,
        email: contact.dropFirst().contains("@") ? contact : nil,
        username: contact.hasPrefix("@") ? String(contact.dropFirst()) : nil)
      let staff = try desk.catalogue().specialists[index].person
      guard let staff, let guest = try desk.tx.add(details, by: staff, now: desk.now)?.id else {
        return
      }
      try desk.tx.addClient(guest, to: specialist, now: desk.now)
      for hour in hours {
        let draft = NewVisit(
          number: "G\(guest)H\(hour)", client: guest, service: service, calendar: calendar,
          starts: desk.now.adding(minutes: hour * 60), state: .confirmed)
        _ = try desk.tx.add(draft, now: desk.now)
      }
    }
  }
}
