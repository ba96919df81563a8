import Booking
import Store

/// What happens when a visit is over: the client is asked how it was, and after some weeks whether
/// it is time for the next one. Each once for a visit, by timers that are set when it is completed.
extension FrontDesk {
  /// How long after its time a question still makes sense.
  private static var patience: Int { 3 * 1_440 }
  private static var daysBetweenRatings: Int { 7 }
  /// A client may rate a visit for so many days, and think better of it for a week.
  private static var daysToRate: Int { 30 }
  private static var daysToChange: Int { 7 }

  /// A visit was completed: sets what follows from it.
  func followUp(_ visit: Visit) throws {
    let care = try catalogue().aftercare
    if care.rating != .never || care.comeBack[visit.service] != nil,
      let client = try tx.person(visit.client), client.telegram != nil
    {
      let zone = try zone(of: client)
      if let due = try ratingTime(care.rating, of: client, in: zone),
        due < visit.ends.adding(minutes: 10_080)
      {
        try tx.setTimer(Bell.rating.rawValue, subject: visit.id.raw, due: due)
      }
      if let due = try comeBackTime(of: visit, in: zone), due > now {
        try tx.setTimer(Bell.comeBack.rawValue, subject: visit.id.raw, due: due)
      }
    }
  }

  /// It was no visit after all: what would have followed does not.
  func forgetFollowUp(_ visit: Visit) throws {
    for bell in [Bell.rating, .comeBack] {
      try tx.clearTimers(bell.rawValue, subject: visit.id.raw)
    }
  }

  private func zone(of client: Person) throws -> Zone {
    try client.zone ?? business().zone
  }

  private func ratingTime(
    _ rating: Aftercare.Rating, of client: Person, in zone: Zone
  ) throws -> Instant? {
    let moment: Instant? =
      switch rating {
      case .never: nil
      case .oneHour: now.adding(minutes: 60)
      case .twoHours: now.adding(minutes: 120)
      case .threeHours: now.adding(minutes: 180)
      case .nextMorning: zone.instant(zone.local(now).date.adding(days: 1), minute: 600)
      }
    return try moment.map { try waking($0, client) }
  }

  /// The moment itself, or the end of the client's quiet hours where it falls into them.
  func waking(_ moment: Instant, _ client: Person) throws -> Instant {
    let (hours, zone) = try quiet(client.quiet, in: client.zone)
    return hours?.stretch(at: moment, in: zone)?.upperBound ?? moment
  }

  /// So many days after the visit, late in the morning.
  private func comeBackTime(of visit: Visit, in zone: Zone) throws -> Instant? {
    guard let days = try catalogue().aftercare.comeBack[visit.service] else { return nil }
    return zone.instant(zone.local(visit.ends).date.adding(days: days), minute: 660)
  }

  // MARK: When it is time

  func ringRating(_ id: ID<Visit>, due: Instant) throws {
    guard let visit = try tx.visit(id), visit.state == .completed,
      let client = try tx.person(visit.client), client.telegram != nil, !client.isBlocked,
      try catalogue().aftercare.rating != .never, try tx.review(of: id) == nil,
      now < due.adding(minutes: Self.patience)
    else { return }
    // After a downtime it may be night, or the client keeps other hours now.
    let awake = try waking(now, client)
    if awake > now {
      return try tx.setTimer(Bell.rating.rawValue, subject: id.raw, due: awake)
    }
    if let last = try tx.lastAsked(client.id),
      now < last.adding(minutes: Self.daysBetweenRatings * 1_440)
    {
      return
    }
    try tx.noteAsked(visit, now: now)
    try tell(client, Notice(kind: .rateVisit, visit: visit), at: .reminder)
  }

  func ringComeBack(_ id: ID<Visit>, due: Instant) throws {
    guard let visit = try tx.visit(id), visit.state == .completed,
      let client = try tx.person(visit.client), client.telegram != nil, !client.isBlocked,
      let wanted = try comeBackTime(of: visit, in: zone(of: client)),
      try catalogue().service(visit.service)?.isOnOffer == true
    else { return }
    // The service's rule has changed since.
    if wanted > now {
      return try tx.setTimer(Bell.comeBack.rawValue, subject: id.raw, due: wanted)
    }
    guard now < due.adding(minutes: Self.patience) else { return }
    let awake = try waking(now, client)
    if awake > now {
      return try tx.setTimer(Bell.comeBack.rawValue, subject: id.raw, due: awake)
    }
    guard try tx.wantsNudges(client.id),
      try tx.upcoming(of: client.id, now: now, limit: 1).isEmpty,
      try !tx.hasLater(of: client.id, for: visit.service, after: visit.starts)
    else { return }
    try tell(client, Notice(kind: .comeBack, visit: visit), at: .reminder)
  }

  // MARK: What the client says

  /// Whether the client may rate a visit now, or change what they said.
  package func mayRate(_ visit: Visit, _ review: Review?) -> Bool {
    guard visit.state == .completed else { return false }
    if let created = review?.created {
      return now < created.adding(minutes: Self.daysToChange * 1_440)
    }
    return now < visit.ends.adding(minutes: Self.daysToRate * 1_440)
  }

  package func rate(
    _ id: ID<Visit>, _ stars: Int, by client: Person
  ) throws -> RateOutcome {
    guard let visit = try tx.visit(id), visit.client == client.id, visit.state != .held else {
      return .notYours
    }
    let before = try tx.review(of: id)
    guard (1...5).contains(stars), mayRate(visit, before) else { return .tooLate(visit, before) }
    if before?.stars != stars {
      try tx.setStars(stars, of: visit, now: now)
      try audit(
        "rate", by: client.id, subject: id.raw, detail: AuditChanges.stars(before?.stars, stars))
      try tx.clearTimers(Bell.review.rawValue, subject: id.raw)
      // Who was unhappy is heard at once, and that once; others may find words first.
      if stars <= Review.low, try !tx.isKnownLow(id) {
        try tellReview(visit)
      } else {
        try tx.setTimer(Bell.review.rawValue, subject: id.raw, due: now.adding(minutes: 10))
      }
    }
    guard let review = try tx.review(of: id) else { return .tooLate(visit, before) }
    return .rated(visit, review)
  }

  /// A few words to the stars.
  package func say(
    _ words: String, of id: ID<Visit>, by client: Person
  ) throws -> RateOutcome {
    guard let visit = try tx.visit(id), visit.client == client.id else { return .notYours }
    let before = try tx.review(of: id)
    guard before?.stars != nil, mayRate(visit, before) else { return .tooLate(visit, before) }
    try tx.setWords(words, of: id)
    try audit("review", by: client.id, subject: id.raw)
    try tx.clearTimers(Bell.review.rawValue, subject: id.raw)
    try tellReview(visit)
    guard let review = try tx.review(of: id) else { return .tooLate(visit, before) }
    return .rated(visit, review)
  }

  func ringReview(_ id: ID<Visit>) throws {
    if let visit = try tx.visit(id) { try tellReview(visit) }
  }

  /// Tells the specialist, and of a bad one the owners too.
  private func tellReview(_ visit: Visit) throws {
    guard let review = try tx.review(of: visit.id), let stars = review.stars else { return }
    let keeper = try catalogue().specialist(visit.specialist)
    // What follows is an addition to what was told, and said quietly.
    let isKnown = try stars <= Review.low ? tx.isKnownLow(visit.id) : tx.isReviewTold(visit.id)
    try tx.noteReviewTold(visit.id, stars: stars)
    let notice = Notice(kind: .reviewed, visit: visit, text: isKnown ? "addition" : nil)
    var told: Set<ID<Person>> = []
    if let keeper, keeper.isActive, let person = try keeper.person.flatMap({ try tx.person($0) }) {
      if stars <= Review.low || wantsReviews(person) {
        try tell(person, notice)
      }
      told.insert(person.id)
    }
    guard stars <= Review.low || told.isEmpty else { return }
    for owner in try tx.owners() where !told.contains(owner.id) {
      if stars <= Review.low || wantsReviews(owner) {
        try tell(owner, notice)
      }
    }
  }

  private func wantsReviews(_ person: Person) -> Bool {
    (try? catalogue().noticeWishes[person.id]?.muted.contains(.reviewed)) != true
  }

  /// Whether the client is invited to come again.
  package func setNudges(_ wants: Bool, of client: Person) throws {
    guard try tx.wantsNudges(client.id) != wants else { return }
    try tx.setNudges(wants, of: client.id)
    try audit(wants ? "allowNudges" : "stopNudges", by: client.id, subject: client.id.raw)
  }

  // MARK: The rules

  /// Changes what the business does after visits; nil when the person is not an owner.
  package func setAftercare(
    by person: Person, _ change: (inout Aftercare) -> Void
  ) throws -> Aftercare? {
    guard person.isOwner else { return nil }
    let before = try catalogue().aftercare
    var care = before
    change(&care)
    if care == before { return before }
    try tx.save(care)
    var changes = AuditChanges()
    changes.note("completionHours", before.completionHours, care.completionHours)
    changes.note("rating", before.rating.rawValue, care.rating.rawValue)
    try audit("editAftercare", by: person.id, detail: changes.detail)
    return try catalogue().aftercare
  }

  /// After how many days clients of a service are invited again; false when the service is not the
  /// person's to change.
  package func setComeBack(
    _ days: Int?, of id: ID<Service>, by person: Person
  ) throws -> Bool {
    guard try mayEdit(id, person) else { return false }
    let before = try catalogue().aftercare.comeBack[id]
    if before == days { return true }
    try tx.setComeBack(days, of: id)
    var changes = AuditChanges()
    changes.note("comeBackDays", before, days)
    try audit("editService", by: person.id, subject: id.raw, detail: changes.detail)
    return true
  }

  /// Reviews of a book, newest first, with the sum of all; nil when it is not the person's to read.
  package func reviews(
    of specialist: ID<Specialist>?, limit: Int, offset: Int, for person: Person
  ) throws -> (sum: ReviewSum, reviews: [ListedReview])? {
    let rights = try rights(of: person)
    guard specialist.map({ rights.mayRead($0) }) ?? rights.readsEverything else { return nil }
    return (
      try tx.sumReviews(of: specialist),
      try tx.reviews(of: specialist, limit: limit, offset: offset)
    )
  }
}

/// What came of rating a visit.
package enum RateOutcome: Sendable {
  case rated(Visit, Review)
  /// It was too long ago, or there was no visit; what was said before, if anything.
  case tooLate(Visit, Review?)
  case notYours
}

extension AuditChanges {
  static func stars(_ old: Int?, _ new: Int) -> String? {
    var changes = AuditChanges()
    changes.note("stars", old, new)
    return changes.detail
  }
}
