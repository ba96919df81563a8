import Booking
import Store

/// What came of changing a file of a session.
package enum FileChange: Sendable, Hashable {
  case done(SessionFile)
  /// It is not there any more.
  case gone
  case notAllowed
}

/// Where a file goes in its session's order.
package enum FilePlace: Int, Sendable, Hashable, CaseIterable {
  case earlier, later, first
}

/// A page of a session's files, with how they stand.
package struct FilePage: Sendable {
  package let session: Session
  package let figures: SessionFigures
  package let sizes: UploadProgress
  package let files: [SessionFile]
}

/// A file as the staff sees it.
package struct FileCard: Sendable {
  package let session: Session
  package let file: SessionFile
  /// From 1.
  package let number: Int
  package let count: Int
  /// How it lies in the media folder.
  package let full: FileSize?
}

/// The files of a session, in the hands of who keeps it.
extension FrontDesk {
  package func filePage(
    of id: ID<Session>, limit: Int, offset: Int, by person: Person
  ) throws -> FilePage? {
    guard let session = try managed(id, by: person) else { return nil }
    return FilePage(
      session: session, figures: try tx.figures(of: id), sizes: try tx.sizes(of: id),
      files: try tx.files(of: id, onlyVisible: false, limit: limit, offset: offset))
  }

  package func fileCard(_ id: ID<SessionFile>, by person: Person) throws -> FileCard? {
    guard let file = try tx.file(id), let session = try managed(file.session, by: person) else {
      return nil
    }
    return FileCard(
      session: session, file: file, number: try tx.countFiles(before: file, onlyVisible: false) + 1,
      count: try tx.fileCount(of: session.id, onlyVisible: false), full: try tx.fullSize(of: id))
  }

  /// The file so many places further on, or back; from the end on at the beginning.
  package func neighbour(
    of id: ID<SessionFile>, step: Int, by person: Person
  ) throws -> FileCard? {
    guard let card = try fileCard(id, by: person), card.count > 0 else { return nil }
    let place = ((card.number - 1 + step) % card.count + card.count) % card.count
    let found = try tx.files(of: card.session.id, onlyVisible: false, limit: 1, offset: place)
    return try found.first.flatMap { try fileCard($0.id, by: person) }
  }

  /// Shows a file to the client, or hides it.
  package func setVisible(
    _ isVisible: Bool, _ id: ID<SessionFile>, by person: Person
  ) throws -> FileChange {
    try change(id, isVisible ? "showSession" : "hideSession", by: person) { file in
      guard file.isVisible != isVisible else { return false }
      try tx.setVisible(isVisible, file.id)
      return true
    }
  }

  /// The same for all files of a session; nil where that is not the person's to do.
  package func setAllVisible(
    _ isVisible: Bool, in id: ID<Session>, by person: Person
  ) throws -> Session? {
    guard let session = try managed(id, by: person) else { return nil }
    if try tx.setAllVisible(isVisible, in: id) {
      try tx.touch(id)
      try audit(
        isVisible ? "showSession" : "hideSession", by: person.id, subject: id.raw, detail: "*")
    }
    return session
  }

  package func move(
    _ id: ID<SessionFile>, to place: FilePlace, by person: Person
  ) throws -> FileChange {
    try change(id, "orderSession", by: person) { file in
      switch place {
      case .first: return try tx.moveFirst(file)
      case .earlier: return try tx.swap(file, isEarlier: true)
      case .later: return try tx.swap(file, isEarlier: false)
      }
    }
  }

  /// Gives a file other words; nil takes them away.
  package func setCaption(
    _ caption: String?, of id: ID<SessionFile>, by person: Person
  ) throws -> FileChange {
    try change(id, "captionSession", by: person) { file in
      guard file.caption != caption else { return false }
      try tx.setCaption(caption, of: file.id)
      return true
    }
  }

  /// Removes a file for good; its content goes with the next clean-up, unless another file has the
  /// same.
  package func deleteFile(_ id: ID<SessionFile>, by person: Person) throws -> FileChange {
    guard let file = try tx.file(id) else { return .gone }
    guard try managed(file.session, by: person) != nil else { return .notAllowed }
    let upload = try tx.upload(of: id)
    try tx.remove(id)
    try tx.touch(file.session)
    try audit("pruneSession", by: person.id, subject: file.session.raw, detail: file.name)
    if let upload { try followSoon(upload.id) }
    return .done(file)
  }

  /// Has what could not be fetched tried once more; nil where that is not the person's to do.
  package func retryFetching(of id: ID<Session>, by person: Person) throws -> Session? {
    guard let session = try managed(id, by: person) else { return nil }
    try tx.retryFailed(in: id)
    return session
  }

  private func change(
    _ id: ID<SessionFile>, _ verb: String, by person: Person,
    _ work: (SessionFile) throws -> Bool
  ) throws -> FileChange {
    guard let file = try tx.file(id) else { return .gone }
    guard try managed(file.session, by: person) != nil else { return .notAllowed }
    if try work(file) {
      try tx.touch(file.session)
      try audit(verb, by: person.id, subject: file.session.raw, detail: file.name)
    }
    return try tx.file(id).map { .done($0) } ?? .gone
  }
}
