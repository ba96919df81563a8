import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The week of a calendar: tap a day, then a button or words; copy it to other days.
extension Turn {
  func showWeek(_ id: CalendarID, changed: Weekday? = nil) throws {
    guard let calendar = try editable(id) else { return }
    wait(for: .home)
    var rows = voice.week.map { weekday in
      [
        InlineButton.tap(
          "\(voice.weekday(weekday, .short)) · \(hours(calendar.rules.weekly[weekday]))",
          .working(.weekday(id, weekday)))
      ]
    }
    if let changed {
      rows.append([
        .tap(
          voice.text("button.copyDay", ["weekday": .text(voice.weekday(changed, .short))]),
          .working(.copy(id, changed, to: 0)))
      ])
    }
    let outside = changed == nil ? nil : try bookingsOutside(calendar)
    if let outside { rows.append([outside.button]) }
    rows.append([button("button.back", .working(.calendar(id)))])
    try show(
      Screen(
        lines([
          changed == nil ? nil : voice.phrase("settings.saved"),
          voice.phrase("hours.title", ["specialist": .text(try title(of: calendar))]),
          voice.phrase("settings.zone", ["zone": .text(voice.city(calendar.rules.zone))]),
          outside?.words, voice.phrase("hours.pick"),
        ]), rows))
  }

  /// The bookings to come that the hours do not hold, and a way to the first of them.
  func bookingsOutside(_ calendar: WorkCalendar) throws -> (words: HTML, button: InlineButton)? {
    let outside = try desk.bookingsOutsideHours(of: calendar)
    guard let first = outside.first else { return nil }
    let day = calendar.rules.zone.local(first.lowerBound).date
    return (
      voice.phrase(
        "hours.outside",
        [
          "count": .number(outside.count),
          "time": .text(try wording.near(first.lowerBound, calendar.rules.zone)),
        ]),
      .tap(
        voice.text("button.openDay", ["date": .text(voice.date(day, .short))]),
        .agenda(.day(day)))
    )
  }

  // MARK: Hours in words

  /// “09:00–13:00, 22:00–02:00 (next day)”.
  func hours(_ windows: [TimeRange]) -> String {
    if windows.isEmpty { return voice.text("hours.closed") }
    return windows.map(hours).joined(separator: ", ")
  }

  func hours(_ window: TimeRange) -> String {
    if window.start == 0, window.end == 1_440 { return voice.text("hours.roundTheClock") }
    let hours = "\(voice.time(minute: window.start))–\(voice.time(minute: window.end))"
    return window.end > 1_440 ? voice.text("hours.nextDay", ["hours": .text(hours)]) : hours
  }

  /// The week in few lines: days with the same hours that follow each other stand together.
  func week(_ weekly: WeeklyHours) -> HTML {
    var runs: [(first: Weekday, last: Weekday, windows: [TimeRange])] = []
    for weekday in voice.week {
      if let run = runs.last, run.windows == weekly[weekday] {
        runs[runs.count - 1].last = weekday
      } else {
        runs.append((weekday, weekday, weekly[weekday]))
      }
    }
    return lines(
      runs.map { run in
        let first = voice.weekday(run.first, .short)
        let last = voice.weekday(run.last, .short)
        let days = run.first == run.last ? first : "\(first)–\(last)"
        return HTML(days).bold() + HTML(" · " + hours(run.windows))
      })
  }

  // MARK: One day

  private static var usual: [[TimeRange]] {
    [
      [TimeRange(start: 540, end: 1_080)], [TimeRange(start: 600, end: 1_140)],
      [TimeRange(start: 540, end: 780), TimeRange(start: 840, end: 1_080)],
    ]
  }

  func askHours(_ id: CalendarID, _ weekday: Weekday) throws {
    guard let calendar = try editable(id) else { return }
    wait(for: .working(.hours(calendar: id, weekday: weekday.rawValue)))
    let now = calendar.rules.weekly[weekday]
    let usual = Self.usual.map {
      InlineButton.tap(hours($0), .working(.hours(id, weekday, $0)))
    }
    var rows = [Array(usual.prefix(2)), [usual[2]]]
    rows.append([button("button.dayOff", .working(.hours(id, weekday, [])))])
    rows.append([button("button.copyTo", .working(.copy(id, weekday, to: 0)))])
    rows.append([button("button.back", .working(.week(id)))])
    try show(
      Screen(
        voice.phrase(
          "hours.ask",
          ["weekday": .text(voice.weekday(weekday, .full)), "hours": .text(hours(now))]), rows))
  }

  func takeHours(_ text: String, _ id: CalendarID, _ weekday: Weekday) throws {
    if Typed.cleared(text) || Typed.isAmong(text, voice.text("hours.closedWords")) {
      return try saveHours([], id, weekday)
    }
    let typed = HoursTyped.read(text)
    switch typed {
    case .windows(let windows) where windows.contains { $0.end > 1_440 }:
      try previewHours(windows, id, weekday)
    case .windows(let windows): try saveHours(windows, id, weekday)
    default: try refuseHours(complaint(about: typed) ?? voice.phrase("hours.bad"), id)
    }
  }

  /// What is wrong with typed hours; nil where nothing is.
  func complaint(about typed: HoursTyped) -> HTML? {
    switch typed {
    case .windows: nil
    case .unreadable: voice.phrase("hours.bad")
    case .noSuchTime(let time): voice.phrase("hours.noSuchTime", ["time": .text(time)])
    case .noLength(let hours): voice.phrase("hours.noLength", ["hours": .text(hours)])
    case .overlapping(let a, let b):
      voice.phrase("hours.overlap", ["first": .text(hours(a)), "second": .text(hours(b))])
    case .tooMany:
      voice.phrase("hours.tooMany", ["limit": .number(HoursTyped.mostWindows)])
    }
  }

  private func refuseHours(_ words: HTML, _ id: CalendarID) throws {
    try send(Screen(words, [[button("button.back", .working(.week(id)))]]))
  }

  /// Hours past midnight are meant or a slip: they are shown before they are saved.
  private func previewHours(
    _ windows: [TimeRange], _ id: CalendarID, _ weekday: Weekday
  ) throws {
    guard try editable(id) != nil else { return }
    let save = button("button.save", .working(.hours(id, weekday, windows)), style: .success)
    // More windows than a button can name are not asked about.
    guard save.fits else { return try saveHours(windows, id, weekday) }
    try send(
      Screen(
        voice.phrase(
          "hours.preview",
          ["weekday": .text(voice.weekday(weekday, .full)), "hours": .text(hours(windows))]),
        [[save], [button("button.back", .working(.week(id)))]]))
  }

  func saveHours(_ windows: [TimeRange], _ id: CalendarID, _ weekday: Weekday) throws {
    guard try desk.setHours(windows, on: weekday, of: id, by: person) else {
      return try notAllowed()
    }
    try showWeek(id, changed: weekday)
  }

  // MARK: To other days

  func chooseCopies(_ id: CalendarID, _ weekday: Weekday, _ mask: Int) throws {
    guard let calendar = try editable(id) else { return }
    wait(for: .home)
    let others = voice.week.filter { $0 != weekday }
    let toggles = others.map { day in
      let isOn = mask & day.bit != 0
      return InlineButton.tap(
        (isOn ? "✅ " : "") + voice.weekday(day, .short),
        .working(.copy(id, weekday, to: mask ^ day.bit)))
    }
    let workdays = others.filter { $0.rawValue <= 5 }.reduce(0) { $0 | $1.bit }
    let all = others.reduce(0) { $0 | $1.bit }
    let monday = voice.weekday(.monday, .short)
    let friday = voice.weekday(.friday, .short)
    try show(
      Screen(
        voice.phrase(
          "hours.copyTo",
          [
            "weekday": .text(voice.weekday(weekday, .full)),
            "hours": .text(hours(calendar.rules.weekly[weekday])),
          ]),
        [
          Array(toggles.prefix(3)), Array(toggles.dropFirst(3)),
          [
            .tap("\(monday)–\(friday)", .working(.copy(id, weekday, to: workdays))),
            button("button.allDays", .working(.copy(id, weekday, to: all))),
          ],
          mask & all == 0
            ? []
            : [
              button("button.copyNow", .working(.copyNow(id, weekday, to: mask)), style: .success)
            ],
          [button("button.back", .working(.week(id)))],
        ].filter { !$0.isEmpty }))
  }

  func copyHours(_ id: CalendarID, _ weekday: Weekday, _ mask: Int) throws {
    let others = Weekday.allCases.filter { $0 != weekday && mask & $0.bit != 0 }
    guard try desk.copyHours(of: weekday, to: others, on: id, by: person) else {
      return try notAllowed()
    }
    try showWeek(id, changed: weekday)
  }
}

extension Weekday {
  /// Its place in a set of weekdays that is written as a number.
  fileprivate var bit: Int { 1 << (rawValue - 1) }
}
