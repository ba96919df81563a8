import Booking
import FrontDesk
import Phrasebook
import Store

/// What an entry of the log says beside what was done: the old and the new, in the reader's words.
extension AuditWording {
  func detail(_ detail: String, _ entry: AuditEntry) -> String? {
    switch entry.action {
    case "teamLinkMisused", "invitationMisused": return reason(detail)
    case "setException": return days(detail)
    // Numbers of other tables.
    case "addNote", "removeNote", "exportBookings": return nil
    default: break
    }
    return detail.split(separator: "\n").map { changed(String($0)) }.joined(separator: "; ")
  }

  /// “price: 2800 EUR → 3000 EUR” as the reader says it; other words as they are.
  private func changed(_ line: String) -> String {
    guard let change = AuditChange.read(line)?.first else { return line }
    let values = voice.text(
      "audit.change",
      [
        "old": .text(value(change.old, of: change.field)),
        "new": .text(value(change.new, of: change.field)),
      ])
    guard let name = name(of: change.field) else { return values }
    return "\(name): \(values)"
  }

  /// Why an invitation opened nothing.
  private func reason(_ word: String) -> String {
    switch word {
    case "used", "openedUsed": voice.text("audit.linkUsed")
    case "expired", "openedExpired": voice.text("audit.linkExpired")
    case "revoked", "openedCancelled": voice.text("audit.linkRevoked")
    case "openedReplaced": voice.text("audit.linkReplaced")
    case "openedBlocked", "openedByBlocked": voice.text("audit.linkBlocked")
    case "hasBook", "openedByStaff": voice.text("audit.linkHasBook")
    case "owner": voice.text("audit.linkOwner")
    default: voice.text("audit.linkUnknown")
    }
  }

  /// `off 2026-12-24..2027-01-02`, `hours 2026-12-24 10:00-14:00` as `ScheduleEdit` describes itself.
  private func days(_ detail: String) -> String? {
    let words = detail.split(separator: " ").map(String.init)
    guard words.count >= 2 else { return nil }
    let dates = words[1].components(separatedBy: "..").compactMap { LocalDate(iso: $0) }
      .map { voice.date($0, .numeric) }.joined(separator: "–")
    let hours = words.dropFirst(2).joined(separator: " ").replacing("-", with: "–")
      .replacing(",", with: ", ")
    switch words[0] {
    case "off": return voice.text("audit.dayOff", ["dates": .text(dates)])
    case "hours":
      return voice.text("audit.dayHours", ["dates": .text(dates), "hours": .text(hours)])
    case "extra":
      return voice.text("audit.dayExtra", ["dates": .text(dates), "hours": .text(hours)])
    case "without":
      return voice.text("audit.dayWithout", ["dates": .text(dates), "hours": .text(hours)])
    case "usual": return voice.text("audit.dayUsual", ["dates": .text(dates)])
    default: return nil
    }
  }

  // MARK: Fields and values

  private func name(of field: String) -> String? {
    if let weekday = Self.weekday(of: field) {
      return voice.weekday(weekday, .full).capitalisedFirst
    }
    return Self.fields[field].map { voice.text($0) }
  }

  /// The hours of each weekday are a field of their own: `weekday1` is Monday.
  private static func weekday(of field: String) -> Weekday? {
    guard field.hasPrefix("weekday") else { return nil }
    return field.last?.wholeNumberValue.flatMap(Weekday.init(rawValue:))
  }

  private static let fields: [String: Key] = [
    "name": "button.title", "about": "button.about", "duration": "button.duration",
    "price": "button.price", "capacity": "button.capacity", "address": "button.address",
    "currency": "button.currency", "zone": "button.zone", "language": "button.language",
    "phone": "button.phone", "email": "button.email", "access": "button.access",
    "photo": "audit.fieldPhoto", "bufferBefore": "audit.fieldBefore",
    "bufferAfter": "audit.fieldAfter", "approval": "audit.fieldApproval",
    "online": "audit.fieldOnline", "hidden": "audit.fieldHidden", "deleted": "audit.fieldDeleted",
    "country": "audit.fieldCountry", "asksPhone": "audit.fieldAsksPhone",
    "asksEmail": "audit.fieldAsksEmail", "holdMinutes": "audit.fieldHold",
    "approvalHours": "audit.fieldApprovalHours", "cancelHours": "audit.fieldCancelHours",
    "maximumOpen": "audit.fieldMaximumOpen", "time": "audit.fieldTime", "point": "button.point",
    "order": "audit.fieldOrder", "step": "button.step", "grid": "button.grid",
    "perDay": "button.perDay", "notice": "button.notice", "horizon": "button.horizon",
    "inUse": "audit.fieldInUse",
    "noticeBooked": "notices.booked", "noticeMoved": "notices.moved",
    "noticeCancelled": "notices.cancelled", "noticeNoted": "notices.noted",
    "noticeReviewed": "notices.reviewed", "morning": "button.morningAgenda",
    "evening": "button.eveningAgenda", "completionHours": "audit.fieldCompletion",
    "rating": "audit.fieldRating", "comeBackDays": "button.comeBack", "stars": "audit.fieldStars",
    "freeDays": "audit.fieldFreeDays", "offerMinutes": "business.offerMinutesTitle",
    "reminders": "button.reminders", "quiet": "button.quiet",
    "unconfirmed": "button.unconfirmed",
    "day": "button.sessionDay", "specialist": "button.specialist",
    "pickLimit": "button.pickLimit", "claimable": "audit.fieldClaimable",
    "openToGuests": "audit.fieldOpenToGuests", "resultsDays": "audit.fieldResultsDays",
  ]

  private func value(_ value: String, of field: String) -> String {
    if value == "–" { return value }
    if Self.weekday(of: field) != nil { return value.replacing("-", with: "–") }
    switch field {
    case "duration", "bufferBefore", "bufferAfter", "holdMinutes", "step", "notice",
      "offerMinutes":
      return Int(value).map { voice.duration(minutes: $0) } ?? value
    case "rating": return Aftercare.Rating(rawValue: value).map { voice.text($0.title) } ?? value
    case "comeBackDays":
      return Int(value).map { voice.text("hours.days", ["count": .number($0)]) } ?? value
    case "reminders":
      return voice.list(
        value.components(separatedBy: ", ").compactMap { Int($0) }
          .map(ReminderWording(wording: wording).span))
    case "quiet": return value.replacing("-", with: "–")
    case "approvalHours", "cancelHours", "completionHours", "unconfirmed":
      return Int(value).map { voice.duration(minutes: $0 * 60) } ?? value
    case "specialist":
      return Int64(value).flatMap { wording.catalogue.specialist(ID($0))?.name } ?? value
    case "day":
      return LocalDate(iso: value).map { voice.date($0, .numeric) } ?? value
    case "horizon", "resultsDays":
      return Int(value).map { voice.text("hours.days", ["count": .number($0)]) } ?? value
    case "grid": return Grid(rawValue: value).map { voice.text($0.name) } ?? value
    case "price": return price(value)
    case "morning", "evening": return Int(value).map { voice.time(minute: $0) } ?? value
    case "time": return Int64(value).map { wording.near(Instant($0), zone) } ?? value
    case "zone": return Zone(value).map { voice.city($0) } ?? value
    case "access": return Specialist.Access(rawValue: value).map(access) ?? value
    default:
      switch value {
      case "yes": return voice.text("general.yes")
      case "no": return voice.text("general.no")
      default: return value
      }
    }
  }

  /// From “2800 EUR”.
  private func price(_ value: String) -> String {
    let parts = value.split(separator: " ")
    guard parts.count == 2, let minor = Int64(parts[0]),
      let money = Money(minor: minor, currency: String(parts[1]))
    else { return value }
    return voice.money(money)
  }

  private func access(_ access: Specialist.Access) -> String {
    switch access {
    case .own: voice.text("team.own")
    case .view: voice.text("team.view")
    case .manage: voice.text("team.manage")
    }
  }
}
