import Booking
import Store

/// What came of opening the owner's link.
package enum OwnerOutcome: Sendable {
  case welcome
  case alreadyOwner
  /// Used, expired or never made by this bot.
  case invalid
}

extension FrontDesk {
  private static var ownerKind: String { "owner" }
  /// Start parameters of owner links begin with this letter.
  package static var ownerPrefix: String { "o" }

  /// The start parameter of a fresh one-time owner link, valid for a day; earlier ones are void.
  /// Nil when there is an owner.
  package func ownerStartParameter() throws -> String? {
    guard try tx.owners().isEmpty else { return nil }
    try tx.revokeLinks(kind: Self.ownerKind, subject: 0)
    let link = try makeLink(Self.ownerKind, to: 0, expires: now.adding(minutes: 1_440))
    return Self.ownerPrefix + link.token
  }

  /// Makes the person who opened the link the owner, with a book of their own to start from.
  package func becomeOwner(_ token: String, _ person: Person) throws -> OwnerOutcome {
    if person.isOwner { return .alreadyOwner }
    guard let link = try tx.link(digest: KeyRing.digest(of: token)),
      link.kind == Self.ownerKind, link.used == nil, now < link.expires ?? now,
      KeyRing.same(token, means.keys.token(kind: link.kind, id: link.id, nonce: link.nonce)),
      try tx.owners().isEmpty
    else {
      try audit("ownerLinkMisused", by: person.id)
      return .invalid
    }
    try tx.useLink(link.id, by: person.id, now: now)
    var owner = person
    owner.isOwner = true
    try tx.save(owner)
    if try catalogue().business == nil {
      var business = try business()
      business.language = person.languageCode.map { String($0.prefix(2)) } ?? "en"
      try tx.save(business)
    }
    try audit("becomeOwner", by: person.id)
    try refreshMenu(of: owner)
    try startClocks()
    return .welcome
  }

  /// A calendar of a person's own, one in use before others; made at need, Monday to Friday from
  /// nine to six.
  func ownCalendar(of owner: Person) throws -> ID<Calendar> {
    let specialist: ID<Specialist>
    if let known = try catalogue().specialists.first(where: { $0.person == owner.id }) {
      specialist = known.id
    } else {
      specialist = try tx.addSpecialist(name: owner.name, person: owner.id)
    }
    let own = try catalogue().calendars.filter { $0.specialist == specialist }
    if let known = own.first(where: \.isActive) ?? own.first { return known.id }
    return try addCalendar(of: specialist, name: owner.name)
  }

  /// A calendar in the business's zone, Monday to Friday from nine to six, to start from.
  func addCalendar(of specialist: ID<Specialist>, name: String) throws -> ID<Calendar> {
    var weekly = WeeklyHours()
    for weekday in Weekday.allCases where weekday.rawValue <= 5 {
      weekly[weekday] = [TimeRange(start: 9 * 60, end: 18 * 60)]
    }
    return try tx.addCalendar(
      of: specialist, name: name,
      rules: CalendarRules(zone: try business().zone, weekly: weekly))
  }
}
