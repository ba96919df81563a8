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
  case askNew(ID<Upload>)
  case newIn(ID<Upload>, ID<Specialist>)
  case askDiscard(ID<Upload>)
  case discard(ID<Upload>)

  case list(ID<Session>, page: Int)
  case showAll(ID<Session>)
  case hideAll(ID<Session>)
  case retry(ID<Session>)
  case file(ID<SessionFile>)
  /// The file so many places on.
  case next(ID<SessionFile>)
  case previous(ID<SessionFile>)
  case setVisible(ID<SessionFile>, Bool)
  case move(ID<SessionFile>, FilePlace)
  case caption(ID<SessionFile>)
  case noCaption(ID<SessionFile>)
  case askDelete(ID<SessionFile>)
  case delete(ID<SessionFile>)
  /// The file itself, where its card can't show it.
  case play(ID<SessionFile>)

  var data: String {
    switch self {
    case .collect(let id): pack("Fc", id)
    case .done(let id): pack("Fd", id)
    case .session(let id): pack("Fs", id)
    case .choose(let id): pack("Fh", id)
    case .assign(let id, let session): pack("Fa", Int(id.raw), Int(session.raw))
    case .askNew(let id): pack("Fw", id)
    case .newIn(let id, let book): pack("Fi", Int(id.raw), Int(book.raw))
    case .askDiscard(let id): pack("Fq", id)
    case .discard(let id): pack("Fx", id)
    case .list(let id, let page): pack("Fl", Int(id.raw), page)
    case .showAll(let id): pack("Fv", id)
    case .hideAll(let id): pack("Fz", id)
    case .retry(let id): pack("Fr", id)
    case .file(let id): pack("Ff", id)
    case .next(let id): pack("Fn", id)
    case .previous(let id): pack("Fp", id)
    case .setVisible(let id, let isVisible): pack("Fb", Int(id.raw), isVisible ? 1 : 0)
    case .move(let id, let place): pack("Fm", Int(id.raw), place.rawValue)
    case .caption(let id): pack("Ft", id)
    case .noCaption(let id): pack("Fo", id)
    case .askDelete(let id): pack("Fk", id)
    case .delete(let id): pack("Fy", id)
    case .play(let id): pack("Fg", id)
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
    case "Fw": self = .askNew(ID(raw))
    case "Fq": self = .askDiscard(ID(raw))
    case "Fx": self = .discard(ID(raw))
    case "Fv": self = .showAll(ID(raw))
    case "Fz": self = .hideAll(ID(raw))
    case "Fr": self = .retry(ID(raw))
    case "Ff": self = .file(ID(raw))
    case "Fn": self = .next(ID(raw))
    case "Fp": self = .previous(ID(raw))
    case "Ft": self = .caption(ID(raw))
    case "Fo": self = .noCaption(ID(raw))
    case "Fk": self = .askDelete(ID(raw))
    case "Fy": self = .delete(ID(raw))
    case "Fg": self = .play(ID(raw))
    default:
      guard let second = read.number() else { return nil }
      switch verb {
      case "Fa": self = .assign(ID(raw), ID(Int64(second)))
      case "Fi": self = .newIn(ID(raw), ID(Int64(second)))
      case "Fl": self = .list(ID(raw), page: second)
      case "Fb": self = .setVisible(ID(raw), second == 1)
      case "Fm":
        guard let place = FilePlace(rawValue: second) else { return nil }
        self = .move(ID(raw), place)
      default: return nil
      }
    }
  }
}

enum FilesQuestion: Codable, Hashable, Sendable {
  /// Files that are sent go into this session.
  case collecting(session: ID<Session>)
  /// It is asked which session files are for; those that are sent meanwhile join them.
  case choosing(upload: ID<Upload>)
  /// What the new session is called that they are for.
  case naming(upload: ID<Upload>, specialist: ID<Specialist>)
  /// What is to stand under a file.
  case caption(file: ID<SessionFile>)
}

extension Turn {
  func follow(_ tap: FilesTap) throws {
    switch tap {
    case .collect(let id): try collectFiles(for: id)
    case .done(let id): try endCollecting(id)
    case .session(let id): try openSession(id)
    case .choose(let id): try askSession(for: id)
    case .assign(let id, let session): try assign(id, to: session)
    case .askNew(let id): try askNewSession(for: id)
    case .newIn(let id, let book): try askName(of: book, for: id)
    case .askDiscard(let id): try askDiscard(id)
    case .discard(let id): try discard(id)
    default: try followArranging(tap)
    }
  }

  private func followArranging(_ tap: FilesTap) throws {
    switch tap {
    case .list(let id, let page): try showFiles(of: id, page: page)
    case .showAll(let id): try setAllVisible(true, in: id)
    case .hideAll(let id): try setAllVisible(false, in: id)
    case .retry(let id): try retryFetching(of: id)
    case .file(let id): try showFile(id)
    case .next(let id): try showNeighbour(of: id, step: 1)
    case .previous(let id): try showNeighbour(of: id, step: -1)
    case .setVisible(let id, let isVisible):
      try showChange(desk.setVisible(isVisible, id, by: person))
    case .move(let id, let place): try showChange(desk.move(id, to: place, by: person))
    case .caption(let id): try askCaption(of: id)
    case .noCaption(let id):
      wait(for: .home)
      try showChange(desk.setCaption(nil, of: id, by: person))
    case .askDelete(let id): try showFile(id, asksDelete: true)
    case .delete(let id): try deleteFile(id)
    case .play(let id): try playFile(id)
    default: try goHome()
    }
  }

  func answer(_ message: Message, _ question: FilesQuestion) throws {
    switch question {
    case .collecting(let id):
      if let file = message.sessionFile { return try take(file, into: id) }
      try send(
        Screen(
          voice.phrase("files.oddCollecting"),
          [[button("button.filesDone", .files(.done(id)), style: .primary)]]))
    case .choosing(let id):
      if let file = message.sessionFile, try takeStray(file) { return }
      try askSession(for: id)
    case .naming(let id, let book):
      if let file = message.sessionFile, try takeStray(file, stays: true) { return }
      try takeName(message.text, of: book, for: id)
    case .caption(let id): try takeCaption(message.text, of: id)
    }
  }
}
