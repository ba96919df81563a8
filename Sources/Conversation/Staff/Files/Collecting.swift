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
        [[button("button.toSession", .files(.session(id)))], homeRow])
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
    guard let session = try desk.managed(id, by: person) else { return try notAllowed() }
    wait(for: .home)
    try leaveProgress()
    let files = try desk.tx.fileCount(of: id, onlyVisible: false)
    try show(
      Screen(
        voice.phrase(
          "files.session", ["session": .text(session.name), "count": .number(files)]),
        [[button("button.filesAdd", .files(.collect(id)))], homeRow]))
  }

  // MARK: While no session is open

  /// A file that the staff sends out of the blue: kept until it is known for which session. False
  /// where files mean nothing.
  func takeStray(_ file: NewSessionFile) throws -> Bool {
    guard case .parked(let id) = try desk.park(file, by: person) else { return false }
    wait(for: .files(.choosing(upload: id)))
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

  func discard(_ id: ID<Upload>) throws {
    guard try desk.discard(id, by: person) else { return try notAllowed() }
    wait(for: .home)
    try goHome(greeting: voice.phrase("files.discarded"))
  }
}
