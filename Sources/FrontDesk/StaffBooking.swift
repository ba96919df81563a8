import Booking
import Store

/// A booking that the staff is about to make for somebody.
package struct StaffPlan: Sendable, Hashable {
  package var client: ID<Person>
  package var service: ID<Service>
  package var calendar: ID<Calendar>
  package var starts: Instant
  package var note: String?
  package var price: Price

  /// What the visit costs: as the service does, or otherwise.
  package enum Price: Sendable, Hashable, Codable {
    case usual
    case none
    case minor(Int64)
  }

  package init(
    client: ID<Person>, service: ID<Service>, calendar: ID<Calendar>, starts: Instant,
    note: String? = nil, price: Price = .usual
  ) {
    self.client = client
    self.service = service
    self.calendar = calendar
    self.starts = starts
    self.note = note
    self.price = price
  }
}

/// What came of booking for somebody.
package enum StaffBookingOutcome: Sendable {
  case booked(Visit)
  /// It was made already: a second tap.
  case already(Visit)
  /// Rules are in the way that the staff has not agreed to leave aside.
  case asks([Concern])
  case taken(Obstacle, [Opening])
  case tooOld
  case tooFar
  /// The service, the calendar or the client is not there any more.
  case gone
  case notAllowed
}

/// How a time looks before anything is booked.
package enum StaffLook: Sendable {
  case free([Concern])
  case taken(Obstacle, [Opening])
  case tooOld
  case tooFar
  case gone
  case notAllowed
}

extension FrontDesk {
  /// What stands in the way of a plan, changing nothing.
  package func look(at plan: StaffPlan, by staff: Person) throws -> StaffLook {
    let client = try tx.present(plan.client)
    guard try mayServe(client, staff) else { return .notAllowed }
    guard let stay = try stay(plan.service, plan.calendar, plan.starts, moving: nil) else {
      return .gone
    }
    guard try rights(of: staff).mayManage(stay.calendar.specialist) else { return .notAllowed }
    return try look(at: stay, for: tx.person(client), by: staff)
  }

  func look(at stay: Stay, for client: Person?, by staff: Person) throws -> StaffLook {
    switch try examine(stay, for: client) {
    case .free(let concerns): .free(concerns)
    case .taken(let obstacle): .taken(obstacle, try alternatives(to: stay, by: staff))
    case .tooOld: .tooOld
    case .tooFar: .tooFar
    }
  }

  /// Books for somebody: confirmed at once, whatever hours, notice, horizon and limits say, if the
  /// staff agreed to leave them aside. Never over another booking: the database itself refuses.
  package func bookFor(
    _ plan: StaffPlan, despite agreed: Bool, by staff: Person
  ) throws -> StaffBookingOutcome {
    // The guest may have come to the chat meanwhile.
    let present = try tx.present(plan.client)
    guard try mayServe(present, staff) else { return .notAllowed }
    guard let client = try tx.person(present),
      let stay = try stay(plan.service, plan.calendar, plan.starts, moving: nil)
    else { return .gone }
    guard try rights(of: staff).mayManage(stay.calendar.specialist) else { return .notAllowed }
    if let same = try tx.booking(
      of: client.id, stay.service.id, on: stay.calendar.id, at: stay.starts)
    {
      return .already(same)
    }
    switch try examine(stay, for: client) {
    case .tooOld: return .tooOld
    case .tooFar: return .tooFar
    case .taken(let obstacle): return .taken(obstacle, try alternatives(to: stay, by: staff))
    case .free(let concerns) where !concerns.isEmpty && !agreed: return .asks(concerns)
    case .free: break
    }
    let currency = try business().currency
    var service = stay.service
    switch plan.price {
    case .usual: break
    case .none: service.price = nil
    case .minor(let minor):
      service.price = Money(minor: minor, currency: service.price?.currency ?? currency)
    }
    guard
      var visit = try write(
        service, on: stay.calendar, at: stay.starts, for: client.id, state: .confirmed)
    else {
      return .taken(try tx.obstacle(to: stay) ?? .fullGroup, try alternatives(to: stay, by: staff))
    }
    visit.note = plan.note
    visit.revision = 1
    try tx.save(visit, now: now)
    try planReminders(ofNew: visit, for: client)
    try audit("bookFor", by: staff.id, subject: visit.id.raw)
    // Who is here already need not be told.
    if client.id != staff.id, visit.starts > now { try tellClient(.bookedForYou, about: visit) }
    try tellColleagues(.booked, about: visit, of: [visit.specialist], besides: staff)
    return .booked(visit)
  }

  func stay(
    _ service: ID<Service>, _ calendar: ID<Calendar>, _ starts: Instant, moving: ID<Visit>?
  ) throws -> Stay? {
    let catalogue = try catalogue()
    guard let service = catalogue.service(service), !service.isDeleted,
      let calendar = catalogue.calendars(offering: service.id).first(where: { $0.id == calendar })
    else { return nil }
    return Stay(service, on: calendar, at: starts, moving: moving)
  }

  /// The free times nearest to one that can't be had, with the same specialist.
  func alternatives(to stay: Stay, by staff: Person) throws -> [Opening] {
    guard
      let wish = try staffWish(
        stay.service.id, of: stay.calendar.specialist, moving: stay.moving, by: staff)
    else { return [] }
    return try alternatives(for: wish, near: stay.starts)
  }

  /// Tells the specialists of a booking, but not the one who made the change; the owners where
  /// a specialist has no chat.
  func tellColleagues(
    _ kind: Notice.Kind, about visit: Visit, of specialists: Set<ID<Specialist>>,
    besides staff: Person, moment: Instant? = nil, text: String? = nil
  ) throws {
    let notice = Notice(kind: kind, visit: visit, moment: moment, text: text)
    var told: Set<ID<Person>> = [staff.id]
    for id in specialists.sorted() {
      let specialist = try catalogue().specialist(id)
      if specialist?.isActive == true, let own = specialist?.person {
        if told.insert(own).inserted, let person = try tx.person(own) { try tell(person, notice) }
      } else {
        for owner in try tx.owners() where told.insert(owner.id).inserted {
          try tell(owner, notice)
        }
      }
    }
  }
}
