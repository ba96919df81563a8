import FrontDesk
import Phrasebook
import Store
import Telegram

/// The files of a session, for the staff: sending them, and what becomes of them.
enum FilesTap: TapFamily {
  static let letter: Character = "F"

  case collect(ID<Session>)
  /// Nothing more comes.
  case done(ID<Session>)
  /// On to the session itself.
  case session(ID<Session>)
  /// Which session files are for that came while none was open.
  case choose(ID<Upload>)
  case assign(ID<Upload>, ID<Session>)
  case discard(ID<Upload>)

  var data: String {
    switch self {
    case .collect(let id): pack("Fc", id)
    case .done(let id): pack("Fd", id)
    case .session(let id): pack("Fs", id)
    case .choose(let id): pack("Fh", id)
    case .assign(let id, let session): pack("Fa", Int(id.raw), Int(session.raw))
    case .discard(let id): pack("Fx", id)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    guard let number = read.number() else { return nil }
    let raw = Int64(number)
    switch verb {
    case "Fc": self = .collect(ID(raw))
    case "Fd": self = .done(ID(raw))
    case "Fs": self = .session(ID(raw))
    case "Fh": self = .choose(ID(raw))
    case "Fx": self = .discard(ID(raw))
    case "Fa":
      guard let session: ID<Session> = read.id() else { return nil }
      self = .assign(ID(raw), session)
    default: return nil
    }
  }
}

enum FilesQuestion: Codable, Hashable, Sendable {
  /// Files that are sent go into this session.
  case collecting(session: ID<Session>)
  /// It is asked which session files are for; those that are sent meanwhile join them.
  case choosing(upload: ID<Upload>)
}

extension Turn {
  func follow(_ tap: FilesTap) throws {
    switch tap {
    case .collect(let id): try collectFiles(for: id)
    case .done(let id): try endCollecting(id)
    case .session(let id): try openSession(id)
    case .choose(let id): try askSession(for: id)
    case .assign(let id, let session): try assign(id, to: session)
    case .discard(let id): try discard(id)
    }
  }

  func answer(_ message: Message, _ question: FilesQuestion) throws {
    guard let file = message.sessionFile else {
      switch question {
      case .collecting(let id):
        return try send(
          Screen(
            voice.phrase("files.oddCollecting"),
            [[button("button.filesDone", .files(.done(id)), style: .primary)]]))
      case .choosing(let id): return try askSession(for: id)
      }
    }
    switch question {
    case .collecting(let id): try take(file, into: id)
    case .choosing: _ = try takeStray(file)
    }
  }
}
