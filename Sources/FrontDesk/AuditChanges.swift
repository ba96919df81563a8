import Booking
import Store

/// What changed, as the log keeps it: a line per field, `field: old → new`, in no language. The
/// reader's words for fields and values are found when it is read.
package struct AuditChange: Sendable, Hashable {
  package let field: String
  package let old: String
  package let new: String

  /// The lines of a detail that are changes; nil where one is something else.
  package static func read(_ detail: String) -> [AuditChange]? {
    var changes: [AuditChange] = []
    for line in detail.split(separator: "\n") {
      guard let colon = line.firstRange(of: ": "),
        let arrow = line[colon.upperBound...].firstRange(of: " → ")
      else { return nil }
      changes.append(
        AuditChange(
          field: String(line[..<colon.lowerBound]),
          old: String(line[colon.upperBound..<arrow.lowerBound]),
          new: String(line[arrow.upperBound...])))
    }
    return changes
  }
}

/// Gathers changes for a detail; values that stayed are left out.
struct AuditChanges {
  private(set) var lines: [String] = []

  mutating func note(_ field: String, _ old: String?, _ new: String?) {
    guard old != new else { return }
    lines.append("\(field): \(Self.clean(old)) → \(Self.clean(new))")
  }

  mutating func note(_ field: String, _ old: Int?, _ new: Int?) {
    note(field, old.map { String($0) }, new.map { String($0) })
  }

  mutating func note(_ field: String, _ old: Bool, _ new: Bool) {
    note(field, old ? "yes" : "no", new ? "yes" : "no")
  }

  var detail: String? { lines.isEmpty ? nil : lines.joined(separator: "\n") }

  /// One line, not too long; a dash where there was nothing.
  private static func clean(_ value: String?) -> String {
    guard let value, !value.isEmpty else { return "–" }
    let line = String(value.map { $0.isNewline ? " " : $0 })
    return line.count > 80 ? line.prefix(79) + "…" : line
  }
}

extension AuditChanges {
  init(_ old: Service, _ new: Service) {
    note("name", old.name, new.name)
    note("about", old.about, new.about)
    note("duration", old.duration, new.duration)
    note("price", Self.plain(old.price), Self.plain(new.price))
    note("photo", old.photo != nil, new.photo != nil)
    note("bufferBefore", old.bufferBefore, new.bufferBefore)
    note("bufferAfter", old.bufferAfter, new.bufferAfter)
    note("capacity", old.capacity, new.capacity)
    note("approval", old.needsApproval, new.needsApproval)
    note("address", old.place.address, new.place.address)
    note("point", Self.plain(old.place.point), Self.plain(new.place.point))
    // What follows the host may be a key to the visit.
    note("online", Self.host(old.place.onlineLink), Self.host(new.place.onlineLink))
    note("hidden", old.isHidden, new.isHidden)
    note("deleted", old.isDeleted, new.isDeleted)
  }

  /// What a new service begins with, beside its name.
  init(of new: Service) {
    note("duration", nil, new.duration)
    note("price", nil, Self.plain(new.price))
  }

  /// A weekday is a field of its own, by its number: Monday is 1.
  init(_ old: Calendar, _ new: Calendar) {
    let (was, becomes) = (old.rules, new.rules)
    note("name", old.name, new.name)
    note("zone", was.zone.identifier, becomes.zone.identifier)
    for weekday in Weekday.allCases {
      note(
        "weekday\(weekday.rawValue)", Self.plain(was.weekly[weekday]),
        Self.plain(becomes.weekly[weekday]))
    }
    note("bufferBefore", was.bufferBefore, becomes.bufferBefore)
    note("bufferAfter", was.bufferAfter, becomes.bufferAfter)
    note("step", was.step, becomes.step)
    note("grid", was.grid.rawValue, becomes.grid.rawValue)
    note("perDay", was.maximumPerDay, becomes.maximumPerDay)
    note("notice", was.minimumNotice, becomes.minimumNotice)
    note("horizon", was.horizonDays, becomes.horizonDays)
    note("inUse", old.isActive, new.isActive)
  }

  init(_ old: Business, _ new: Business) {
    note("name", old.name, new.name)
    note("about", old.about, new.about)
    note("zone", old.zone.identifier, new.zone.identifier)
    note("language", old.language, new.language)
    note("currency", old.currency, new.currency)
    note("country", old.country, new.country)
    note("address", old.address, new.address)
    note("phone", old.phone, new.phone)
    note("email", old.email, new.email)
    note("asksPhone", old.asksPhone, new.asksPhone)
    note("asksEmail", old.asksEmail, new.asksEmail)
    note("holdMinutes", old.holdMinutes, new.holdMinutes)
    note("approvalHours", old.approvalHours, new.approvalHours)
    note("cancelHours", old.cancelHours, new.cancelHours)
    note("offerMinutes", old.offerMinutes, new.offerMinutes)
    note("maximumOpen", old.maximumOpen, new.maximumOpen)
    note("resultsDays", old.resultsDays, new.resultsDays)
  }

  private static func plain(_ price: Money?) -> String? {
    price.map { "\($0.minor) \($0.currency)" }
  }

  private static func plain(_ point: Place.Point?) -> String? {
    point.map { "\($0.latitude), \($0.longitude)" }
  }

  private static func plain(_ windows: [TimeRange]) -> String {
    windows.map(\.description).joined(separator: ", ")
  }

  private static func host(_ link: String?) -> String? {
    link.map { $0.split(separator: "/").prefix(2).joined(separator: "//") }
  }

  static func moved(from old: Instant, to new: Instant) -> String? {
    var changes = AuditChanges()
    changes.note("time", String(old.seconds), String(new.seconds))
    return changes.detail
  }
}
