import Booking
import Store

/// Whether files can be sent into a session.
package enum UploadStart: Sendable, Hashable {
  case ready(Session)
  /// It was put away; nothing is added to it.
  case archived
  case notAllowed
}

/// What became of a file that was sent.
package enum FileOutcome: Sendable, Hashable {
  case added(ID<SessionFile>)
  case seenBefore
  case archived
  case notAllowed
}

/// What became of a file that was sent while no session was open.
package enum ParkOutcome: Sendable, Hashable {
  case parked(ID<Upload>)
  case notAllowed
}

/// An upload with how far it has come.
package struct UploadState: Sendable, Hashable {
  package let upload: Upload
  /// Nil while nobody has said which it is.
  package let session: Session?
  package let progress: UploadProgress
}

/// Files on their way into sessions.
extension FrontDesk {
  /// The message that says how far an upload is, is edited this often at most, in seconds.
  static var progressPace: Int64 { 2 }
  /// So long, in seconds, files of no session go together.
  private static var parkingTime: Int64 { 86_400 }

  /// The session, if the person may send files into it.
  package func beginUpload(into id: ID<Session>, by person: Person) throws -> UploadStart {
    guard let session = try managed(id, by: person) else { return .notAllowed }
    guard session.status != .archived else { return .archived }
    // The next files get a message of their own, below what was sent before.
    for upload in try tx.openUploads(of: person.id) where upload.session == id {
      try end(upload)
    }
    return .ready(session)
  }

  /// Adds a file at the end of a session; one that it has already is counted and left out. The first
  /// one makes the session active.
  package func addFile(
    _ file: NewSessionFile, to id: ID<Session>, by person: Person
  ) throws -> FileOutcome {
    guard let session = try managed(id, by: person) else { return .notAllowed }
    guard session.status != .archived else { return .archived }
    var upload = try upload(into: id, by: person)
    upload.received += 1
    let added = try add(file, to: session, &upload)
    try show(upload)
    return added.map { .added($0) } ?? .seenBefore
  }

  private func upload(into id: ID<Session>, by person: Person) throws -> Upload {
    if let open = try tx.openUploads(of: person.id).first(where: { $0.session == id }) {
      return open
    }
    try audit("fillSession", by: person.id, subject: id.raw)
    return try tx.beginUpload(into: id, by: person.id, now: now)
  }

  private func add(
    _ file: NewSessionFile, to session: Session, _ upload: inout Upload
  ) throws -> ID<SessionFile>? {
    let id = try tx.add(
      file, to: session.id, upload: upload.id, limit: means.fetchLimit, now: now)
    guard let id else {
      upload.seenBefore += 1
      return nil
    }
    if let limit = means.fetchLimit, file.size ?? 0 > limit { try explainTooBig(&upload) }
    if session.status == .created, var session = try tx.session(session.id),
      session.status == .created
    {
      session.status = .active
      try tx.save(session)
    }
    return id
  }

  /// Nothing more comes: the message about it says what is still to be done.
  package func endUpload(
    into id: ID<Session>, by person: Person
  ) throws -> (session: Session, last: UploadState?)? {
    guard let session = try managed(id, by: person) else { return nil }
    var last: Upload?
    for upload in try tx.openUploads(of: person.id) where upload.session == id {
      let ended = try end(upload)
      last = last ?? ended
    }
    return (session, try last.flatMap { try uploadState($0.id) })
  }

  @discardableResult
  private func end(_ upload: Upload) throws -> Upload {
    var upload = upload
    upload.ended = now
    try tx.save(upload)
    try followSoon(upload.id)
    return upload
  }

  package func uploadState(_ id: ID<Upload>) throws -> UploadState? {
    guard let upload = try tx.upload(id) else { return nil }
    return UploadState(
      upload: upload, session: try upload.session.flatMap { try tx.session($0) },
      progress: try tx.progress(of: id))
  }

  // MARK: While no session is open

  /// Keeps a file until somebody says which session it is for. It is asked at the end of the chat
  /// if the person does not have that question before them (`asks`).
  package func park(
    _ file: NewSessionFile, asks: Bool = false, by person: Person
  ) throws -> ParkOutcome {
    guard try isStaff(person) else { return .notAllowed }
    var upload =
      try parking(of: person) ?? tx.beginUpload(into: nil, by: person.id, now: now)
    upload.received += 1
    if try !tx.park(file, in: upload.id) { upload.seenBefore += 1 }
    if asks { upload.isShown = false }
    try show(upload)
    return .parked(upload.id)
  }

  private func parking(of person: Person) throws -> Upload? {
    try tx.openUploads(of: person.id).first {
      $0.session == nil && now.seconds - $0.began.seconds < Self.parkingTime
    }
  }

  /// The person's own upload of no session yet.
  package func parked(_ id: ID<Upload>, by person: Person) throws -> Upload? {
    guard let upload = try tx.upload(id), upload.person == person.id, upload.session == nil,
      try isStaff(person)
    else { return nil }
    return upload
  }

  /// Sessions that files may be for, the newest first.
  package func sessionsForFiles(of person: Person, limit: Int) throws -> [Session] {
    let rights = try rights(of: person)
    guard rights.isStaff else { return [] }
    let managed = try catalogue().specialists.map(\.id).filter { rights.mayManage($0) }
    return try tx.recentSessions(of: managed, limit: limit)
  }

  /// Puts parked files into a session, where the files that still come go as well.
  package func assign(
    _ id: ID<Upload>, to session: ID<Session>, by person: Person
  ) throws -> UploadStart {
    guard var upload = try parked(id, by: person),
      let session = try managed(session, by: person)
    else { return .notAllowed }
    guard session.status != .archived else { return .archived }
    let files = try tx.parkedFiles(of: id)
    for open in try tx.openUploads(of: person.id) where open.session == session.id {
      try end(open)
    }
    try tx.assign(id, to: session.id)
    try audit("fillSession", by: person.id, subject: session.id.raw)
    for file in files { _ = try add(file, to: session, &upload) }
    try tx.save(upload)
    try followSoon(id)
    return .ready(session)
  }

  /// Forgets parked files.
  package func discard(_ id: ID<Upload>, by person: Person) throws -> Bool {
    guard try parked(id, by: person) != nil else { return false }
    try tx.remove(id)
    return true
  }

  // MARK: The message that says how far it is

  private func show(_ upload: Upload) throws {
    var upload = upload
    if !upload.isShown {
      if let person = try tx.person(upload.person) {
        try tell(person, Notice(kind: .uploadProgress, subject: upload.id.raw))
      }
      upload.isShown = true
    } else {
      try followSoon(upload.id)
    }
    try tx.save(upload)
  }

  /// Has the message about an upload say how it stands, at the pace that a chat bears: however much
  /// happens meanwhile is one edit.
  package func followSoon(_ id: ID<Upload>) throws {
    guard try !tx.hasTimer(Bell.upload.rawValue, subject: id.raw) else { return }
    try tx.setTimer(
      Bell.upload.rawValue, subject: id.raw, due: now.adding(seconds: Self.progressPace))
  }

  func followUpload(_ id: ID<Upload>) throws {
    guard let state = try uploadState(id), let person = try tx.person(state.upload.person) else {
      return
    }
    let keepsake = Keepsake(.upload, id.raw)
    let isOver = state.upload.ended != nil && state.progress.waiting == 0
    let kept = try tx.keptMessages(of: keepsake)
    try follow(keepsake) { _ in isOver }
    if let chat = try person.telegram.flatMap({ try tx.chat($0) }),
      !kept.contains(where: { $0.chat == chat.id && $0.message == chat.message })
    {
      try follow(
        screenOf: person, keepsake, with: Notice(kind: .uploadProgress, subject: id.raw))
    }
  }
}
