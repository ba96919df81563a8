import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// What the owner wants of reminders in the whole house.
extension Turn {
  func showReminderRules(saved: Bool = false) throws {
    guard person.isOwner else { return try notAllowed() }
    wait(for: .home)
    let rules = try desk.business().reminders
    let words = try reminderWording
    try show(
      Screen(
        lines([
          saved ? voice.phrase("settings.saved") : nil, voice.phrase("remind.rulesTitle"),
          HTML(""),
          voice.phrase("remind.rulesOffsets", ["times": .text(words.spans(rules.offsets))]),
          voice.phrase("remind.rulesQuiet", ["hours": .text(words.hours(rules.quiet))]),
          unconfirmedLine(rules), HTML(""), voice.phrase("remind.rulesNote"),
        ]),
        [
          [button("button.reminders", .remind(.offsets(nil)))],
          [button("button.quiet", .remind(.houseQuiet))],
          [button("button.unconfirmed", .remind(.unconfirmed))],
          [button("button.back", .business)],
        ]))
  }

  private func unconfirmedLine(_ rules: ReminderRules) -> HTML {
    rules.unconfirmedHours.map {
      voice.phrase("remind.unconfirmedOn", ["count": .number($0)])
    } ?? voice.phrase("remind.unconfirmedOff")
  }

  // MARK: Quiet hours of the house

  func showHouseQuiet() throws {
    guard person.isOwner else { return try notAllowed() }
    wait(for: .remind(.houseQuiet))
    let quiet = try desk.business().reminders.quiet
    var rows = try quietRows(chosen: quiet?.range) { .setHouseQuiet($0) }
    rows.append([
      .tap((quiet == nil ? "✓ " : "") + voice.text("button.quietOff"), .remind(.houseQuietOff))
    ])
    rows.append([button("button.back", .remind(.rules))])
    let now = try reminderWording.hours(quiet)
    try show(
      Screen(
        lines([
          voice.phrase("remind.quietTitle"), HTML(""),
          voice.phrase("remind.quietNow", ["hours": .text(now)]),
          voice.phrase("remind.houseQuietNote"), HTML(""), voice.phrase("remind.quietAsk"),
        ]), rows))
  }

  func setHouseQuiet(_ quiet: QuietHours?) throws {
    guard try desk.editReminderRules(by: person, { $0.quiet = quiet }) else {
      return try notAllowed()
    }
    try showReminderRules(saved: true)
  }

  func takeHouseQuiet(_ text: String?) throws {
    guard let text else { return }
    if isNone(text) { return try setHouseQuiet(nil) }
    guard let hours = quietHours(text) else { return try refuseQuiet(back: .remind(.rules)) }
    try setHouseQuiet(hours)
  }

  // MARK: Visits not confirmed

  private static var usualHours: [Int] { [1, 2, 3, 6, 12, 20] }

  func showUnconfirmed() throws {
    guard person.isOwner else { return try notAllowed() }
    wait(for: .remind(.unconfirmed))
    let rules = try desk.business().reminders
    let buttons = Self.usualHours.map { hours in
      InlineButton.tap(
        (rules.unconfirmedHours == hours ? "✓ " : "") + voice.duration(minutes: hours * 60),
        .remind(.setUnconfirmed(hours)))
    }
    try show(
      Screen(
        lines([
          voice.phrase("remind.unconfirmedTitle"), HTML(""), unconfirmedLine(rules), HTML(""),
          voice.phrase("remind.unconfirmedAsk"),
        ]),
        [
          Array(buttons.prefix(3)), Array(buttons.dropFirst(3)),
          [
            .tap(
              (rules.unconfirmedHours == nil ? "✓ " : "") + voice.text("button.dontTell"),
              .remind(.setUnconfirmed(0)))
          ],
          [button("button.back", .remind(.rules))],
        ]))
  }

  func setUnconfirmed(_ hours: Int) throws {
    guard (0...168).contains(hours) else { return try showUnconfirmed() }
    let isDone = try desk.editReminderRules(by: person) {
      $0.unconfirmedHours = hours == 0 ? nil : hours
    }
    guard isDone else { return try notAllowed() }
    try showReminderRules(saved: true)
  }

  func takeUnconfirmed(_ text: String?) throws {
    guard let text else { return }
    if isNone(text) { return try setUnconfirmed(0) }
    guard let minutes = Typed.span(text, unit: 60), minutes >= 60, minutes <= 168 * 60 else {
      return try send(
        Screen(
          voice.phrase("remind.unconfirmedBad"),
          [[button("button.back", .remind(.rules))]]))
    }
    try setUnconfirmed((minutes + 59) / 60)
  }
}
