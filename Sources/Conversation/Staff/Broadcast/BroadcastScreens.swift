import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// From the words of a broadcast to its report.
extension Turn {
  func beginBroadcast() throws {
    guard try desk.mayBroadcast(person) else { return try notAllowed() }
    if let open = try desk.openBroadcast(of: person) { return try showProgress(open.id) }
    wait(for: .broadcast(.content))
    try show(
      Screen(voice.phrase("broadcast.ask"), [[button("button.back", .workspace(.menu))]]))
  }

  func showDraft(_ outcome: DraftOutcome) throws {
    wait(for: .home)
    switch outcome {
    case .notAllowed: try notAllowed()
    case .running(let broadcast): try showProgress(broadcast.id)
    case .ready(let broadcast, let readers):
      var rows: [[InlineButton]] = []
      if readers > 0 {
        rows.append([
          .tap(
            voice.text("button.broadcastSend", ["count": .number(readers)]),
            .broadcast(.send(broadcast.id)), style: .primary)
        ])
      }
      rows.append([button("button.broadcastWho", .broadcast(.audiences(broadcast.id)))])
      rows.append([
        button("button.broadcastAnew", .broadcast(.begin)),
        button("button.broadcastDiscard", .broadcast(.discard(broadcast.id))),
      ])
      try show(
        Screen(
          lines([
            voice.phrase(
              "broadcast.draft",
              [
                "audience": .text(
                  try BroadcastWording(wording: wording).name(
                    broadcast.audience,
                    Dictionary(
                      uniqueKeysWithValues: phrasebook.languages.map { ($0.code, $0.name) }),
                    desk.tx))
              ]),
            readers == 0
              ? voice.phrase("broadcast.nobody")
              : voice.phrase("broadcast.readers", ["count": .number(readers)]),
            HTML(""), voice.phrase("broadcast.consent"),
          ]), rows))
    }
  }

  func showAudiences(_ id: ID<Broadcast>) throws {
    guard case .ready = try desk.draft(id, by: person) else {
      return try showDraft(desk.draft(id, by: person))
    }
    func months(_ key: Key, _ count: Int, _ tap: BroadcastTap) -> InlineButton {
      .tap(voice.text(key, ["count": .number(count)]), .broadcast(tap))
    }
    let languages = phrasebook.languages.filter { $0.code.count == 2 }.map {
      InlineButton.tap($0.name, .broadcast(.speaking(id, $0.code)))
    }
    try show(
      Screen(
        voice.phrase("broadcast.audiences"),
        [
          [
            button("button.broadcastAll", .broadcast(.everybody(id))),
            button("button.broadcastTags", .broadcast(.tags(id))),
          ]
        ]
          + [1, 3, 6].map {
            [
              months("broadcast.withinChoice", $0, .seenWithin(id, months: $0)),
              months("broadcast.notChoice", $0, .notSeenFor(id, months: $0)),
            ]
          }
          + stride(from: 0, to: languages.count, by: 2).map {
            Array(languages[$0..<min($0 + 2, languages.count)])
          } + [[button("button.back", .broadcast(.draft(id)))]]))
  }

  func showTags(_ id: ID<Broadcast>) throws {
    guard case .ready = try desk.draft(id, by: person) else {
      return try showDraft(desk.draft(id, by: person))
    }
    let tags = try desk.tx.usedTags(limit: 20)
    try show(
      Screen(
        voice.phrase(tags.isEmpty ? "broadcast.noTags" : "broadcast.chooseTag"),
        tags.map {
          [.tap(Typed.clipped($0.name, to: 40), .broadcast(.tagged(id, $0.id)))]
        } + [[button("button.back", .broadcast(.audiences(id)))]]))
  }

  func sendBroadcast(_ id: ID<Broadcast>) throws {
    switch try desk.begin(id, by: person) {
    case .notAllowed: try notAllowed()
    case .nobody: try showDraft(desk.draft(id, by: person))
    case .alreadyRunning: try showProgress(id)
    case .enough:
      try show(
        Screen(
          voice.phrase(
            "broadcast.enough", ["count": .number(FrontDesk.broadcastsPerDay)]), [homeRow]))
    case .begun: try show(Screen(voice.phrase("broadcast.begun"), [homeRow]))
    }
  }

  func showProgress(_ id: ID<Broadcast>) throws {
    guard let (broadcast, progress) = try desk.progress(of: id, for: person) else {
      return try notAllowed()
    }
    wait(for: .home)
    try show(BroadcastWording(wording: try wording).progress(broadcast, progress))
  }

  func askStopBroadcast(_ id: ID<Broadcast>) throws {
    guard let (broadcast, _) = try desk.progress(of: id, for: person), broadcast.isOpen else {
      return try showProgress(id)
    }
    try show(
      Screen(
        voice.phrase("broadcast.askStop"),
        [
          [button("button.broadcastStop", .broadcast(.stop(id)), style: .danger)],
          [button("button.back", .broadcast(.progress(id)))],
        ]))
  }
}
