import FrontDesk
import Phrasebook
import Store
import Telegram

/// What is said of files that are sent in a row.
struct UploadWording {
  let wording: Wording
  let tx: Transaction

  private var voice: Voice { wording.voice }

  /// Nil when there is nothing to say any more.
  func screen(_ notice: Notice) throws -> Screen? {
    switch notice.kind {
    case .uploadProgress:
      let desk = FrontDesk(reading: tx, now: wording.now)
      guard let state = try desk.uploadState(ID(notice.subject)),
        let person = try tx.person(state.upload.person)
      else { return nil }
      return try state.session == nil ? question(state, for: person) : progress(state)
    case .filesTooBig: return try tooBig(notice)
    case .mediaPaused:
      return Screen(
        voice.phrase(
          notice.text == MediaTrouble.full.rawValue ? "files.diskFull" : "files.unwritable"))
    case .mediaResumed: return Screen(voice.phrase("files.resumed"))
    default: return nil
    }
  }

  /// Why some files are in the chat only, and what would change that.
  private func tooBig(_ notice: Notice) throws -> Screen? {
    guard let upload = try tx.upload(ID(notice.subject)),
      let session = try upload.session.flatMap({ try tx.session($0) })
    else { return nil }
    let count = max(try tx.progress(of: upload.id).tooBig, 1)
    return Screen(
      lines([
        voice.phrase("files.bigTitle", ["count": .number(count), "session": .text(session.name)]),
        voice.phrase("files.bigWhy"), HTML(""), voice.phrase("files.bigHow"),
      ]))
  }

  /// How far the files are that were sent into a session.
  func progress(_ state: UploadState) -> Screen {
    let (upload, progress) = (state.upload, state.progress)
    func line(_ key: Key, _ count: Int) -> HTML? {
      count == 0 ? nil : voice.phrase(key, ["count": .number(count)])
    }
    let isDone = upload.ended != nil && progress.waiting == 0
    var rows: [[InlineButton]] = []
    if let session = state.session?.id {
      if upload.ended == nil {
        rows.append([
          .tap(voice.text("button.filesDone"), .files(.done(session)), style: .primary)
        ])
      } else {
        rows.append([
          .tap(voice.text("button.toFiles"), .files(.session(session))),
          .tap(voice.text("button.filesAdd"), .files(.collect(session))),
        ])
      }
    }
    return Screen(
      lines([
        voice.phrase(
          isDone ? "files.titleDone" : "files.title",
          ["session": .text(state.session?.name ?? "")]),
        line("files.received", upload.received), line("files.kept", progress.kept),
        line("files.waiting", progress.waiting), line("files.seenBefore", upload.seenBefore),
        line("files.tooBig", progress.tooBig), line("files.failed", progress.failed),
        upload.ended == nil ? HTML("") : nil,
        upload.ended == nil ? voice.phrase("files.goOn") : nil,
      ]), rows)
  }

  /// For which session are these?
  func question(_ state: UploadState, for person: Person) throws -> Screen {
    let upload = state.upload
    let rows = try FrontDesk(reading: tx, now: wording.now)
      .sessionsForFiles(of: person, limit: 6).map {
        [
          InlineButton.tap(
            Typed.clipped($0.name, to: 40), .files(.assign(upload.id, $0.id)))
        ]
      }
    return Screen(
      voice.phrase("files.which", ["count": .number(state.progress.parked)]),
      rows + [
        [
          .tap(
            voice.text("button.filesNewSession"), .files(.askNew(upload.id)),
            style: rows.isEmpty ? .primary : nil)
        ], [.tap(voice.text("button.filesDiscard"), .files(.askDiscard(upload.id)))],
      ])
  }
}
