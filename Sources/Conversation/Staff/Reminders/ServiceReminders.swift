import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// When clients are reminded of the visits of a service, or of any where the service doesn't say.
extension Turn {
  /// A quarter of an hour to a week.
  private static var usualSpans: [Int] { [15, 60, 120, 180, 720, 1_440, 2_880, 4_320, 10_080] }

  func showReminders(of id: ID<Service>?, saved: Bool = false) throws {
    var service: Service?
    if let id {
      guard let found = try editable(id) else { return }
      service = found
    }
    guard let offsets = try desk.reminders(of: id, by: person) else { return try notAllowed() }
    wait(for: .remind(.offset(service: id)))
    let words = try reminderWording
    var rows = inRows(
      of: 2,
      offsets.map {
        .tap(
          voice.text("button.reminderOff", ["time": .text(words.span($0))]),
          .remind(.remove(id, $0)))
      })
    if offsets.count < ReminderRules.mostOffsets {
      rows += inRows(
        of: 3,
        Self.usualSpans.filter { !offsets.contains($0) }.map {
          .tap(
            voice.text("button.reminderOn", ["time": .text(words.span($0))]),
            .remind(.add(id, $0)))
        })
    }
    if !offsets.isEmpty { rows.append([button("button.noReminders", .remind(.none(id)))]) }
    if service?.reminders != nil {
      rows.append([button("button.usualReminders", .remind(.usual(id)))])
    }
    rows.append([button("button.back", id.map { .editing(.service($0)) } ?? .remind(.rules))])
    try show(
      Screen(
        lines([
          saved ? voice.phrase("settings.saved") : nil,
          service.map { voice.phrase("remind.ofService", ["service": .text($0.name)]) }
            ?? voice.phrase("remind.ofHouse"), HTML(""),
          voice.phrase("remind.rulesOffsets", ["times": .text(words.spans(offsets))]),
          service.map {
            $0.reminders == nil
              ? voice.phrase("remind.asHouse") : voice.phrase("remind.ofItsOwn")
          }, HTML(""),
          voice.phrase("remind.ask"),
        ]), rows))
  }

  private func inRows(of count: Int, _ buttons: [InlineButton]) -> [[InlineButton]] {
    stride(from: 0, to: buttons.count, by: count).map {
      Array(buttons[$0..<min($0 + count, buttons.count)])
    }
  }

  func addReminder(_ minutes: Int, to id: ID<Service>?) throws {
    guard try id == nil || editable(id ?? ID(0)) != nil else { return }
    guard ReminderRules.offsetRange.contains(minutes) else { return try refuseSpan(id) }
    switch try desk.addReminder(minutes, to: id, by: person) {
    case .done: try showReminders(of: id, saved: true)
    case .tooMany:
      try remark("remind.tooMany", alert: true)
      try showReminders(of: id)
    case .notAllowed: try notAllowed()
    }
  }

  func removeReminder(_ minutes: Int, from id: ID<Service>?) throws {
    guard try id == nil || editable(id ?? ID(0)) != nil else { return }
    guard case .done = try desk.removeReminder(minutes, from: id, by: person) else {
      return try notAllowed()
    }
    try showReminders(of: id, saved: true)
  }

  func setReminders(_ offsets: [Int]?, of id: ID<Service>?) throws {
    guard try id == nil || editable(id ?? ID(0)) != nil else { return }
    guard case .done = try desk.setReminders(offsets, of: id, by: person) else {
      return try notAllowed()
    }
    try showReminders(of: id, saved: true)
  }

  func takeOffset(_ text: String?, _ id: ID<Service>?) throws {
    guard let text else { return }
    if isNone(text) { return try setReminders([], of: id) }
    guard let minutes = Typed.span(text, unit: 60) else { return try refuseSpan(id) }
    try addReminder(minutes, to: id)
  }

  private func refuseSpan(_ id: ID<Service>?) throws {
    try send(
      Screen(
        voice.phrase("remind.bad"),
        [[button("button.back", id.map { .editing(.service($0)) } ?? .remind(.rules))]]))
  }
}

extension Typed {
  /// Minutes from what `minutes` reads, and from “1 week”, “2 тижні”, “3 недели”, “1 semaine”.
  static func span(_ text: String, unit: Int) -> Int? {
    let text = text.trimmed.lowercased()
    if let match = text.wholeMatch(of: /(\d{1,3})\s*(?:w|week|weeks|тиж\p{L}*|нед\p{L}*|sem\p{L}*)/)
    {
      return Int(match.1).map { $0 * 10_080 }
    }
    return minutes(text, unit: unit)
  }
}
