import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The rules by which a calendar is booked: breaks, limits, grid.
extension Turn {
  func rules(of rules: CalendarRules) -> HTML {
    let grid = voice.text(rules.grid.name)
    return lines([
      rules.bufferBefore == 0 && rules.bufferAfter == 0
        ? voice.phrase("hours.noBreaks")
        : voice.phrase(
          "hours.breaks",
          [
            "before": .text(voice.duration(minutes: rules.bufferBefore)),
            "after": .text(voice.duration(minutes: rules.bufferAfter)),
          ]),
      rules.step.map {
        voice.phrase(
          "hours.step", ["duration": .text(voice.duration(minutes: $0)), "grid": .text(grid)])
      } ?? voice.phrase("hours.stepOfService", ["grid": .text(grid)]),
      rules.maximumPerDay.map { voice.phrase("hours.perDay", ["count": .number($0)]) }
        ?? voice.phrase("hours.noMaximum"),
      rules.minimumNotice == 0
        ? voice.phrase("hours.noNotice")
        : voice.phrase(
          "hours.notice", ["duration": .text(voice.duration(minutes: rules.minimumNotice))]),
      voice.phrase("hours.horizon", ["count": .number(rules.horizonDays)]),
    ])
  }

  func showRules(_ id: CalendarID, saved: Bool = false) throws {
    guard let calendar = try editable(id) else { return }
    wait(for: .home)
    func ask(_ key: Key, _ field: CalendarField) -> InlineButton {
      button(key, .working(.ask(id, field)))
    }
    try show(
      Screen(
        lines([
          saved ? voice.phrase("settings.saved") : nil,
          voice.phrase("hours.rulesTitle", ["calendar": .text(try title(of: calendar))]),
          HTML(""), rules(of: calendar.rules),
        ]),
        [
          [ask("button.breakBefore", .before), ask("button.breakAfter", .after)],
          [ask("button.step", .step), button("button.grid", .working(.grids(id)))],
          [ask("button.notice", .notice), ask("button.horizon", .horizon)],
          [ask("button.perDay", .perDay)],
          [button("button.back", .working(.calendar(id)))],
        ]))
  }

  func changeRules(_ id: CalendarID, _ change: (inout WorkCalendar) -> Void) throws {
    guard try desk.editCalendar(id, by: person, change) != nil else { return try notAllowed() }
    try showRules(id, saved: true)
  }

  func showGrids(_ id: CalendarID) throws {
    guard let calendar = try editable(id) else { return }
    wait(for: .home)
    try show(
      Screen(
        lines([
          voice.phrase("hours.gridTitle"), HTML(""),
          voice.phrase("hours.gridWindowAbout"), voice.phrase("hours.gridClockAbout"),
          voice.phrase("hours.gridPackedAbout"),
        ]),
        Grid.allCases.map { grid in
          [
            .tap(
              (calendar.rules.grid == grid ? "✅ " : "")
                + voice.text(grid.name).capitalisedFirst, .working(.grid(id, grid)))
          ]
        } + [[button("button.back", .working(.rules(id)))]]))
  }

  // MARK: Questions

  func askCalendarField(_ id: CalendarID, _ field: CalendarField) throws {
    guard let calendar = try editable(id) else { return }
    wait(for: .working(.field(calendar: id, field: field)))
    var rows = quickAnswers(field).map { values in
      values.map { InlineButton.tap(label($0, field), .working(.set(id, field, $0))) }
    }
    switch field {
    case .perDay: rows.append([button("button.noLimit", .working(.clear(id, field)))])
    case .step: rows.append([button("button.asService", .working(.clear(id, field)))])
    default: break
    }
    rows.append([button("button.back", back(id, field))])
    let question: HTML =
      switch field {
      case .name: voice.phrase("hours.nameAsk", ["calendar": .text(calendar.name)])
      case .zone: voice.phrase("hours.zoneAsk")
      case .before: voice.phrase("own.beforeAsk")
      case .after: voice.phrase("own.afterAsk")
      case .perDay: voice.phrase("hours.perDayAsk")
      case .notice: voice.phrase("hours.noticeAsk")
      case .horizon: voice.phrase("hours.horizonAsk")
      case .step: voice.phrase("hours.stepAsk")
      }
    try show(Screen(question, rows))
  }

  private func quickAnswers(_ field: CalendarField) -> [[Int]] {
    switch field {
    case .name, .zone: []
    case .before, .after: [[0, 5, 10], [15, 30, 60]]
    case .perDay: [[1, 2, 4], [6, 8, 12]]
    case .notice: [[0, 60, 120], [240, 720, 1_440], [2_880, 4_320, 10_080]]
    case .horizon: [[14, 30, 60], [90, 180, 365]]
    case .step: [[10, 15, 20], [30, 45, 60]]
    }
  }

  private func label(_ value: Int, _ field: CalendarField) -> String {
    switch field {
    case .perDay: voice.number(value)
    case .horizon: voice.text("hours.days", ["count": .number(value)])
    default: voice.duration(minutes: value)
    }
  }

  private func back(_ id: CalendarID, _ field: CalendarField) -> Tap {
    .working(field == .name || field == .zone ? .calendar(id) : .rules(id))
  }

  // MARK: Answers

  func setCalendarField(_ id: CalendarID, _ field: CalendarField, _ value: Int?) throws {
    guard Self.isGood(value, field) else { return try askCalendarField(id, field) }
    try changeRules(id) { calendar in
      switch field {
      case .name, .zone: break
      case .before: calendar.rules.bufferBefore = value ?? 0
      case .after: calendar.rules.bufferAfter = value ?? 0
      case .perDay: calendar.rules.maximumPerDay = value
      case .notice: calendar.rules.minimumNotice = value ?? 0
      case .horizon: calendar.rules.horizonDays = value ?? 60
      case .step: calendar.rules.step = value
      }
    }
  }

  private static func isGood(_ value: Int?, _ field: CalendarField) -> Bool {
    guard let value else { return field == .perDay || field == .step }
    return switch field {
    case .name, .zone: false
    case .before, .after: (0...720).contains(value)
    case .perDay: (1...1_000).contains(value)
    case .notice: (0...43_200).contains(value)
    case .horizon: (0...1_000).contains(value)
    case .step: (5...1_440).contains(value)
    }
  }

  func takeCalendarField(_ text: String, _ id: CalendarID, _ field: CalendarField) throws {
    guard let calendar = try editable(id) else { return }
    switch field {
    case .name:
      guard let name = Typed.line(text, limit: 100) else {
        return try refuse("own.nameBad", id, field)
      }
      guard try desk.editCalendar(calendar.id, by: person, { $0.name = name }) != nil else {
        return try notAllowed()
      }
      try showCalendar(id, saved: true)
    case .zone:
      try offerZones(text, { .working(.zone(id, $0)) }, back: .working(.calendar(id)))
    case .perDay:
      if Typed.cleared(text) { return try setCalendarField(id, field, nil) }
      try take(Int(text.trimmed), id, field, or: "own.capacityBad")
    case .horizon: try take(days(text), id, field, or: "hours.horizonBad")
    case .notice: try take(Typed.minutes(text, unit: 60), id, field, or: "hours.noticeBad")
    case .before, .after: try take(Typed.minutes(text, unit: 1), id, field, or: "own.breakBad")
    case .step: try take(Typed.minutes(text, unit: 1), id, field, or: "own.durationBad")
    }
  }

  /// “60”, “60 days”.
  private func days(_ text: String) -> Int? {
    Typed.minutes(text, unit: 1_440).flatMap { $0 % 1_440 == 0 ? $0 / 1_440 : nil }
  }

  private func take(
    _ value: Int?, _ id: CalendarID, _ field: CalendarField, or problem: Key
  ) throws {
    guard let value, Self.isGood(value, field) else { return try refuse(problem, id, field) }
    try setCalendarField(id, field, value)
  }

  /// Says what is wrong; the question stays open.
  private func refuse(_ key: Key, _ id: CalendarID, _ field: CalendarField) throws {
    try send(Screen(voice.phrase(key), [[button("button.back", back(id, field))]]))
  }

  func setCalendarZone(_ id: CalendarID, _ identifier: String) throws {
    guard let zone = Zone(identifier) else { return try askCalendarField(id, .zone) }
    guard try desk.editCalendar(id, by: person, { $0.rules.zone = zone }) != nil else {
      return try notAllowed()
    }
    // The hours are now at other moments than they were.
    try showCalendar(id, saved: true, isMoved: true)
  }
}

extension Grid {
  /// What the grid is called.
  var name: Key {
    switch self {
    case .window: "hours.gridWindow"
    case .clock: "hours.gridClock"
    case .packed: "hours.gridPacked"
    }
  }
}
