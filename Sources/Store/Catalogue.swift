import Booking
import GRDB

/// What the business offers: an immutable picture of business, specialists, services and
/// calendars, loaded once, shared by all who look at it, and kept until one of them changes.
package final class Catalogue: Sendable {
  package let business: Business?
  package let specialists: [Specialist]
  package let services: [Service]
  /// Those that were not deleted.
  package let calendars: [Calendar]
  /// What the staff wants to be told, of those who said so.
  package let noticeWishes: [ID<Person>: NoticeWishes]
  /// What happens after visits.
  package let aftercare: Aftercare
  /// The business's own words, by language and key.
  package let ownTexts: [String: [String: String]]
  /// Services a client can book now: visible, and offered on an active calendar of an active
  /// specialist.
  package let bookable: [Service]
  private let allCalendars: [Calendar]
  /// The active calendars of active specialists that offer a service.
  private let offerings: [ID<Service>: [Calendar]]
  private let serviceIndex: [ID<Service>: Int]
  private let calendarIndex: [ID<Calendar>: Int]
  private let specialistIndex: [ID<Specialist>: Int]

  init(
    business: Business?, specialists: [Specialist], services: [Service], calendars: [Calendar],
    noticeWishes: [ID<Person>: NoticeWishes] = [:], aftercare: Aftercare = Aftercare(),
    ownTexts: [String: [String: String]] = [:]
  ) {
    self.noticeWishes = noticeWishes
    self.aftercare = aftercare
    self.ownTexts = ownTexts
    self.business = business
    self.specialists = specialists
    self.services = services
    self.calendars = calendars.filter { !$0.isDeleted }
    allCalendars = calendars
    serviceIndex = Dictionary(
      uniqueKeysWithValues: services.enumerated().map { ($1.id, $0) })
    calendarIndex = Dictionary(
      uniqueKeysWithValues: calendars.enumerated().map { ($1.id, $0) })
    specialistIndex = Dictionary(
      uniqueKeysWithValues: specialists.enumerated().map { ($1.id, $0) })
    let working = Set(specialists.filter(\.isActive).map(\.id))
    var offerings: [ID<Service>: [Calendar]] = [:]
    for calendar in self.calendars where calendar.isActive && working.contains(calendar.specialist)
    {
      for service in calendar.services { offerings[service, default: []].append(calendar) }
    }
    self.offerings = offerings
    bookable = services.filter { $0.isOnOffer && offerings[$0.id] != nil }
  }

  /// The service, also a hidden or deleted one: old bookings keep pointing at it.
  package func service(_ id: ID<Service>) -> Service? { serviceIndex[id].map { services[$0] } }

  /// The calendar, also one that is not in use or deleted.
  package func calendar(_ id: ID<Calendar>) -> Calendar? {
    calendarIndex[id].map { allCalendars[$0] }
  }

  /// Whose service it is: the specialists on whose calendars it is offered, in use or not. Where it
  /// is offered nowhere any more, those on whose deleted calendars it was.
  package func keepers(of service: ID<Service>) -> Set<ID<Specialist>> {
    func among(_ calendars: [Calendar]) -> Set<ID<Specialist>> {
      Set(calendars.filter { $0.services.contains(service) }.map(\.specialist))
    }
    let present = among(calendars)
    return present.isEmpty ? among(allCalendars) : present
  }

  package func specialist(_ id: ID<Specialist>) -> Specialist? {
    specialistIndex[id].map { specialists[$0] }
  }

  /// Active calendars that offer the service, in the specialists' order.
  package func calendars(
    offering service: ID<Service>, of specialist: ID<Specialist>? = nil
  ) -> [Calendar] {
    let calendars = offerings[service] ?? []
    guard let specialist else { return calendars }
    return calendars.filter { $0.specialist == specialist }
  }

  /// Whether clients can book the service now, of that specialist or of anyone.
  package func offers(_ service: ID<Service>, of specialist: ID<Specialist>? = nil) -> Bool {
    guard let index = serviceIndex[service], services[index].isOnOffer,
      let calendars = offerings[service]
    else { return false }
    return specialist == nil || calendars.contains { $0.specialist == specialist }
  }

  /// How many open bookings one client may have at most.
  package var maximumOpen: Int? { business?.maximumOpen }

  /// Whether only those may book who were invited.
  package var isClosed: Bool { business?.invitations.isClosed ?? false }

  /// Active specialists who offer the service, in their order.
  package func specialists(offering service: ID<Service>) -> [Specialist] {
    let those = Set(calendars(offering: service).map(\.specialist))
    return specialists.filter { those.contains($0.id) }
  }
}

/// The business and its rules of the house, set in the chat.
package struct Business: Sendable, Hashable {
  package var name: String
  package var zone: Zone
  package var language: String
  package var currency: String
  /// ISO 3166 region; the default for phone numbers typed without a country code.
  package var country: String
  package var about: String?
  package var address: String?
  package var phone: String?
  package var email: String?
  package var asksPhone = false
  package var asksEmail = false
  package var holdMinutes = 5
  /// A request that waits for approval expires after so many hours.
  package var approvalHours = 24
  /// How long a time that came free is kept for somebody on the waiting list.
  package var offerMinutes = 15
  /// Until so many hours before the start a client cancels alone; later it asks the specialist.
  package var cancelHours = 0
  /// How many open bookings one client may have at most.
  package var maximumOpen: Int?
  /// How many days a link to results opens them.
  package var resultsDays = 30
  /// Read with the business, saved on its own.
  package internal(set) var invitations = InvitationRules()
  /// Likewise.
  package internal(set) var reminders = ReminderRules()

  package init(
    name: String, zone: Zone, language: String, currency: String, country: String
  ) {
    self.name = name
    self.zone = zone
    self.language = language
    self.currency = currency
    self.country = country
  }
}

/// A person who offers services: one resource, whose bookings on all calendars block each other.
package struct Specialist: Sendable, Hashable {
  package let id: ID<Specialist>
  package var person: ID<Person>?
  package var name: String
  package var about: String?
  package var isActive: Bool
  package var position: Int
  package var access: Access = .own

  /// Whose books a specialist may look into, beside their own.
  package enum Access: String, Sendable, CaseIterable {
    case own
    /// Sees everybody's book, changes only their own.
    case view
    /// Sees and changes everybody's book.
    case manage
  }
}

/// What can be booked.
package struct Service: Sendable, Hashable {
  package let id: ID<Service>
  package var name: String
  package var about: String?
  /// Minutes.
  package var duration: Int
  package var price: Money?
  /// A file id of Telegram.
  package var photo: String?
  package var bufferBefore: Int?
  package var bufferAfter: Int?
  package var capacity: Int
  package var needsApproval: Bool
  package var place: Place
  package var isHidden: Bool
  package var isDeleted: Bool
  package var position: Int
  /// Minutes before the start, largest first; nil: as the house does. Saved on their own.
  package internal(set) var reminders: [Int]?

  /// A service as it is before it has an id.
  package init(
    name: String, about: String? = nil, duration: Int, price: Money?, capacity: Int = 1,
    needsApproval: Bool = false, place: Place = Place()
  ) {
    self.init(
      id: ID(0), name: name, about: about, duration: duration, price: price, photo: nil,
      bufferBefore: nil, bufferAfter: nil, capacity: capacity, needsApproval: needsApproval,
      place: place, isHidden: false, isDeleted: false, position: 0)
  }

  init(
    id: ID<Service>, name: String, about: String?, duration: Int, price: Money?, photo: String?,
    bufferBefore: Int?, bufferAfter: Int?, capacity: Int, needsApproval: Bool, place: Place,
    isHidden: Bool, isDeleted: Bool, position: Int
  ) {
    self.id = id
    self.name = name
    self.about = about
    self.duration = duration
    self.price = price
    self.photo = photo
    self.bufferBefore = bufferBefore
    self.bufferAfter = bufferAfter
    self.capacity = capacity
    self.needsApproval = needsApproval
    self.place = place
    self.isHidden = isHidden
    self.isDeleted = isDeleted
    self.position = position
  }

  package var isOnOffer: Bool { !isHidden && !isDeleted }
  package var rules: ServiceRules {
    ServiceRules(
      duration: duration, capacity: capacity, bufferBefore: bufferBefore,
      bufferAfter: bufferAfter)
  }
}

/// Where a visit takes place, as far as it was said.
package struct Place: Sendable, Hashable {
  package var address: String?
  package var point: Point?
  package var onlineLink: String?

  package init(address: String? = nil, point: Point? = nil, onlineLink: String? = nil) {
    self.address = address
    self.point = point
    self.onlineLink = onlineLink
  }

  /// A point on the map in degrees (WGS 84).
  package struct Point: Sendable, Hashable {
    package var latitude: Double
    package var longitude: Double

    package init(latitude: Double, longitude: Double) {
      self.latitude = latitude
      self.longitude = longitude
    }
  }
}

/// When a specialist works, and what is offered then.
package struct Calendar: Sendable, Hashable {
  package let id: ID<Calendar>
  package let specialist: ID<Specialist>
  package var name: String
  package var rules: CalendarRules
  package var services: Set<ID<Service>>
  /// Whether clients can book it.
  package var isActive: Bool
  package var isDeleted: Bool
}
