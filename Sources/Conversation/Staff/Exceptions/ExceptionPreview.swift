import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Nothing is saved before it was shown: what the edit means, and the bookings it hits.
extension Turn {
  func preview(
    _ change: ScheduleEdit.Change, _ first: LocalDate, _ last: LocalDate, on id: CalendarID
  ) throws {
    guard let calendar = try changeable(id) else { return }
    let today = try desk.today(of: calendar)
    let problem: QuickEdit.Problem?
    if last < today {
      problem = .past
    } else if last < first {
      problem = .backwards
    } else if last.dayNumber - today.dayNumber > QuickEdit.farthest {
      problem = .tooFar
    } else {
      problem = last.dayNumber - first.dayNumber >= ScheduleEdit.longest ? .tooManyDays : nil
    }
    guard problem == nil,
      let edit = ScheduleEdit(first: max(first, today), last: last, change: change)
    else { return try explain(problem ?? .unclear, on: id) }
    try preview(edit, on: [id])
  }

  /// Shows an edit and asks whether to save it.
  func preview(
    _ edit: ScheduleEdit, on calendars: [CalendarID], remark: Key? = nil
  ) throws {
    guard let plan = try desk.plan(edit, on: calendars, by: person) else {
      return try notAllowed()
    }
    try show(plan, remark: remark)
  }

  private func show(_ plan: ExceptionPlan, remark: Key?) throws {
    let question = ExceptionQuestion.preview(
      edit: plan.edit, calendars: plan.calendars.map(\.id), signature: plan.signature)
    let wording = try exceptionWording(plan.calendars.first)
    let back = backToExceptions(plan.calendars)
    if plan.changesNothing, plan.hits.isEmpty {
      wait(for: .home)
      return try show(
        Screen(
          lines([facts(plan, wording), HTML(""), voice.phrase("exceptions.already")]),
          [back, homeRow]))
    }
    wait(for: .exception(question))
    var rows: [[InlineButton]]
    if plan.hits.isEmpty {
      rows = [[button("button.saveDays", .exception(.save(question.mark)), style: .success)]]
    } else {
      rows = [
        [button("button.saveOffer", .exception(.saveOffering(question.mark)), style: .success)],
        [button("button.saveKeep", .exception(.save(question.mark)))],
      ]
    }
    rows.append([button("button.dontSave", .exception(.drop))])
    try show(
      Screen(
        lines([
          remark.map { voice.phrase($0) }, remark.map { _ in HTML("") }, facts(plan, wording),
          HTML(""), try hits(plan), HTML(""),
          voice.phrase(plan.hits.isEmpty ? "exceptions.ask" : "exceptions.askHit"),
        ]), rows))
  }

  private func backToExceptions(_ calendars: [WorkCalendar]) -> [InlineButton] {
    [
      button(
        "button.exceptions",
        .exception(calendars.count == 1 ? .list(calendars[0].id) : .calendars))
    ]
  }

  /// What the edit means, in full words.
  private func facts(_ plan: ExceptionPlan, _ wording: ExceptionWording) -> HTML {
    let edit = plan.edit
    let title =
      switch edit.change {
      case .off: voice.phrase("exceptions.off")
      case .hours(let windows):
        voice.phrase("exceptions.hours", ["hours": .text(wording.hours(windows))])
      case .extra(let windows):
        voice.phrase("exceptions.extra", ["hours": .text(wording.hours(windows))])
      case .without(let windows):
        voice.phrase("exceptions.without", ["hours": .text(wording.hours(windows))])
      case .usual: voice.phrase("exceptions.usual")
      }
    var result: HTML?
    if edit.days == 1, plan.calendars.count == 1, edit.change != .off {
      let rules = plan.calendars[0].rules
      let windows = edit.windows(on: edit.first, rules) ?? rules.weekly[edit.first.weekday]
      if .hours(windows) != edit.change {
        result = voice.phrase("exceptions.result", ["hours": .text(wording.hours(windows))])
      }
    }
    return lines([
      title,
      voice.phrase("exceptions.dates", ["dates": .text(wording.dates(edit.first, edit.last))]),
      voice.phrase("exceptions.whose", ["calendars": .text(wording.titles(plan.calendars))]),
      result,
    ])
  }

  private func hits(_ plan: ExceptionPlan) throws -> HTML {
    guard !plan.hits.isEmpty else { return voice.phrase("exceptions.noHits") }
    let wording = try wording
    let nobody = voice.text("staff.nobody")
    let listed = plan.listed.map { visit in
      let zone = wording.catalogue.calendar(visit.calendar)?.rules.zone ?? .utc
      let service = wording.catalogue.service(visit.service)?.name ?? ""
      return voice.phrase(
        "exceptions.hit",
        [
          "time": .text(wording.short(visit.starts, zone)),
          "service": .text(Typed.clipped(service, to: 60)),
          "client": .text(visit.client.isEmpty ? nobody : Typed.clipped(visit.client, to: 60)),
        ])
    }
    let more = plan.hits.count - listed.count
    return lines(
      [voice.phrase("exceptions.hits", ["count": .number(plan.hits.count)])] + listed
        + [more > 0 ? voice.phrase("exceptions.more", ["count": .number(more)]) : nil])
  }

  // MARK: The answer

  /// The edit whose preview has this mark; else says that it is out of date.
  private func previewed(
    _ mark: Int
  ) throws -> (edit: ScheduleEdit, calendars: [CalendarID], signature: Int64)? {
    if case .exception(let question) = state,
      case .preview(let edit, let calendars, let signature) = question
    {
      if question.mark == mark { return (edit, calendars, signature) }
      try preview(edit, on: calendars, remark: "exceptions.expired")
      return nil
    }
    try outOfDate()
    return nil
  }

  func outOfDate() throws {
    guard try desk.isStaff(person) else { return try notAllowed() }
    try remark("exceptions.expired", alert: true)
    try chooseExceptionCalendar()
  }

  func saveException(_ mark: Int, offering: Bool) throws {
    guard let (edit, calendars, signature) = try previewed(mark) else { return }
    switch try desk.save(edit, on: calendars, seen: signature, offering: offering, by: person) {
    case .notAllowed: try notAllowed()
    case .changed(let plan): try show(plan, remark: "exceptions.changed")
    case .saved(let plan, let offered, let unreachable):
      wait(for: .home)
      let wording = try exceptionWording(plan.calendars.first)
      try show(
        Screen(
          lines([
            voice.phrase("settings.saved"), HTML(""), facts(plan, wording),
            plan.hits.isEmpty ? nil : HTML(""),
            !plan.hits.isEmpty && !offering ? voice.phrase("exceptions.stay") : nil,
            offered > 0 ? voice.phrase("exceptions.offered", ["count": .number(offered)]) : nil,
            unreachable > 0
              ? voice.phrase("exceptions.unreachable", ["count": .number(unreachable)]) : nil,
          ]), try dayRow(of: plan) + [backToExceptions(plan.calendars), homeRow]))
    }
  }

  /// To the first day with a booking that is hit: there the clients are to be called, or moved.
  private func dayRow(of plan: ExceptionPlan) throws -> [[InlineButton]] {
    guard let first = plan.hits.first else { return [] }
    let zone = try desk.catalogue().calendar(first.calendar)?.rules.zone ?? .utc
    let day = zone.local(first.starts).date
    return [
      [
        .tap(
          voice.text("button.openDay", ["date": .text(voice.date(day, .short))]),
          .agenda(.day(day)))
      ]
    ]
  }

  func dropException() throws {
    guard try desk.isStaff(person) else { return try notAllowed() }
    try remark("exceptions.dropped")
    if case .exception(.preview(_, let calendars, _)) = state, calendars.count == 1 {
      return try showExceptions(calendars[0])
    }
    try chooseExceptionCalendar()
  }
}
