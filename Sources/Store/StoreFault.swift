import Booking
import GRDB

/// Why the database can't be used, in words for the person who runs the bot.
package enum StoreFault: Error, Sendable, CustomStringConvertible {
  case locked(path: String)
  case newer(path: String, found: Int, known: Int)
  case damaged(path: String, reason: String)
  case foreign(path: String)
  case readOnly(path: String)
  case full(path: String)
  case unreachable(path: String, reason: String)
  case missing(String)

  init(opening path: String, _ error: any Error) {
    if let fault = error as? StoreFault {
      self = fault
      return
    }
    guard let error = error as? DatabaseError else {
      self = .unreachable(path: path, reason: "\(error)")
      return
    }
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      self = .damaged(path: path, reason: error.message ?? "damaged")
    case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
    case .SQLITE_FULL: self = .full(path: path)
    default: self = .unreachable(path: path, reason: error.message ?? "\(error.resultCode)")
    }
  }

  package var description: String {
    switch self {
    case .locked(let path):
      "The database \(path) is in use by another bookingbot. Stop that one first, or give this"
        + " one its own DATABASE_PATH."
    case .newer(let path, let found, let known):
      "The database \(path) was written by a newer bookingbot (its schema is \(found), this"
        + " program knows \(known)). Nothing was changed: run the newer program."
    case .damaged(let path, let reason):
      "The database \(path) is damaged or not a database (\(reason)). Nothing was changed: put a"
        + " backup in its place, or name another DATABASE_PATH."
    case .foreign(let path):
      "The database \(path) belongs to another program. Nothing was changed: name another"
        + " DATABASE_PATH."
    case .readOnly(let path):
      "The database \(path) can't be written: check the permissions of the file and its folder."
    case .full(let path): "The disk that holds \(path) is full: free some space."
    case .unreachable(let path, let reason):
      "The database \(path) can't be opened: \(reason). Check DATABASE_PATH and its folder."
    case .missing(let what): "The database lacks \(what)."
    }
  }
}

/// What a failing statement means for whoever asked.
package enum StatementFault {
  /// The database itself refused: no room left on the specialist's time.
  case overlap
  /// Another constraint of the schema said no.
  case constraint(String)
  /// Disk full, I/O error, corruption, interruption: not the update's fault; nothing may be
  /// acknowledged.
  case machine(String)
  case other(String)

  package init(_ error: any Error) {
    guard let error = error as? DatabaseError else {
      self = error is CancellationError ? .machine("cancelled") : .other("\(error)")
      return
    }
    let message = error.message ?? ""
    switch error.resultCode {
    case .SQLITE_CONSTRAINT where message == Schema.overlapMessage: self = .overlap
    case .SQLITE_CONSTRAINT: self = .constraint(message)
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_INTERRUPT,
      .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_READONLY, .SQLITE_NOMEM, .SQLITE_CANTOPEN:
      self = .machine(message)
    default: self = .other(message)
    }
  }

  package var isMachine: Bool { if case .machine = self { true } else { false } }
}
