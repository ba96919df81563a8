import Booking
import GRDB

/// The files of a session as the staff arranges them.
extension Transaction {
  /// How the files of a session lie in the media folder.
  package func sizes(of session: ID<Session>) throws -> UploadProgress {
    try progress(ofFilesThat: "sessionFile.session = ?", session.raw)
  }

  func progress(ofFilesThat condition: String, _ id: Int64) throws -> UploadProgress {
    var progress = UploadProgress()
    let states = try rows(
      """
      SELECT fileSize.state, count(*) FROM sessionFile
      JOIN fileSize ON fileSize.file = sessionFile.id AND fileSize.role = 'full'
      WHERE \(condition) GROUP BY fileSize.state
      """, [id]
    ) { (FileSize.State(rawValue: $0[0]), $0[1] as Int) }
    for (state, count) in states { progress.add(count, state) }
    return progress
  }

  /// How many files of the session come before it; `onlyVisible` as the client counts them.
  package func countFiles(before file: SessionFile, onlyVisible: Bool) throws -> Int {
    try count(
      """
      SELECT count(*) FROM sessionFile WHERE session = ? AND isVisible >= ?
        AND (position < ? OR (position = ? AND id < ?))
      """,
      [file.session.raw, onlyVisible ? 1 : 0, file.position, file.position, file.id.raw])
  }

  package func fullSize(of file: ID<SessionFile>) throws -> FileSize? {
    try row(
      """
      SELECT fileID, size, width, height, state, digest FROM fileSize
      WHERE file = ? AND role = 'full'
      """, [file.raw]
    ) {
      FileSize(
        file: file, role: .full, fileID: $0[0], size: $0[1], width: $0[2], height: $0[3],
        state: FileSize.State(rawValue: $0[4]) ?? .failed, digest: $0[5])
    }
  }

  package func setVisible(_ isVisible: Bool, _ file: ID<SessionFile>) throws {
    try run("UPDATE sessionFile SET isVisible = ? WHERE id = ?", [isVisible, file.raw])
  }

  /// True if any was not so before.
  package func setAllVisible(_ isVisible: Bool, in session: ID<Session>) throws -> Bool {
    try run(
      "UPDATE sessionFile SET isVisible = ? WHERE session = ? AND isVisible <> ?",
      [isVisible, session.raw, isVisible])
    return changed > 0
  }

  package func setCaption(_ caption: String?, of file: ID<SessionFile>) throws {
    try run("UPDATE sessionFile SET caption = ? WHERE id = ?", [caption, file.raw])
  }

  /// False when it is the first already.
  package func moveFirst(_ file: SessionFile) throws -> Bool {
    guard try countFiles(before: file, onlyVisible: false) > 0 else { return false }
    try run(
      """
      UPDATE sessionFile SET position =
        (SELECT min(position) - 1 FROM sessionFile WHERE session = ?) WHERE id = ?
      """, [file.session.raw, file.id.raw])
    return true
  }

  /// Changes places with the file before or after it; false when there is none.
  package func swap(_ file: SessionFile, isEarlier: Bool) throws -> Bool {
    let other = try row(
      isEarlier
        ? """
        SELECT id, position FROM sessionFile WHERE session = ? AND position < ?
        ORDER BY position DESC, id DESC LIMIT 1
        """
        : """
        SELECT id, position FROM sessionFile WHERE session = ? AND position > ?
        ORDER BY position, id LIMIT 1
        """, [file.session.raw, file.position]
    ) { (id: $0[0] as Int64, position: $0[1] as Int) }
    guard let other else { return false }
    try run("UPDATE sessionFile SET position = ? WHERE id = ?", [other.position, file.id.raw])
    try run("UPDATE sessionFile SET position = ? WHERE id = ?", [file.position, other.id])
    return true
  }

  /// What failed in a session is tried once more.
  package func retryFailed(in session: ID<Session>) throws {
    try run(
      """
      UPDATE fileSize SET state = 'waiting', attempts = 0, notBefore = 0, error = NULL
      WHERE state = 'failed' AND file IN (SELECT id FROM sessionFile WHERE session = ?)
      """, [session.raw])
    if changed > 0 { addedFiles = true }
  }
}

extension UploadProgress {
  mutating func add(_ count: Int, _ state: FileSize.State?) {
    switch state {
    case .kept: kept += count
    case .waiting: waiting += count
    case .failed: failed += count
    case .tooBig: tooBig += count
    case nil: break
    }
  }
}
