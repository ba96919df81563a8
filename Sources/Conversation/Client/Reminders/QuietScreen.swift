import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The hours in which somebody gets no reminders.
extension Turn {
  /// Ready answers: from nine to nine, ten to eight, eleven to seven, midnight to eight.
  static var usualQuiet: [TimeRange] {
    [(21, 33), (22, 32), (23, 31), (0, 8)].map { TimeRange(start: $0.0 * 60, end: $0.1 * 60) }
  }

  func showQuiet(saved: Bool = false) throws {
    wait(for: .remind(.quiet))
    let words = try reminderWording
    let house = try desk.business().reminders.quiet
    let now: HTML =
      switch person.quiet {
      case nil: voice.phrase("remind.quietUsual", ["hours": .text(words.hours(house))])
      case .off: voice.phrase("remind.quietNow", ["hours": .text(words.hours(nil))])
      case .hours(let own): voice.phrase("remind.quietNow", ["hours": .text(words.hours(own))])
      }
    var rows = try quietRows(chosen: chosenQuiet) { .setQuiet($0) }
    rows.append([
      .tap((person.quiet == .off ? "✓ " : "") + voice.text("button.quietOff"), .remind(.quietOff))
    ])
    if person.quiet != nil { rows.append([button("button.quietUsual", .remind(.quietUsual))]) }
    rows.append([button("button.back", .settings)])
    let zone = try person.zone ?? desk.business().zone
    try show(
      Screen(
        lines([
          saved ? voice.phrase("settings.saved") : nil, voice.phrase("remind.quietTitle"),
          HTML(""), now, voice.phrase("settings.zone", ["zone": .text(voice.city(zone))]),
          HTML(""), voice.phrase("remind.quietAsk"),
        ]), rows))
  }

  private var chosenQuiet: TimeRange? {
    if case .hours(let own) = person.quiet { own.range } else { nil }
  }

  func quietRows(
    chosen: TimeRange?, _ tap: (TimeRange) -> RemindTap
  ) throws -> [[InlineButton]] {
    let words = try reminderWording
    let buttons = Self.usualQuiet.map { range in
      InlineButton.tap(
        (range == chosen ? "✓ " : "") + words.hours(QuietHours(checking: range)),
        .remind(tap(range)))
    }
    return [Array(buttons.prefix(2)), Array(buttons.dropFirst(2))]
  }

  func setQuiet(_ choice: QuietChoice?) throws {
    try became(desk.setQuiet(choice, of: person))
    try showQuiet(saved: true)
  }

  func takeQuiet(_ text: String?) throws {
    guard let text else { return }
    if isNone(text) { return try setQuiet(.off) }
    guard let hours = quietHours(text) else { return try refuseQuiet(back: .settings) }
    try setQuiet(.hours(hours))
  }

  func refuseQuiet(back: Tap) throws {
    try send(
      Screen(voice.phrase("remind.quietBad"), [[button("button.back", back)]]))
  }

  /// A dash, or a word for none in the reader's language.
  func isNone(_ text: String) -> Bool {
    Typed.cleared(text) || Typed.isAmong(text, voice.text("remind.noneWords"))
  }

  /// “22-8”, “21:30–9”.
  func quietHours(_ text: String) -> QuietHours? {
    guard case .windows(let windows) = HoursTyped.read(text), windows.count == 1 else {
      return nil
    }
    return QuietHours(checking: windows[0])
  }
}
