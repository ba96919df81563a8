import Booking
import Foundation
import Store

extension FrontDesk {
  /// Bookings, clients, services, calendars and specialists as JSON, for other programs.
  ///
  /// Times are ISO 8601 in UTC, durations minutes, prices minor units of their currency.
  package func exportEverything() throws -> [UInt8] {
    let catalogue = try catalogue()
    let export = BookExport(
      bookings: try tx.allVisits().map { visit in
        .init(
          id: visit.id.raw, number: visit.number, state: visit.state.rawValue,
          revision: visit.revision, client: visit.client.raw, service: visit.service.raw,
          calendar: visit.calendar.raw, specialist: visit.specialist.raw,
          starts: visit.starts.description, ends: visit.ends.description, seats: visit.seats,
          capacity: visit.capacity, bufferBefore: visit.bufferBefore,
          bufferAfter: visit.bufferAfter, price: visit.price?.minor, currency: visit.currency,
          comment: visit.note, cancelledBy: visit.cancelledBy, reason: visit.reason,
          created: visit.created.description, series: visit.series?.raw, place: visit.place)
      },
      clients: try tx.clients().map { person in
        .init(
          id: person.id.raw, telegram: person.telegram, name: person.name,
          username: person.username, phone: person.phone, email: person.email,
          language: person.languageCode, isBlocked: person.isBlocked)
      },
      services: catalogue.services.map { service in
        .init(
          id: service.id.raw, name: service.name, description: service.about,
          duration: service.duration, price: service.price?.minor,
          currency: service.price?.currency, capacity: service.capacity,
          needsApproval: service.needsApproval, address: service.place.address,
          isHidden: service.isHidden, isDeleted: service.isDeleted)
      },
      calendars: catalogue.calendars.map { calendar in
        .init(
          id: calendar.id.raw, specialist: calendar.specialist.raw, name: calendar.name,
          timeZone: calendar.rules.zone.identifier,
          weekly: Dictionary(
            uniqueKeysWithValues: Weekday.allCases.map {
              ($0.key, calendar.rules.weekly[$0].map(\.description))
            }),
          exceptions: Dictionary(
            uniqueKeysWithValues: calendar.rules.exceptions.map {
              ($0.iso, $1.map(\.description))
            }),
          bufferBefore: calendar.rules.bufferBefore, bufferAfter: calendar.rules.bufferAfter,
          maximumPerDay: calendar.rules.maximumPerDay,
          minimumNotice: calendar.rules.minimumNotice,
          horizonDays: calendar.rules.horizonDays, step: calendar.rules.step,
          grid: calendar.rules.grid.rawValue, services: calendar.services.map(\.raw).sorted(),
          isActive: calendar.isActive)
      },
      specialists: catalogue.specialists.map {
        .init(id: $0.id.raw, name: $0.name, about: $0.about, isActive: $0.isActive)
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(export))
  }
}

/// The shape of the export of the whole book.
private struct BookExport: Encodable {
  struct Booking: Encodable {
    let id: Int64
    let number: String
    let state: String
    let revision: Int
    let client: Int64
    let service: Int64
    let calendar: Int64
    let specialist: Int64
    let starts: String
    let ends: String
    let seats: Int
    let capacity: Int
    let bufferBefore: Int
    let bufferAfter: Int
    let price: Int64?
    let currency: String
    let comment: String?
    let cancelledBy: String?
    let reason: String?
    let created: String
    /// The series it belongs to, and its place there from 0 on.
    let series: Int64?
    let place: Int?
  }
  struct Client: Encodable {
    let id: Int64
    let telegram: Int64?
    let name: String
    let username: String?
    let phone: String?
    let email: String?
    let language: String?
    let isBlocked: Bool
  }
  struct Service: Encodable {
    let id: Int64
    let name: String
    let description: String?
    let duration: Int
    let price: Int64?
    let currency: String?
    let capacity: Int
    let needsApproval: Bool
    let address: String?
    let isHidden: Bool
    let isDeleted: Bool
  }
  struct Calendar: Encodable {
    let id: Int64
    let specialist: Int64
    let name: String
    let timeZone: String
    let weekly: [String: [String]]
    let exceptions: [String: [String]]
    let bufferBefore: Int
    let bufferAfter: Int
    let maximumPerDay: Int?
    let minimumNotice: Int
    let horizonDays: Int
    let step: Int?
    let grid: String
    let services: [Int64]
    let isActive: Bool
  }
  struct Specialist: Encodable {
    let id: Int64
    let name: String
    let about: String?
    let isActive: Bool
  }

  let bookings: [Booking]
  let clients: [Client]
  let services: [Service]
  let calendars: [Calendar]
  let specialists: [Specialist]
}
