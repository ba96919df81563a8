import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// What the staff keeps about a client: notes and tags.
extension Turn {
  private static var notesPerPage: Int { 4 }
  private static var longestNote: Int { 700 }

  /// “24/12/2026, Sofia: Likes it short.”
  func note(_ note: ClientNote, _ zone: Zone, limit: Int) -> HTML {
    voice.phrase(
      "clients.note",
      [
        "date": .text(voice.date(zone.local(note.created).date, .numeric)),
        "name": .text(author(of: note)),
        "text": .text(Typed.clipped(note.text, to: limit)),
      ])
  }

  private func author(of note: ClientNote) -> String {
    guard let name = note.authorName, !name.isEmpty else { return voice.text("staff.nobody") }
    return name
  }

  func showNotes(on id: ID<Person>, page: Int) throws {
    guard try desk.mayReadClient(id, person), let client = try desk.tx.person(id) else {
      return try notAllowed()
    }
    wait(for: .home)
    let zone = try desk.business().zone
    let size = Self.notesPerPage
    let page = min(max(page, 0), 1_000)
    let notes = try desk.tx.notes(on: id, limit: size + 1, offset: page * size)
    guard !notes.isEmpty || page == 0 else { return try showNotes(on: id, page: 0) }
    let shown = notes.prefix(size)
    var rows = shown.filter { $0.author == person.id || person.isOwner }.map { note in
      [
        InlineButton.tap(
          voice.text(
            "button.removeNote",
            ["words": .text(beginning(of: note))]),
          .client(.removeNote(note.id)))
      ]
    }
    if page > 0 || notes.count > size {
      rows.append([
        page > 0 ? .tap("‹", .client(.notes(id, page: page - 1))) : .blank,
        notes.count > size ? .tap("›", .client(.notes(id, page: page + 1))) : .blank,
      ])
    }
    rows.append([
      button("button.addNote", .client(.addNote(id))),
      button("button.back", .client(.card(id))),
    ])
    let name = StaffWording(wording: try wording).name(of: client)
    var parts: [HTML?] = [
      voice.phrase(
        notes.isEmpty ? "clients.noNotes" : "clients.notes", ["client": .text(name)])
    ]
    for entry in shown { parts += [HTML(""), note(entry, zone, limit: Self.longestNote)] }
    try show(Screen(lines(parts), rows))
  }

  private func beginning(of note: ClientNote) -> String {
    Typed.clipped(note.text.replacing("\n", with: " "), to: 20)
  }

  func askNote(on id: ID<Person>) throws {
    guard try desk.mayReadClient(id, person) else { return try notAllowed() }
    wait(for: .client(.note(client: id)))
    try show(
      Screen(voice.phrase("clients.noteAsk"), [[button("button.back", .client(.card(id)))]]))
  }

  func addNote(_ text: String, on id: ID<Person>) throws {
    let words = text.trimmed
    guard !words.isEmpty, !Typed.isLonger(words, than: Self.longestNote) else {
      return try object(
        voice.phrase("comment.tooLong", ["count": .number(Self.longestNote)]),
        .note(client: id))
    }
    switch try desk.addNote(words, on: id, by: person) {
    case .added: try showNotes(on: id, page: 0)
    case .tooMany: try object(voice.phrase("clients.notesFull"), .note(client: id))
    case .notAllowed: try notAllowed()
    }
  }

  func removeNote(_ id: ID<ClientNote>) throws {
    guard let note = try desk.tx.clientNote(id) else {
      try remark("clients.noteGone")
      return try showClients(by: .latest, page: 0)
    }
    guard try desk.removeNote(id, by: person) != nil else { return try notAllowed() }
    try toast(voice.text("clients.noteRemoved"))
    try showNotes(on: note.client, page: 0)
  }

  // MARK: Tags

  /// The client's tags to take off, the tags in use to put on; or a new one is typed.
  func showTags(of id: ID<Person>) throws {
    guard try desk.mayReadClient(id, person), let client = try desk.tx.person(id) else {
      return try notAllowed()
    }
    wait(for: .client(.tag(client: id)))
    let own = try desk.tx.tags(of: id)
    let others = try desk.tx.usedTags(limit: 12 + own.count).filter { !own.contains($0) }
    var rows = grid(
      own.map {
        .tap("✓ " + Typed.clipped($0.name, to: 20), .client(.untag(id, $0.id)), style: .success)
      })
    rows += grid(
      others.prefix(12).map { .tap(Typed.clipped($0.name, to: 22), .client(.tag(id, $0.id))) })
    rows.append([button("button.back", .client(.card(id)))])
    let name = StaffWording(wording: try wording).name(of: client)
    try show(Screen(voice.phrase("clients.tagAsk", ["client": .text(name)]), rows))
  }

  private func grid(_ buttons: [InlineButton]) -> [[InlineButton]] {
    stride(from: 0, to: buttons.count, by: 2).map {
      Array(buttons[$0..<min($0 + 2, buttons.count)])
    }
  }

  /// Puts a tag on that was typed: several at once with commas between.
  func tag(_ id: ID<Person>, _ text: String) throws {
    guard try desk.mayReadClient(id, person) else { return try notAllowed() }
    let names = text.split { ",;#\n".contains($0) }.map { String($0).trimmed }
      .filter { !$0.isEmpty }
    let valid = names.compactMap { Typed.line($0, limit: 30) }
      .filter { !Folded.words($0).isEmpty }
    guard !valid.isEmpty, valid.count == names.count, names.count <= 5 else {
      return try object(voice.phrase("clients.tagBad"), .tag(client: id))
    }
    for name in valid where try !desk.tag(id, name, by: person) {
      return try object(
        voice.phrase("clients.tagsFull", ["count": .number(FrontDesk.maximumTags)]),
        .tag(client: id))
    }
    try showTags(of: id)
  }

  func tag(_ id: ID<Person>, _ tag: ID<ClientTag>) throws {
    guard try desk.mayReadClient(id, person) else { return try notAllowed() }
    if let tag = try desk.tx.clientTag(tag), try !desk.tag(id, tag.name, by: person) {
      try toast(
        voice.text("clients.tagsFull", ["count": .number(FrontDesk.maximumTags)]), alert: true)
    }
    try showTags(of: id)
  }

  func untag(_ id: ID<Person>, _ tag: ID<ClientTag>) throws {
    guard try desk.untag(id, tag, by: person) else { return try notAllowed() }
    try showTags(of: id)
  }
}
