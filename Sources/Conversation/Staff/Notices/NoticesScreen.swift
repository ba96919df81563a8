import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Where one of the staff chooses what to be told, and when the agendas come.
extension Turn {
  func showNotices(saved: Bool = false) throws {
    guard let wishes = try desk.noticeWishes(of: person) else { return try notAllowed() }
    wait(for: .home)
    func agenda(_ part: DayPart) -> String {
      wishes.minute(of: part).map { voice.time(minute: $0) } ?? voice.text("notices.never")
    }
    var rows = NoticeWishes.Kind.allCases.map { kind in
      let isOn = !wishes.muted.contains(kind)
      return [
        InlineButton.tap(
          (isOn ? "✓ " : "✗ ") + voice.text(kind.title), .notices(.want(kind, !isOn)))
      ]
    }
    rows.append([
      button("button.morningAgenda", .notices(.ask(.morning))),
      button("button.eveningAgenda", .notices(.ask(.evening))),
    ])
    if wishes.morning != nil || wishes.evening != nil {
      rows.append([
        wishes.tellsFreeDays
          ? button("button.freeDaysOff", .notices(.freeDays(false)))
          : button("button.freeDaysOn", .notices(.freeDays(true)))
      ])
    }
    rows.append([button("button.back", .settings), button("button.home", .home)])
    try show(
      Screen(
        lines([
          voice.phrase(saved ? "settings.saved" : "notices.title"), HTML(""),
          voice.phrase("notices.morning", ["time": .text(agenda(.morning))]),
          voice.phrase("notices.evening", ["time": .text(agenda(.evening))]),
          wishes.morning == nil && wishes.evening == nil
            ? nil
            : voice.phrase(
              "notices.freeDays",
              ["answer": .text(voice.text(wishes.tellsFreeDays ? "general.yes" : "general.no"))]),
          HTML(""), voice.phrase("notices.hint"),
        ]), rows))
  }

  /// Changes a wish by a tap, and shows how things stand.
  func changeNotices(_ change: (inout NoticeWishes) -> Void) throws {
    guard try desk.setNoticeWishes(of: person, change) != nil else { return try notAllowed() }
    try showNotices(saved: true)
  }

  func askAgendaTime(_ part: DayPart) throws {
    guard let wishes = try desk.noticeWishes(of: person),
      let zone = try desk.open(.usual, for: person)?.zone
    else { return try notAllowed() }
    wait(for: .notices(.time(part)))
    let usual =
      part == .morning
      ? [360, 390, 420, 450, 480, 510, 540, 600] : [1_080, 1_140, 1_170, 1_200, 1_260, 1_320]
    var rows = stride(from: 0, to: usual.count, by: 4).map { start in
      usual[start..<min(start + 4, usual.count)].map {
        InlineButton.tap(voice.time(minute: $0), .notices(.set(part, $0)))
      }
    }
    if wishes.minute(of: part) != nil {
      rows.append([button("button.noAgenda", .notices(.never(part)))])
    }
    rows.append([button("button.back", .notices(.menu))])
    let zoneName = voice.city(zone)
    try show(
      Screen(
        part == .morning
          ? voice.phrase("notices.askMorning", ["zone": .text(zoneName)])
          : voice.phrase("notices.askEvening", ["zone": .text(zoneName)]), rows))
  }

  func setAgendaTime(_ minute: Int?, _ part: DayPart) throws {
    if let minute, !(0..<1_440).contains(minute) { return try askAgendaTime(part) }
    guard try desk.noticeWishes(of: person) != nil else { return try notAllowed() }
    try changeNotices {
      if part == .morning { $0.morning = minute } else { $0.evening = minute }
    }
  }

  func takeAgendaTime(_ text: String, _ part: DayPart) throws {
    guard try desk.noticeWishes(of: person) != nil else { return try notAllowed() }
    if Typed.cleared(text) { return try setAgendaTime(nil, part) }
    guard let minute = Typed.timeOfDay(text) else {
      return try send(
        Screen(
          voice.phrase("notices.badTime", ["example": .text(voice.time(minute: 450))]),
          [[button("button.back", .notices(.menu))]]))
    }
    try setAgendaTime(minute, part)
  }
}

extension NoticeWishes.Kind {
  var title: Key {
    switch self {
    case .booked: "notices.booked"
    case .moved: "notices.moved"
    case .cancelled: "notices.cancelled"
    case .noted: "notices.noted"
    case .reviewed: "notices.reviewed"
    }
  }
}

extension Typed {
  /// Minutes of the day from “7:30”, “07.30”, “7h30”, “8”, “8 pm”.
  static func timeOfDay(_ text: String) -> Int? {
    let text = text.trimmed.lowercased()
    guard
      let match = text.wholeMatch(
        of: /(\d{1,2})(?:\s*[:.hгч]\s*(\d{2})?)?\s*(am|pm|a\.m\.|p\.m\.)?/),
      var hour = Int(match.1)
    else { return nil }
    let minute = match.2.flatMap { Int($0) } ?? 0
    if let half = match.3 {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (half.hasPrefix("p") ? 12 : 0)
    }
    guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
    return hour * 60 + minute
  }
}
