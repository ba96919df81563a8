import Foundation

/// A question for free times, as `bookingbot slots` reads it: one calendar, one service, what is
/// taken, and a span. Minutes throughout; moments in RFC 3339.
///
///     {"now": "2026-03-20T00:00:00Z", "from": "…", "to": "…",
///      "calendar": {"timeZone": "Europe/Kyiv", "weekly": {"mon": ["09:00-13:00"]},
///        "exceptions": {"2026-12-25": []}, "bufferBefore": 0, "bufferAfter": 0,
///        "maximumPerDay": null, "minimumNotice": 0, "horizonDays": 365, "step": 30,
///        "grid": "window"},
///      "service": {"duration": 30, "capacity": 1, "bufferBefore": null, "bufferAfter": null},
///      "busy": [{"kind": "booking", "start": "…", "end": "…", "bufferBefore": 5,
///        "bufferAfter": 5, "sameService": true, "seats": 1},
///        {"kind": "external", "start": "…", "end": "…"}]}
///
/// Only moments, time zone and duration must be there; null is as good as left out.
package struct SlotsRequest: Sendable {
  package let calendar: CalendarRules
  package let service: ServiceRules
  package let busy: [Busy]
  package let now: Instant
  package let from: Instant
  package let to: Instant

  package var availability: Availability {
    Availability(calendar: calendar, service: service, busy: busy, now: now)
  }

  /// Everything that is wrong with a request, each with the field it is about, on one line.
  package struct Fault: Error, Equatable, CustomStringConvertible {
    package let complaints: [String]
    package var description: String { complaints.joined(separator: "; ") }
  }

  /// Reads and checks a request. Throws every complaint together, such as
  /// `calendar.weekly.mon[0]: "25:00-26:00" is not a time range`.
  package init(json: Data) throws(Fault) {
    guard let document = try? JSONDecoder().decode(JSONDocument.self, from: json) else {
      throw Fault(complaints: ["request: not a JSON document"])
    }
    let complaints = Complaints()
    let request = SlotsRequest(RequestObject(document, at: "", complaints))
    guard let request, complaints.all.isEmpty else { throw Fault(complaints: complaints.all) }
    self = request
  }

  /// Nil only after a complaint.
  private init?(_ object: RequestObject) {
    let now = object.moment("now")
    let from = object.moment("from")
    let to = object.moment("to")
    let calendar = object.object("calendar").flatMap(CalendarRules.init(request:))
    let service = object.object("service").flatMap(ServiceRules.init(request:))
    let busy = object.objects("busy").map { Busy(request: $0, calendar: calendar) }
    object.refuseOthers()
    if let from, let to, from > to { object.complain("to", "is before from") }
    guard let now, let from, let to, let calendar, let service else { return nil }
    self.now = now
    self.from = from
    self.to = to
    self.calendar = calendar
    self.service = service
    self.busy = busy.compactMap { $0 }
  }
}

extension CalendarRules {
  fileprivate init?(request object: RequestObject) {
    let zoneName = object.text("timeZone")
    let zone = zoneName.flatMap { Zone($0) }
    if let zoneName, zone == nil {
      object.complain("timeZone", "\(RequestObject.quoted(zoneName)) is not a known time zone")
    }
    var weekly = WeeklyHours()
    if let days = object.optionalObject("weekly") {
      for weekday in Weekday.allCases { weekly[weekday] = days.ranges(weekday.key) }
      days.refuseOthers()
    }
    var exceptions: [LocalDate: [TimeRange]] = [:]
    if let dates = object.optionalObject("exceptions") {
      for key in dates.keys {
        if let date = LocalDate(iso: key) {
          exceptions[date] = dates.ranges(key)
        } else {
          dates.complain(key, "is not a date")
        }
      }
    }
    let bufferBefore = object.number("bufferBefore", in: 0...525_600) ?? 0
    let bufferAfter = object.number("bufferAfter", in: 0...525_600) ?? 0
    let maximumPerDay = object.number("maximumPerDay", in: 0...1_000_000)
    let minimumNotice = object.number("minimumNotice", in: 0...52_560_000) ?? 0
    let horizonDays = object.number("horizonDays", in: 0...10_000_000) ?? 365
    let step = object.number("step", in: 1...525_600)
    let gridName = object.optionalText("grid")
    let grid = gridName.map { Grid(rawValue: $0) } ?? .window
    if let gridName, grid == nil {
      let known = Grid.allCases.map(\.rawValue).joined(separator: ", ")
      object.complain("grid", "\(RequestObject.quoted(gridName)) is none of \(known)")
    }
    object.refuseOthers()
    guard let zone, let grid else { return nil }
    self.init(
      zone: zone, weekly: weekly, exceptions: exceptions, bufferBefore: bufferBefore,
      bufferAfter: bufferAfter, maximumPerDay: maximumPerDay, minimumNotice: minimumNotice,
      horizonDays: horizonDays, step: step, grid: grid)
  }
}

extension ServiceRules {
  fileprivate init?(request object: RequestObject) {
    let duration = object.requiredNumber("duration", in: 1...525_600)
    let capacity = object.number("capacity", in: 1...1_000_000) ?? 1
    let bufferBefore = object.number("bufferBefore", in: 0...525_600)
    let bufferAfter = object.number("bufferAfter", in: 0...525_600)
    object.refuseOthers()
    guard let duration else { return nil }
    self.init(
      duration: duration, capacity: capacity, bufferBefore: bufferBefore, bufferAfter: bufferAfter)
  }
}

extension Busy {
  fileprivate init?(request object: RequestObject, calendar: CalendarRules?) {
    let kind = object.text("kind")
    let start = object.moment("start")
    let end = object.moment("end")
    if let start, let end, start > end { object.complain("end", "is before start") }
    switch kind {
    case "booking":
      let bufferBefore = object.number("bufferBefore", in: 0...525_600)
      let bufferAfter = object.number("bufferAfter", in: 0...525_600)
      let sameService = object.flag("sameService") ?? false
      let seats = object.number("seats", in: 1...1_000_000) ?? 1
      object.refuseOthers()
      guard let start, let end else { return nil }
      self = .booking(
        start: start, end: end, bufferBefore: bufferBefore ?? calendar?.bufferBefore ?? 0,
        bufferAfter: bufferAfter ?? calendar?.bufferAfter ?? 0, sameService: sameService,
        seats: seats)
    case "external":
      object.refuseOthers()
      guard let start, let end else { return nil }
      self = .external(start: start, end: end)
    case let other?:
      object.complain("kind", "\(RequestObject.quoted(other)) is neither booking nor external")
      return nil
    case nil: return nil
    }
  }
}
