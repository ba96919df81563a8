import Booking
import Store

/// What came of fetching a file.
package enum FetchOutcome: Sendable, Hashable {
  case kept(MediaContent)
  /// Above what the server lets a bot fetch.
  case tooBig
  /// To be tried again; `counts`: the file is to blame, and tried so often only.
  case later(Instant, reason: String, counts: Bool)
  case failed(reason: String)
}

package struct FetchResult: Sendable, Hashable {
  package let wanted: WantedFile
  package let outcome: FetchOutcome

  package init(_ wanted: WantedFile, _ outcome: FetchOutcome) {
    self.wanted = wanted
    self.outcome = outcome
  }
}

/// Why nothing is fetched for the time being.
package enum MediaTrouble: String, Sendable, Hashable, CaseIterable {
  case full, unwritable
}

/// Files on their way from Telegram into the media folder.
extension FrontDesk {
  /// Writes down what came of fetching. A file whose content its session has already goes again.
  package func note(_ results: [FetchResult]) throws {
    var uploads: Set<ID<Upload>> = []
    var sessions: Set<ID<Session>> = []
    for result in results {
      let wanted = result.wanted
      if let session = try tx.file(wanted.file)?.session { sessions.insert(session) }
      if let upload = try tx.upload(of: wanted.file) { uploads.insert(upload.id) }
      switch result.outcome {
      case .kept(let content):
        if try tx.keep(content, for: wanted, now: now),
          let twin = try tx.twin(of: wanted.file, with: content.digest)
        {
          try removeCopy(wanted.file, twin, &uploads)
        }
      case .later(let until, let reason, let counts):
        try tx.postpone(wanted, until: until, counts: counts, error: reason)
      case .failed(let reason): try tx.giveUp(wanted, as: .failed, error: reason)
      case .tooBig:
        try tx.giveUp(wanted, as: .tooBig, error: nil)
        if var upload = try tx.upload(of: wanted.file) { try explainTooBig(&upload) }
      }
    }
    for session in sessions { try tx.touch(session) }
    for upload in uploads { try followSoon(upload) }
  }

  /// Of two files with the same content the later one goes, unless the client has marked it.
  private func removeCopy(
    _ first: ID<SessionFile>, _ second: ID<SessionFile>, _ uploads: inout Set<ID<Upload>>
  ) throws {
    guard let older = try tx.file(min(first, second)), let newer = try tx.file(max(first, second))
    else { return }
    let copy = newer.picked != nil && older.picked == nil ? older : newer
    if var upload = try tx.upload(of: copy.id) {
      upload.seenBefore += 1
      try tx.save(upload)
      uploads.insert(upload.id)
    }
    try tx.remove(copy.id)
  }

  /// Tells whoever sends the files, once in an upload.
  func explainTooBig(_ upload: inout Upload) throws {
    guard !upload.isExplained, let person = try tx.person(upload.person) else { return }
    upload.isExplained = true
    try tx.save(upload)
    try tell(person, Notice(kind: .filesTooBig, subject: upload.id.raw))
  }

  /// Content that should be in the folder is not: it is fetched again.
  package func contentIsMissing(_ digest: [UInt8]) throws {
    _ = try tx.refetch([digest])
  }

  /// Nothing can be kept at present; the owners hear of it once.
  package func noteMediaPaused(_ trouble: MediaTrouble) throws {
    guard try tx.mediaPause() == nil else { return }
    try tx.setMediaPause(now)
    for owner in try tx.owners() {
      try tell(owner, Notice(kind: .mediaPaused, subject: owner.id.raw, text: trouble.rawValue))
    }
  }

  package func noteMediaResumed() throws {
    guard let since = try tx.mediaPause() else { return }
    try tx.setMediaPause(nil)
    for owner in try tx.owners() {
      try tell(owner, Notice(kind: .mediaResumed, subject: owner.id.raw, moment: since))
    }
  }
}
