import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Where the owner puts the messages to clients in their own words: list, one text, what was typed
/// as clients will read it, and back to ours.
extension Turn {
  /// So much may a sentence come to with everything in its place: the facts below it need room too
  /// (Bot API: 4096 UTF-16 units).
  private static var longest: Int { 1_500 }

  /// The languages that clients are spoken to in, without regional variants.
  private var textLanguages: [(code: String, name: String)] {
    phrasebook.languages.filter { !$0.code.contains("-") }.map { ($0.code, $0.name) }
  }

  private func known(_ language: String) -> String {
    textLanguages.first { $0.code == language }?.code ?? phrasebook.defaultLanguage
  }

  func showTexts() throws {
    wait(for: .home)
    var rows = try OwnText.Group.allCases.map { group in
      let mark = try group.texts.contains(where: isChanged) ? "✏️ " : ""
      return [InlineButton.tap(mark + voice.text(group.title), .texts(.group(group)))]
    }
    rows.append([button("button.back", .business), button("button.home", .home)])
    try show(
      Screen(lines([voice.phrase("texts.title"), HTML(""), voice.phrase("texts.hint")]), rows))
  }

  func showTexts(_ group: OwnText.Group) throws {
    wait(for: .home)
    let language = try known(desk.business().language)
    var rows = try group.texts.map { text in
      let mark = try isChanged(text) ? "✏️ " : ""
      return [InlineButton.tap(mark + voice.text(text.title), .texts(.text(text, language)))]
    }
    rows.append([button("button.back", .texts(.list)), button("button.home", .home)])
    try show(
      Screen(
        lines([
          voice.phrase("texts.title"), HTML(voice.text(group.title)).bold(), HTML(""),
          voice.phrase("texts.choose"),
        ]), rows))
  }

  /// Whether a text is the business's own in any language.
  private func isChanged(_ text: OwnText) throws -> Bool {
    try desk.catalogue().ownTexts.values.contains { $0[text.key.name] != nil }
  }

  func showText(_ text: OwnText, _ language: String, saved: Bool = false) throws {
    wait(for: .home)
    let language = known(language)
    let own = try desk.catalogue().ownTexts[language]?[text.key.name]
    var rows: [[InlineButton]] = [
      [button("button.editText", .texts(.edit(text, language)), style: .primary)]
    ]
    if own != nil { rows.append([button("button.resetText", .texts(.reset(text, language)))]) }
    let languages = textLanguages.map {
      InlineButton.tap(
        ($0.code == language ? "• " : "") + $0.name, .texts(.text(text, $0.code)))
    }
    rows += stride(from: 0, to: languages.count, by: 2).map {
      Array(languages[$0..<min($0 + 2, languages.count)])
    }
    rows.append([button("button.back", .texts(.group(text.group))), button("button.home", .home)])
    try show(
      Screen(
        lines([
          saved ? voice.phrase("settings.saved") : nil,
          HTML(voice.text(text.title)).bold(), HTML(""),
          own == nil ? voice.phrase("texts.ours") : voice.phrase("texts.yours"),
          try sample(text, language, own.map { OwnPhrase($0) }).quote(),
        ]), rows))
  }

  /// The sentence as clients read it, with a booking that might be theirs.
  private func sample(_ text: OwnText, _ language: String, _ own: OwnPhrase?) throws -> HTML {
    let speaking = phrasebook.voice(language)
    let wording = Wording(voice: speaking, now: now, catalogue: try desk.catalogue())
    let business = try desk.business()
    let tomorrow = business.zone.local(now).date.adding(days: 1)
    let sampleTime = business.zone.instant(tomorrow, minute: 870)
    guard let own else {
      switch text {
      case .greeting:
        return speaking.phrase(
          "home.greeting", ["name": .text(person.name), "business": .text(business.name)])
      case .reminder:
        return speaking.phrase(
          "remind.title", ["time": .text(wording.near(sampleTime, business.zone))])
      case .seriesBooked: return speaking.phrase("series.booked", ["count": .number(5)])
      default: return speaking.phrase(text.key)
      }
    }
    let service = wording.catalogue.bookable.first
    let keeper = service.flatMap { wording.catalogue.specialists(offering: $0.id).first }
    return HTML.markup(
      own.said { name in
        switch OwnPlaceholder(rawValue: name) {
        case .name: Typed.clipped(person.name, to: 200)
        case .business: business.name
        case .service: service?.name ?? "–"
        case .specialist: keeper?.name ?? person.name
        case .time: wording.moment(sampleTime, business.zone)
        case .place: service?.place.address ?? business.address ?? "–"
        case .number: "K7M2QX"
        case nil: "{\(name)}"
        }
      })
  }

  func askText(_ text: OwnText, _ language: String) throws {
    let language = known(language)
    wait(for: .texts(.words(text: text.rawValue, language: language)))
    let meanings = text.placeholders.map { placeholder in
      HTML("{\(placeholder.rawValue)}").code() + HTML(" – " + voice.text(placeholder.meaning))
    }
    let name = textLanguages.first { $0.code == language }?.name ?? language
    try show(
      Screen(
        lines(
          [
            HTML(voice.text(text.title)).bold(), HTML(""),
            voice.phrase(
              "texts.ask",
              [
                "language": .text(name), "bold": .text("<b>…</b>"), "italic": .text("<i>…</i>"),
              ]),
            HTML(""),
          ] + meanings),
        [[button("button.back", .texts(.text(text, language)))]]))
  }

  func takeText(_ words: String, _ text: OwnText, _ language: String) throws {
    let words = words.trimmed
    let back = [button("button.back", .texts(.text(text, language)))]
    let phrase = OwnPhrase(
      words,
      known: Dictionary(
        uniqueKeysWithValues: text.placeholders.map { ($0.rawValue, $0.longest) }),
      required: Set(text.required.map(\.rawValue)), limit: Self.longest)
    var problems = phrase.problems.prefix(5).map { describe($0, text) }
    if Typed.isLonger(words, than: Self.longest), !phrase.problems.contains(.tooLong) {
      problems.append(describe(.tooLong, text))
    }
    guard problems.isEmpty else {
      return try send(Screen(lines([voice.phrase("texts.bad")] + problems), [back]))
    }
    wait(
      for: .texts(.preview(text: text.rawValue, language: language, words: words)))
    try send(
      Screen(
        lines([
          voice.phrase("texts.preview"), HTML(""), try sample(text, language, phrase).quote(),
          text.isAboutVisit ? HTML("") : nil,
          text.isAboutVisit ? voice.phrase("texts.factsBelow") : nil,
        ]),
        [
          [button("button.saveText", .texts(.save(text, language)), style: .success)],
          [button("button.typeAgain", .texts(.edit(text, language)))], back,
        ]))
  }

  private func describe(_ problem: OwnPhrase.Problem, _ text: OwnText) -> HTML {
    switch problem {
    case .unknown(let name):
      voice.phrase(
        "texts.unknown",
        [
          "name": .text("{\(Typed.clipped(name, to: 40))}"),
          "names": .text(text.placeholders.map { "{\($0.rawValue)}" }.joined(separator: " ")),
        ])
    case .missing(let name): voice.phrase("texts.missing", ["name": .text("{\(name)}")])
    case .brace: voice.phrase("texts.brace")
    case .tag(let name): voice.phrase("texts.tag", ["tag": .text("<\(name)>")])
    case .empty: voice.phrase("texts.empty")
    case .tooLong: voice.phrase("texts.tooLong", ["count": .number(Self.longest)])
    }
  }

  func saveText(_ text: OwnText, _ language: String) throws {
    guard case .texts(.preview(text.rawValue, language, let words)) = state else {
      try remark("texts.gone")
      return try askText(text, language)
    }
    guard
      try desk.setOwnText(words, key: text.key.name, language: language, by: person)
    else { return try notAllowed() }
    try showText(text, language, saved: true)
  }

  func resetText(_ text: OwnText, _ language: String) throws {
    let language = known(language)
    guard try desk.setOwnText(nil, key: text.key.name, language: language, by: person) else {
      return try notAllowed()
    }
    try showText(text, language, saved: true)
  }
}
