import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The log of who did what, newest first, with filters.
extension Turn {
  private static var entriesOnPage: Int { 10 }
  private static var entriesInFile: Int { 10_000 }

  private var auditWording: AuditWording {
    get throws { AuditWording(wording: try wording, zone: try desk.business().zone) }
  }

  /// `/audit`, `/audit 24.12`, `/audit Anna`.
  func showLog(asked words: String) throws {
    let words = words.trimmed
    if words.isEmpty { return try showLog(LogFilter(), .newest) }
    if let filter = try typedDays(words, LogFilter()) { return try showLog(filter, .newest) }
    let found = try desk.tx.staff().filter {
      $0.name.lowercased().contains(words.lowercased())
    }
    try showLog(LogFilter(person: found.count == 1 ? found[0].id : nil), .newest)
  }

  func showLog(_ filter: LogFilter, _ place: AuditPlace) throws {
    let wording = try auditWording
    let limit = Self.entriesOnPage
    guard
      var entries = try desk.auditLog(
        filter.query(in: wording.zone), from: place, limit: limit + 1, by: person)
    else { return try notAllowed() }
    wait(for: .home)
    let hasMore = entries.count > limit
    var (isNewest, isOldest) = (false, false)
    switch place {
    case .newest:
      (isNewest, isOldest) = (true, !hasMore)
      entries = Array(entries.prefix(limit))
    case .before:
      isOldest = !hasMore
      entries = Array(entries.prefix(limit))
    case .after:
      // What is newer may not fill a page: then the newest page is the one to show.
      if entries.count < limit { return try showLog(filter, .newest) }
      isNewest = !hasMore
      entries = Array(entries.suffix(limit))
    }
    var rows: [[InlineButton]] = []
    if let first = entries.first, let last = entries.last, !isNewest || !isOldest {
      rows.append([
        isNewest ? .blank : button("button.newer", .team(.log(filter, .after(first.id)))),
        isOldest ? .blank : button("button.older", .team(.log(filter, .before(last.id)))),
      ])
    }
    rows.append([
      button("button.logWho", .team(.logWho(filter))),
      button("button.logWhat", .team(.logWhat(filter))),
      button("button.logWhen", .team(.logWhen(filter))),
    ])
    if !filter.isEmpty { rows.append([button("button.logAll", .team(.log()))]) }
    if !entries.isEmpty { rows.append([button("button.logExport", .team(.exportLog(filter)))]) }
    rows.append([button("button.team", .team(.list)), button("button.home", .home)])
    var text = lines([voice.phrase("audit.title"), try describe(filter)])
    for entry in entries { text += HTML("\n\n") + wording.line(entry) }
    if entries.isEmpty { text += HTML("\n\n") + voice.phrase("audit.empty") }
    try show(Screen(text, rows))
  }

  /// “Bookings · Olga · Friday, 20 March”; nil for the whole log.
  private func describe(_ filter: LogFilter) throws -> HTML? {
    if filter.isEmpty { return nil }
    var parts: [String] = []
    if let topic = filter.topic { parts.append(voice.text(AuditWording.topicName(topic))) }
    if let id = filter.person {
      parts.append(
        try desk.tx.person(id).map { Typed.clipped(called($0), to: 60) }
          ?? voice.text("staff.nobody"))
    }
    if let from = filter.from {
      let year = try desk.business().zone.local(now).date.year
      func word(_ date: LocalDate) -> String {
        voice.date(date, date.year == year ? .full : .fullWithYear)
      }
      parts.append(
        filter.days == 1
          ? word(from)
          : voice.text(
            "audit.period",
            ["from": .text(word(from)), "to": .text(word(from.adding(days: filter.days - 1)))]))
    }
    return HTML(parts.joined(separator: " · ")).italic()
  }

  // MARK: Filters

  private func choose(
    _ question: HTML, _ rows: [[InlineButton]], from filter: LogFilter
  ) throws {
    wait(for: .home)
    try show(Screen(question, rows + [[button("button.back", .team(.log(filter)))]]))
  }

  func showLogPeople(_ filter: LogFilter) throws {
    var any = filter
    any.person = nil
    let people = try desk.tx.staff().prefix(40).map { one in
      var filter = filter
      filter.person = one.id
      return [InlineButton.tap(Typed.clipped(called(one), to: 30), .team(.log(filter)))]
    }
    try choose(
      voice.phrase("audit.whoAsk"),
      [[button("button.logAnybody", .team(.log(any)))]] + people, from: filter)
  }

  func showLogTopics(_ filter: LogFilter) throws {
    let topics = ([nil] + AuditTopic.allCases.map(Optional.some)).map { topic in
      var chosen = filter
      chosen.topic = topic
      let mark = topic == filter.topic ? "✓ " : ""
      return [
        InlineButton.tap(
          mark + voice.text(AuditWording.topicName(topic)), .team(.log(chosen)))
      ]
    }
    try choose(voice.phrase("audit.whatAsk"), topics, from: filter)
  }

  func showLogPeriods(_ filter: LogFilter) throws {
    let today = try desk.business().zone.local(now).date
    func since(_ days: Int, _ count: Int) -> Tap {
      .team(
        .log(
          LogFilter(
            topic: filter.topic, person: filter.person, from: today.adding(days: -days),
            days: count)))
    }
    try choose(
      voice.phrase("audit.whenAsk"),
      [
        [button("button.logToday", since(0, 1)), button("button.logYesterday", since(1, 1))],
        [button("button.logWeek", since(6, 7)), button("button.logMonth", since(29, 30))],
        [
          button("button.logDay", .team(.logDay(filter))),
          button(
            "button.logAnyTime", .team(.log(LogFilter(topic: filter.topic, person: filter.person)))),
        ],
      ], from: filter)
  }

  func askLogDay(_ filter: LogFilter) throws {
    try ask(
      .logDay(topic: filter.topicNumber, person: filter.person?.raw ?? 0),
      voice.phrase("audit.dayAsk"))
  }

  func takeLogDay(_ text: String, topic: Int, person: Int64) throws {
    let filter = LogFilter(topic: topic, person: Int(person), day: 0, days: 0) ?? LogFilter()
    guard let days = try typedDays(text, filter) else {
      return try send(
        Screen(
          voice.phrase("audit.dayBad"), [wayBack(from: .logDay(topic: topic, person: person))]))
    }
    try showLog(days, .newest)
  }

  /// The filter with the day or the days that were typed; the log knows only days that have been.
  private func typedDays(_ text: String, _ filter: LogFilter) throws -> LogFilter? {
    let today = try desk.business().zone.local(now).date
    let words = DateWords(phrasebook: phrasebook, voice: voice, today: today)
    var filter = filter
    switch words.read(text) {
    case .day(let day):
      filter.from = past(day, today, as: text)
      filter.days = 1
    case .days(let first, let last):
      let days = last.dayNumber - first.dayNumber + 1
      guard (1...1_000).contains(days) else { return nil }
      filter.from = past(first, today, as: text)
      filter.days = days
    case nil: return nil
    }
    return (filter.from?.dayNumber ?? 0) > 0 ? filter : nil
  }

  /// A day still to come was said without its year: the last one of that name is meant, a Friday or
  /// a 24.12.
  private func past(_ day: LocalDate, _ today: LocalDate, as typed: String) -> LocalDate {
    if day <= today || typed.contains(String(day.year)) { return day }
    if !typed.contains(where: \.isNumber) { return day.adding(days: -7) }
    return LocalDate(year: day.year - 1, month: day.month, day: day.day) ?? day
  }

  // MARK: A file

  func exportLog(_ filter: LogFilter) throws {
    let wording = try auditWording
    guard
      let entries = try desk.exportLog(
        filter.query(in: wording.zone), limit: Self.entriesInFile, by: person)
    else { return try notAllowed() }
    let today = wording.zone.local(now).date
    try send(
      .sendDocument(
        .bytes(
          AuditFile(wording: wording).csv(entries), name: "log-\(today).csv", mime: "text/csv"),
        caption: voice.phrase("audit.file", ["count": .number(entries.count)])))
  }
}
