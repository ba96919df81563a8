import Booking
import Store

/// What an edit of single days would do, to be looked at before it is saved.
package struct ExceptionPlan: Sendable {
  package let edit: ScheduleEdit
  package let calendars: [Calendar]
  /// Open bookings that would lie outside the hours, soonest first.
  package let hits: [OpenTime]
  /// The first of them with their clients' names.
  package let listed: [NamedVisit]
  /// The dates are like that already.
  package let changesNothing: Bool

  /// Another number when other bookings are hit: what was seen is what is saved.
  package var signature: Int64 {
    // FNV-1a, 64 bits.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for number in hits.flatMap({ [$0.visit.raw, $0.starts.seconds] }) {
      for shift in stride(from: 0, to: 64, by: 8) {
        hash =
          (hash ^ UInt64(truncatingIfNeeded: (number >> Int64(shift)) & 0xFF))
          &* 0x100_0000_01b3
      }
    }
    // What a JavaScript number still holds exactly.
    return Int64(hash & 0x1F_FFFF_FFFF_FFFF)
  }
}

/// What came of saving an edit.
package enum ExceptionOutcome: Sendable {
  /// `offered` clients were asked to choose another time; `unreachable` ones have no chat.
  case saved(ExceptionPlan, offered: Int, unreachable: Int)
  /// Other bookings are hit by now: nothing was saved.
  case changed(ExceptionPlan)
  case notAllowed
}

extension FrontDesk {
  /// How many of the bookings that are hit are named in a plan.
  package static var listedHits: Int { 10 }

  /// Active calendars whose single days the person may change, their own first.
  package func changeableCalendars(by person: Person) throws -> [Calendar] {
    let rights = try rights(of: person)
    guard rights.isStaff else { return [] }
    let catalogue = try catalogue()
    let calendars = catalogue.calendars.filter {
      $0.isActive && rights.mayManage($0.specialist)
        && catalogue.specialist($0.specialist)?.isActive == true
    }
    return calendars.filter { $0.specialist == rights.own }
      + calendars.filter { $0.specialist != rights.own }
  }

  /// Today, where a calendar is.
  package func today(of calendar: Calendar?) throws -> LocalDate {
    try (calendar?.rules.zone ?? business().zone).local(now).date
  }

  /// What the edit would do; nil when the person may not change one of the calendars.
  package func plan(
    _ edit: ScheduleEdit, on ids: [ID<Calendar>], by person: Person
  ) throws -> ExceptionPlan? {
    let allowed = try changeableCalendars(by: person).filter { ids.contains($0.id) }
    guard !ids.isEmpty, Set(allowed.map(\.id)) == Set(ids) else { return nil }
    let reaches = Dictionary(
      uniqueKeysWithValues: allowed.map { ($0.id, EditReach(edit, $0.rules)) })
    let from = max(now.adding(seconds: 1), reaches.values.map(\.span.lowerBound).min() ?? now)
    let to = reaches.values.map(\.span.upperBound).max() ?? now
    let hits = try tx.openTimes(on: allowed.map(\.id), from: from, to: to).filter {
      reaches[$0.calendar]?.hits(from: $0.starts, to: $0.ends) == true
    }
    let changesNothing = allowed.allSatisfy { calendar in
      edit.dates.allSatisfy { !changes(edit, on: $0, of: calendar.rules) }
    }
    return ExceptionPlan(
      edit: edit, calendars: allowed, hits: hits,
      listed: hits.isEmpty
        ? [] : try tx.namedVisits(hits.prefix(Self.listedHits).map(\.visit)),
      changesNothing: changesNothing)
  }

  private func changes(_ edit: ScheduleEdit, on date: LocalDate, of rules: CalendarRules) -> Bool {
    let windows = edit.windows(on: date, rules)
    switch edit.change {
    case .extra, .without: return windows != rules.windows(on: date)
    // Hours that are the weekly ones at present may be meant to outlast them.
    case .off, .hours, .usual: return windows != rules.exceptions[date]
    }
  }

  /// Saves the edit, if it still hits what was shown (`signature`); with `offering`, the clients
  /// of the bookings are asked to choose another time. The bookings stand.
  package func save(
    _ edit: ScheduleEdit, on ids: [ID<Calendar>], seen signature: Int64, offering: Bool,
    by person: Person
  ) throws -> ExceptionOutcome {
    guard let plan = try plan(edit, on: ids, by: person) else { return .notAllowed }
    guard plan.signature == signature else { return .changed(plan) }
    for calendar in plan.calendars {
      try set(edit, on: calendar)
      try audit(
        "setException", by: person.id, subject: calendar.id.raw, detail: edit.description)
      if edit.change != .off {
        let zone = calendar.rules.zone
        try freed(
          calendar.specialist, from: zone.dayRange(of: edit.first).lowerBound,
          to: zone.dayRange(of: edit.last.adding(days: 1)).upperBound, since: now)
      }
    }
    guard offering else { return .saved(plan, offered: 0, unreachable: 0) }
    var (offered, unreachable) = (0, 0)
    for hit in plan.hits {
      switch try offerMove(of: hit.visit, by: person) {
      case .offered: offered += 1
      case .unreachable: unreachable += 1
      case .askedBefore: break
      }
    }
    return .saved(plan, offered: offered, unreachable: unreachable)
  }

  private func set(_ edit: ScheduleEdit, on calendar: Calendar) throws {
    switch edit.change {
    case .off: try tx.setExceptions([], from: edit.first, through: edit.last, of: calendar.id)
    case .hours(let windows):
      try tx.setExceptions(windows, from: edit.first, through: edit.last, of: calendar.id)
    case .usual: try tx.setExceptions(nil, from: edit.first, through: edit.last, of: calendar.id)
    case .extra, .without:
      for date in edit.dates {
        let windows = edit.windows(on: date, calendar.rules)
        try tx.setException(windows, on: date, of: calendar.id)
      }
    }
  }
}
