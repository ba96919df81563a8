import GRDB

/// Why a copy could not be made or put in place, in words for the person who asked.
package enum CopyFault: Error, Sendable, CustomStringConvertible {
  /// There is nothing to copy, or nothing to restore.
  case missing(path: String)
  case folder(path: String)
  /// The target is there, and nobody said to write over it.
  case exists(path: String)
  /// Another copy of the same database is being made.
  case busy
  /// A bookingbot serves the database that should be replaced.
  case held(path: String)
  /// There is a database, and nobody said to replace it.
  case wouldReplace(path: String)
  case sameFile(path: String)
  case unwritable(path: String, reason: String)
  case full(path: String)
  case damaged(path: String, reason: String)
  case newer(path: String, found: Int, known: Int)
  case foreign(path: String)
  /// The database holds nothing yet.
  case empty(path: String)
  /// The program stops.
  case interrupted
  case other(path: String, reason: String)

  init(_ error: any Error, reading path: String, writing target: String) {
    switch error {
    case let fault as CopyFault: self = fault
    case let fault as StoreFault: self = CopyFault(fault, path: path)
    case let error as DatabaseError:
      let reason = error.message ?? "\(error.resultCode)"
      switch error.resultCode {
      case .SQLITE_FULL: self = .full(path: target)
      case .SQLITE_INTERRUPT: self = .interrupted
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, reason: reason)
      case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_IOERR:
        self = .unwritable(path: target, reason: reason)
      default: self = .other(path: path, reason: reason)
      }
    default: self = .other(path: path, reason: "\(error)")
    }
  }

  private init(_ fault: StoreFault, path: String) {
    switch fault {
    case .newer(_, let found, let known): self = .newer(path: path, found: found, known: known)
    case .foreign: self = .foreign(path: path)
    case .damaged(_, let reason): self = .damaged(path: path, reason: reason)
    case .locked: self = .held(path: path)
    case .full: self = .full(path: path)
    case .readOnly: self = .unwritable(path: path, reason: "it can't be written")
    case .unreachable(_, let reason): self = .unwritable(path: path, reason: reason)
    case .missing(let what): self = .other(path: path, reason: "it lacks \(what)")
    }
  }

  package var description: String {
    switch self {
    case .missing(let path): "There is no file \(path). Check the path."
    case .folder(let path): "\(path) is a folder. Name a file."
    case .exists(let path):
      "\(path) is already there. Nothing was written: name another file, or take that one away."
    case .busy: "Another copy of this database is being made right now. Try again when it is done."
    case .held(let path):
      "A bookingbot is serving \(path). Nothing was changed: stop it first, then restore."
    case .wouldReplace(let path):
      "There is a database at \(path). Nothing was changed: --force puts the copy in its place and"
        + " keeps the present one beside it."
    case .sameFile(let path):
      "\(path) is the database itself, not a copy of it. Nothing was changed."
    case .unwritable(let path, let reason):
      "\(path) can't be written (\(reason)). Check the permissions of the file and its folder."
    case .full(let path): "The disk that holds \(path) is full: free some space and try again."
    case .damaged(let path, let reason):
      "\(path) is damaged or not a database (\(reason)). Nothing was changed: take another copy."
    case .newer(let path, let found, let known):
      "\(path) was written by a newer bookingbot (its schema is \(found), this program knows"
        + " \(known)). Nothing was changed: use the newer program."
    case .foreign(let path): "\(path) belongs to another program. Nothing was changed."
    case .empty(let path): "\(path) is empty: there is nothing in it yet."
    case .interrupted: "The copy was interrupted. Nothing is left of it."
    case .other(let path, let reason): "\(path) can't be copied: \(reason)."
    }
  }
}
