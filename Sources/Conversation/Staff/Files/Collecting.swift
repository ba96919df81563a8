import FrontDesk
import Phrasebook
import Store
import Telegram

/// Files for a session: the staff sends, and one message says how far they are.
extension Turn {
  /// Opens a session for files: whatever is sent from here on goes into it, until something else is
  /// asked or done.
  func collectFiles(for id: ID<Session>) throws {
    switch try desk.beginUpload(into: id, by: person) {
    case .notAllowed: try notAllowed()
    case .archived: try refuseFiles(id)
    case .ready(let session):
      wait(for: .files(.collecting(session: id)))
      try show(
        Screen(
          voice.phrase("files.collect", ["session": .text(session.name)]),
          [[button("button.filesDone", .files(.done(id)))]]))
    }
  }

  func take(_ file: NewSessionFile, into id: ID<Session>) throws {
    switch try desk.addFile(file, to: id, by: person) {
    // The message about all of them says so.
    case .added, .seenBefore: break
    case .archived: try refuseFiles(id)
    case .notAllowed: try notAllowed()
    }
  }

  private func refuseFiles(_ id: ID<Session>) throws {
    wait(for: .home)
    try show(
      Screen(
        voice.phrase("files.archived"),
        [[button("button.toFiles", .files(.session(id)))], homeRow])
    )
  }

  func endCollecting(_ id: ID<Session>) throws {
    guard let (_, last) = try desk.endUpload(into: id, by: person) else {
      return try notAllowed()
    }
    if case .files(.collecting(id)) = state { wait(for: .home) }
    guard let last, last.upload.received > 0 else { return try openSession(id) }
    try show(UploadWording(wording: try wording, tx: desk.tx).progress(last))
    if last.progress.waiting > 0 { follows(Keepsake(.upload, last.upload.id.raw)) }
  }

  /// On from the message about an upload, which shows something else from here on.
  func openSession(_ id: ID<Session>) throws {
    guard try desk.managed(id, by: person) != nil else { return try notAllowed() }
    wait(for: .home)
    try leaveProgress()
    try showFiles(of: id, page: 0)
  }

  // MARK: While no session is open

  /// A file that the staff sends out of the blue: kept until it is known for which session. False
  /// where files mean nothing. `stays`: another question about it is open.
  func takeStray(_ file: NewSessionFile, stays: Bool = false) throws -> Bool {
    // While nothing is asked, an earlier question is far up in the chat.
    guard case .parked(let id) = try desk.park(file, asks: state == .home, by: person) else {
      return false
    }
    if !stays { wait(for: .files(.choosing(upload: id))) }
    return true
  }

  func askSession(for id: ID<Upload>) throws {
    guard let upload = try desk.parked(id, by: person), let state = try desk.uploadState(upload.id)
    else { return try notAllowed() }
    wait(for: .files(.choosing(upload: id)))
    try show(UploadWording(wording: try wording, tx: desk.tx).question(state, for: person))
    follows(Keepsake(.upload, id.raw))
  }

  func assign(_ id: ID<Upload>, to session: ID<Session>) throws {
    switch try desk.assign(id, to: session, by: person) {
    case .notAllowed: try notAllowed()
    case .archived: try refuseFiles(session)
    case .ready:
      guard let state = try desk.uploadState(id) else { return try notAllowed() }
      wait(for: .files(.collecting(session: session)))
      try show(UploadWording(wording: try wording, tx: desk.tx).progress(state))
      follows(Keepsake(.upload, id.raw))
    }
  }

  /// In whose book is the new session? Not asked where there is but one answer.
  func askNewSession(for id: ID<Upload>) throws {
    guard try desk.parked(id, by: person) != nil else { return try notAllowed() }
    try leaveProgress()
    let keepers = try desk.sessionKeepers(for: person)
    if let own = try desk.rights(of: person).own ?? (keepers.count == 1 ? keepers[0].id : nil) {
      return try askName(of: own, for: id)
    }
    guard !keepers.isEmpty else { return try notAllowed() }
    try show(
      Screen(
        voice.phrase("files.whose"),
        keepers.prefix(20).map {
          [.tap(Typed.clipped($0.name, to: 40), .files(.newIn(id, $0.id)))]
        } + [[button("button.back", .files(.choose(id)))]]))
  }

  func askName(of book: ID<Specialist>, for id: ID<Upload>) throws {
    guard try desk.parked(id, by: person) != nil else { return try notAllowed() }
    wait(for: .files(.naming(upload: id, specialist: book)))
    try leaveProgress()
    try show(
      Screen(voice.phrase("files.name"), [[button("button.back", .files(.choose(id)))]]))
  }

  func takeName(_ text: String?, of book: ID<Specialist>, for id: ID<Upload>) throws {
    guard try desk.parked(id, by: person) != nil else { return try notAllowed() }
    guard let text, let name = Typed.line(text, limit: 100) else {
      return try send(
        Screen(voice.phrase("files.oddName"), [[button("button.back", .files(.choose(id)))]]))
    }
    guard
      case .done(let session) = try desk.addSession(name: name, specialist: book, by: person)
    else { return try notAllowed() }
    try assign(id, to: session.id)
  }

  func askDiscard(_ id: ID<Upload>) throws {
    guard try desk.parked(id, by: person) != nil, let state = try desk.uploadState(id) else {
      return try notAllowed()
    }
    try leaveProgress()
    try show(
      Screen(
        voice.phrase("files.askDiscard", ["count": .number(state.progress.parked)]),
        [
          [button("button.filesDiscardYes", .files(.discard(id)), style: .danger)],
          [button("button.back", .files(.choose(id)))],
        ]))
  }

  func discard(_ id: ID<Upload>) throws {
    guard try desk.discard(id, by: person) else { return try notAllowed() }
    wait(for: .home)
    try goHome(greeting: voice.phrase("files.discarded"))
  }
}
