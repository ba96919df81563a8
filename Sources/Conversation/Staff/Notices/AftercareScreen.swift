import FrontDesk
import Phrasebook
import Store
import Telegram

/// What the business does when a visit is over: the owner's rules, and each service's own time to
/// come again.
extension Turn {
  private static var completionChoices: [Int] { [1, 3, 24, 48] }
  private static var comeBackChoices: [Int] { [14, 21, 30, 42, 60, 90] }

  func showAftercare(saved: Bool = false) throws {
    guard person.isOwner else { return try notAllowed() }
    wait(for: .home)
    let care = try desk.catalogue().aftercare
    func chosen(_ isChosen: Bool, _ text: String, _ tap: NoticesTap) -> InlineButton {
      .tap((isChosen ? "• " : "") + text, .notices(tap))
    }
    var hours = Self.completionChoices.map {
      chosen(
        care.completionHours == $0, "🏁 " + voice.duration(minutes: $0 * 60),
        .completion(hours: $0))
    }
    hours.append(
      chosen(
        care.completionHours == nil, "🏁 " + voice.text("notices.never"), .completion(hours: 0)))
    let ratings = Aftercare.Rating.allCases.map {
      chosen(care.rating == $0, "🌟 " + voice.text($0.title), .rating($0))
    }
    try show(
      Screen(
        lines([
          voice.phrase(saved ? "settings.saved" : "aftercare.title"), HTML(""),
          care.completionHours.map {
            voice.phrase(
              "aftercare.completion", ["duration": .text(voice.duration(minutes: $0 * 60))])
          } ?? voice.phrase("aftercare.noCompletion"),
          HTML(""),
          care.rating == .never
            ? voice.phrase("aftercare.noRating")
            : voice.phrase(
              "aftercare.rating", ["time": .text(voice.text(care.rating.title))]),
          HTML(""), voice.phrase("aftercare.hint"),
        ]),
        [
          Array(hours.prefix(3)), Array(hours.dropFirst(3)), Array(ratings.prefix(1)),
          Array(ratings.dropFirst().prefix(2)), Array(ratings.dropFirst(3)),
          [button("button.back", .business), button("button.home", .home)],
        ]))
  }

  func setCompletion(_ hours: Int) throws {
    guard hours == 0 || (1...720).contains(hours) else { return try showAftercare() }
    guard
      try desk.setAftercare(by: person, { $0.completionHours = hours == 0 ? nil : hours }) != nil
    else { return try notAllowed() }
    try showAftercare(saved: true)
  }

  func setRating(_ rating: Aftercare.Rating) throws {
    guard try desk.setAftercare(by: person, { $0.rating = rating }) != nil else {
      return try notAllowed()
    }
    try showAftercare(saved: true)
  }

  // MARK: Coming again

  func askComeBack(_ id: ID<Service>) throws {
    guard let service = try editable(id) else { return }
    wait(for: .notices(.comeBack(service: id)))
    let days = try desk.catalogue().aftercare.comeBack[id]
    let buttons = Self.comeBackChoices.map { choice in
      InlineButton.tap(
        (days == choice ? "• " : "") + voice.text("hours.days", ["count": .number(choice)]),
        .notices(.setComeBack(id, days: choice)))
    }
    var rows = stride(from: 0, to: buttons.count, by: 3).map {
      Array(buttons[$0..<min($0 + 3, buttons.count)])
    }
    if days != nil {
      rows.append([button("button.noComeBack", .notices(.setComeBack(id, days: 0)))])
    }
    rows.append([button("button.back", .editing(.service(id)))])
    try show(
      Screen(
        lines([
          voice.phrase("comeBack.rule", ["service": .text(service.name)]), HTML(""),
          days.map { voice.phrase("comeBack.days", ["count": .number($0)]) }
            ?? voice.phrase("comeBack.never"),
        ]), rows))
  }

  func setComeBack(_ id: ID<Service>, _ days: Int) throws {
    guard days == 0 || (1...730).contains(days) else { return try askComeBack(id) }
    guard try desk.setComeBack(days == 0 ? nil : days, of: id, by: person) else {
      return try notAllowed()
    }
    try showService(id, saved: true)
  }

  func takeComeBack(_ text: String, _ id: ID<Service>) throws {
    guard try editable(id) != nil else { return }
    if Typed.cleared(text) { return try setComeBack(id, 0) }
    let digits = text.trimmed.prefix { $0.isASCII && $0.isNumber }
    guard let days = Int(digits), (1...730).contains(days) else {
      return try send(
        Screen(
          voice.phrase("comeBack.badDays"), [[button("button.back", .editing(.service(id)))]]))
    }
    try setComeBack(id, days)
  }
}

extension Aftercare.Rating {
  var title: Key {
    switch self {
    case .never: "aftercare.never"
    case .oneHour: "aftercare.oneHour"
    case .twoHours: "aftercare.twoHours"
    case .threeHours: "aftercare.threeHours"
    case .nextMorning: "aftercare.nextMorning"
    }
  }
}
