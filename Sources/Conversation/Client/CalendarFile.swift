import Booking
import FrontDesk
import ICalendar
import Phrasebook
import Store

/// A booking as an event for the client's own calendar.
enum CalendarFile {
  static func facts(of visit: Visit, wording: Wording, desk: FrontDesk) throws -> EventFacts {
    let service = wording.catalogue.service(visit.service)
    let place = service?.place ?? Place()
    let business = try desk.business()
    let status: EventFacts.Status =
      switch visit.state {
      case .confirmed, .completed: .confirmed
      case .cancelled, .declined, .expired, .noShow: .cancelled
      case .held, .requested: .tentative
      }
    return EventFacts(
      uid: "\(visit.number.lowercased())@\(desk.means.botUsername.lowercased()).telegram",
      sequence: visit.revision, status: status, stamp: desk.now.seconds,
      start: visit.starts.seconds,
      end: visit.ends.seconds,
      summary: "\(wording.serviceName(of: visit)) · \(business.name)",
      description: wording.facts(visit).plain,
      location: place.address ?? place.onlineLink ?? business.address,
      point: place.point.map { .init(latitude: $0.latitude, longitude: $0.longitude) })
  }
}
