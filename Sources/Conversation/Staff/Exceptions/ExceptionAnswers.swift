import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Quick edits in words: to the questions of the screens, after a command, and anywhere.
extension Turn {
  private var quickWords: QuickWords { QuickWords(phrasebook, voice) }

  func obeyExceptions(_ command: BotCommand) throws -> Bool {
    guard command.name == "off" || command.name == "open", try desk.isStaff(person) else {
      return false
    }
    guard !command.argument.trimmed.isEmpty else {
      try chooseExceptionCalendar()
      return true
    }
    wait(for: .home)
    try take(
      quick(command.argument, assuming: command.name == "off" ? .off : .open), on: nil)
    return true
  }

  /// Words nobody asked for that change single days; false where they say something else.
  func takeStrayEdit(_ text: String) throws -> Bool {
    guard !Typed.isLonger(text, than: QuickEdit.limit), try desk.isStaff(person) else {
      return false
    }
    let reading = try quick(text)
    switch reading {
    case .edit: break
    // Words that only begin like an edit.
    case .problem(.noVerb), .problem(.tooLong), .problem(.unclear), .problem(.noDate): return false
    case .problem(.unknown):
      guard text.utf16.count <= 40, QuickEdit.isNearlyOne(text, quickWords) else { return false }
    case .problem: break
    }
    try take(reading, on: nil)
    return true
  }

  /// Reads words; dates are those of the person's first calendar.
  private func quick(
    _ text: String, assuming verb: QuickWords.Verb? = nil, on calendar: WorkCalendar? = nil
  ) throws -> QuickEdit.Reading {
    let first = try calendar ?? desk.changeableCalendars(by: person).first
    return QuickEdit.read(
      text, quickWords, today: try desk.today(of: first), assuming: verb,
      others: phrasebook.languages.lazy.map { [phrasebook] in
        QuickWords(phrasebook, phrasebook.voice($0.code))
      })
  }

  /// Goes on with what was read: to the preview, to whose calendar, or to what is wrong.
  private func take(_ reading: QuickEdit.Reading, on calendar: CalendarID?) throws {
    switch reading {
    case .edit(let edit, let rolled):
      let remark: Key? = rolled ? "exceptions.rolled" : nil
      if let calendar { return try preview(edit, on: [calendar], remark: remark) }
      let calendars = try desk.changeableCalendars(by: person)
      switch calendars.count {
      case 0: try chooseExceptionCalendar()
      case 1: try preview(edit, on: [calendars[0].id], remark: remark)
      default: try askTarget(edit, calendars, remark: remark)
      }
    case .problem(.noHours(let first, let last)):
      let all = try desk.changeableCalendars(by: person).map(\.id)
      if let only = calendar ?? (all.count == 1 ? all.first : nil) {
        return try askHours(only, .hours, first, last)
      }
      try explain(.noHours(first: first, last: last), on: nil)
    case .problem(let problem): try explain(problem, on: calendar)
    }
  }

  /// With several calendars an edit has to say for which.
  private func askTarget(
    _ edit: ScheduleEdit, _ calendars: [WorkCalendar], remark: Key?
  ) throws {
    let question = ExceptionQuestion.target(edit: edit)
    wait(for: .exception(question))
    let wording = try exceptionWording(calendars.first)
    let own = try desk.rights(of: person).own
    let mine = calendars.count { $0.specialist == own }
    var rows = calendars.prefix(30).map {
      [
        InlineButton.tap(
          Typed.clipped(wording.title($0), to: 40), .exception(.on(question.mark, $0.id)))
      ]
    }
    if mine > 1 { rows.append([button("button.allMine", .exception(.onMine(question.mark)))]) }
    if mine < calendars.count {
      rows.append([button("button.everyCalendar", .exception(.onAll(question.mark)))])
    }
    rows.append([button("button.dontSave", .exception(.drop))])
    try show(
      Screen(
        lines([
          remark.map { voice.phrase($0) },
          voice.phrase("exceptions.dates", ["dates": .text(wording.dates(edit.first, edit.last))]),
          voice.phrase("exceptions.target"),
        ]), rows))
  }

  /// The calendars were chosen from the buttons.
  func aim(_ mark: Int, _ choose: ([WorkCalendar]) -> [WorkCalendar]) throws {
    guard case .exception(let question) = state, case .target(let edit) = question,
      question.mark == mark
    else { return try outOfDate() }
    let chosen = choose(try desk.changeableCalendars(by: person)).map(\.id)
    guard !chosen.isEmpty else { return try notAllowed() }
    try preview(edit, on: chosen)
  }

  // MARK: Answers to questions

  func answer(_ message: Message, _ question: ExceptionQuestion) throws {
    guard try desk.isStaff(person) else { return try notAllowed() }
    guard let text = message.text else {
      return try send(Screen(voice.phrase("odd.words"), [back(from: question)]))
    }
    switch question {
    case .words(let id): try take(quick(text, on: calendar(id)), on: id)
    case .dates(let id, let kind): try takeDates(text, id, kind)
    case .lastDay(let id, let first): try takeLastDay(text, id, first)
    case .hours(let id, let kind, let first, let last):
      do {
        let windows = try QuickEdit.readHours(text, quickWords)
        try preview(kind == .extra ? .extra(windows) : .hours(windows), first, last, on: id)
      } catch let problem as QuickEdit.Problem {
        try explainHours(problem, back(from: question))
      }
    case .target, .preview:
      let reading = try quick(text)
      if case .edit = reading {
        guard case .preview(_, let calendars, _) = question, calendars.count == 1 else {
          return try take(reading, on: nil)
        }
        return try take(reading, on: calendars[0])
      }
      guard case .problem(let problem) = reading, problem.isOfAnEdit else {
        return try send(Screen(voice.phrase("exceptions.useButtons"), [back(from: question)]))
      }
      try send(Screen(words(for: problem), [back(from: question)]))
    }
  }

  private func calendar(_ id: CalendarID) throws -> WorkCalendar? {
    try desk.catalogue().calendar(id)
  }

  private func back(from question: ExceptionQuestion) -> [InlineButton] {
    switch question {
    case .words(let id), .lastDay(let id, _), .hours(let id, _, _, _), .dates(let id, _):
      [button("button.back", .exception(.list(id)))]
    case .target, .preview: [button("button.dontSave", .exception(.drop))]
    }
  }

  private func takeDates(_ text: String, _ id: CalendarID, _ kind: ExceptionKind) throws {
    let verb: QuickWords.Verb =
      switch kind {
      case .off, .vacation: .off
      case .hours, .extra: .open
      case .usual: .usual
      }
    let reading = try quick(text, assuming: verb, on: calendar(id))
    switch (reading, kind) {
    case (.problem(.noHours(let first, let last)), .hours),
      (.problem(.noHours(let first, let last)), .extra):
      try askHours(id, kind, first, last)
    case (.edit(let edit, _), .vacation) where edit.change == .off && edit.days == 1:
      try pickLastDay(id, edit.first, in: edit.first.firstOfMonth)
    case (.edit(let edit, let rolled), .extra):
      // “24.12 18-20” beside the question for an extra window adds one.
      guard case .hours(let windows) = edit.change,
        let extra = ScheduleEdit(first: edit.first, last: edit.last, change: .extra(windows))
      else { return try take(reading, on: id) }
      try take(.edit(extra, rolled: rolled), on: id)
    default: try take(reading, on: id)
    }
  }

  private func takeLastDay(_ text: String, _ id: CalendarID, _ first: LocalDate) throws {
    let reading = QuickEdit.read(text, quickWords, today: first, assuming: .off)
    guard case .edit(let edit, let rolled) = reading, edit.change == .off else {
      return try take(reading, on: id)
    }
    // 20.12 after the first day 24.12 is a slip rather than a year's vacation.
    if rolled, edit.days == 1, edit.last.dayNumber - first.dayNumber > 183 {
      return try take(.problem(.backwards), on: id)
    }
    // A range that was typed here says both ends.
    try preview(.off, edit.days > 1 ? edit.first : first, edit.last, on: id)
  }
}
