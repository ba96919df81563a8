/// What a calendar entry says about one booking (RFC 5545 §3.6.1). Instants are Unix seconds.
package struct EventFacts: Sendable, Equatable {
  package enum Status: Sendable, Equatable {
    /// Waits for somebody's word.
    case tentative
    case confirmed
    case cancelled
  }

  /// A point on the map, in degrees (WGS 84): north and east are positive.
  package struct Point: Sendable, Equatable {
    package var latitude: Double
    package var longitude: Double

    package init(latitude: Double, longitude: Double) {
      self.latitude = latitude
      self.longitude = longitude
    }
  }

  /// Who gives the appointment.
  package struct Organizer: Sendable, Equatable {
    package var name: String
    package var email: String?

    package init(name: String, email: String?) {
      self.name = name
      self.email = email
    }
  }

  /// Names the entry in every calendar for ever; the same for each revision of a booking.
  package var uid: String
  /// The booking's revision: a calendar keeps the entry with the highest.
  package var sequence: Int
  package var status: Status
  /// When this file was made: a given moment, so that the same facts give the same bytes.
  package var stamp: Int64
  package var start: Int64
  package var end: Int64
  package var summary: String
  package var description: String?
  package var location: String?
  package var point: Point?
  /// RFC 5546 wants one in every published entry; most calendars do without.
  package var organizer: Organizer?
  package var url: String?
  /// Minutes before the start at which the calendar should call; none for a cancelled entry.
  package var alarms: [Int]

  package init(
    uid: String, sequence: Int, status: Status, stamp: Int64, start: Int64, end: Int64,
    summary: String, description: String? = nil, location: String? = nil, point: Point? = nil,
    organizer: Organizer? = nil, url: String? = nil, alarms: [Int] = []
  ) {
    self.uid = uid
    self.sequence = sequence
    self.status = status
    self.stamp = stamp
    self.start = start
    self.end = end
    self.summary = summary
    self.description = description
    self.location = location
    self.point = point
    self.organizer = organizer
    self.url = url
    self.alarms = alarms
  }
}
