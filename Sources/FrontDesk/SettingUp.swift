import Booking
import Store

/// The set-up, question by question. What is answered is kept at once, so that an owner may stop
/// anywhere and go on another day.
extension FrontDesk {
  package typealias Step = SetupProgress.Step

  /// Where the set-up stands; nil when it is done or was never begun.
  package func setupProgress() throws -> SetupProgress? { try tx.setupProgress() }

  /// Begins at the first question, or goes on where it was left. Nil when the person is no owner.
  package func beginSetup(by person: Person) throws -> SetupProgress? {
    guard person.isOwner else { return nil }
    if let progress = try tx.setupProgress() { return progress }
    let progress = SetupProgress(step: .name)
    try tx.save(progress)
    return progress
  }

  /// The questions that make sense now. The first service is asked for while there is none; hours
  /// are those of the owner's own calendar, for owners who keep a book.
  package func setupSteps(for owner: Person) throws -> [Step] {
    let catalogue = try catalogue()
    let hasService = catalogue.services.contains { !$0.isDeleted }
    let keepsBook = try catalogue.calendars.isEmpty || specialist(of: owner) != nil
    return Step.allCases.filter { step in
      switch step {
      case .service, .duration, .price: !hasService
      case .hours: keepsBook
      case .name, .language, .zone, .currency, .address, .phone: true
      }
    }
  }

  /// Goes to the question after `step`; nil when that was the last one.
  package func advanceSetup(
    from step: Step, by owner: Person, service: String? = nil, minutes: Int? = nil
  ) throws -> SetupProgress? {
    guard owner.isOwner else { return nil }
    var next: SetupProgress?
    let steps = try setupSteps(for: owner)
    let index = Step.allCases.firstIndex(of: step) ?? 0
    if let following = Step.allCases[(index + 1)...].first(where: { steps.contains($0) }) {
      next = SetupProgress(step: following, service: service, minutes: minutes)
    }
    try tx.save(next)
    if next == nil { try audit("finishSetup", by: owner.id) }
    return next
  }

  /// Goes to a question by name: back, to answer it anew.
  package func returnSetup(to step: Step, by owner: Person) throws -> SetupProgress? {
    guard owner.isOwner else { return nil }
    let known = try tx.setupProgress()
    let progress = SetupProgress(
      step: step, service: [.duration, .price].contains(step) ? known?.service : nil,
      minutes: step == .price ? known?.minutes : nil)
    try tx.save(progress)
    return progress
  }

  /// Without the service: the questions about its length and price are left out too.
  package func skipService(by owner: Person) throws -> SetupProgress? {
    try advanceSetup(from: .price, by: owner)
  }

  /// The business's zone. Its country goes with it, and its currency while nothing has a price.
  package func settle(in zone: Zone, by owner: Person) throws -> Bool {
    let isPriced = try catalogue().services.contains { $0.price != nil }
    return try editBusiness(by: owner) { business in
      business.zone = zone
      guard let country = zone.country else { return }
      business.country = country
      if !isPriced, let currency = Zone.currency(ofCountry: country),
        Money(minor: 0, currency: currency) != nil
      {
        business.currency = currency
      }
    }
  }

  /// The same hours on some weekdays of the owner's own calendar, and none on the others.
  package func setFirstHours(
    _ hours: [TimeRange], on weekdays: [Weekday], by owner: Person
  ) throws -> Bool {
    guard owner.isOwner else { return false }
    let calendar = try ownCalendar(of: owner)
    for weekday in Weekday.allCases {
      let isOpen = weekdays.contains(weekday)
      guard try setHours(isOpen ? hours : [], on: weekday, of: calendar, by: owner) else {
        return false
      }
    }
    return true
  }
}
