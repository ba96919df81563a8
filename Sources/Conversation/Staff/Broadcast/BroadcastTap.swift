import Booking
import FrontDesk
import Store
import Telegram

/// Messages to many clients.
enum BroadcastTap: TapFamily {
  static let letter: Character = "D"

  case begin
  case draft(ID<Broadcast>)
  case audiences(ID<Broadcast>)
  case tags(ID<Broadcast>)
  case everybody(ID<Broadcast>)
  case tagged(ID<Broadcast>, ID<ClientTag>)
  case seenWithin(ID<Broadcast>, months: Int)
  case notSeenFor(ID<Broadcast>, months: Int)
  case speaking(ID<Broadcast>, String)
  case discard(ID<Broadcast>)
  case send(ID<Broadcast>)
  case progress(ID<Broadcast>)
  case pause(ID<Broadcast>)
  case resume(ID<Broadcast>)
  case askStop(ID<Broadcast>)
  case stop(ID<Broadcast>)

  var data: String {
    switch self {
    case .begin: "Db"
    case .draft(let id): pack("Dd", id)
    case .audiences(let id): pack("Da", id)
    case .tags(let id): pack("Dt", id)
    case .everybody(let id): pack("De", id)
    case .tagged(let id, let tag): pack("Dg", Int(id.raw), Int(tag.raw))
    case .seenWithin(let id, let months): pack("Dw", Int(id.raw), months)
    case .notSeenFor(let id, let months): pack("Dn", Int(id.raw), months)
    case .speaking(let id, let language): pack("Dl", id) + "." + language
    case .discard(let id): pack("Dx", id)
    case .send(let id): pack("Ds", id)
    case .progress(let id): pack("Dp", id)
    case .pause(let id): pack("Dh", id)
    case .resume(let id): pack("Dr", id)
    case .askStop(let id): pack("Dq", id)
    case .stop(let id): pack("Dk", id)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    if verb == "Db" {
      self = .begin
      return
    }
    guard let id: ID<Broadcast> = read.id() else { return nil }
    switch verb {
    case "Dd": self = .draft(id)
    case "Da": self = .audiences(id)
    case "Dt": self = .tags(id)
    case "De": self = .everybody(id)
    case "Dx": self = .discard(id)
    case "Ds": self = .send(id)
    case "Dp": self = .progress(id)
    case "Dh": self = .pause(id)
    case "Dr": self = .resume(id)
    case "Dq": self = .askStop(id)
    case "Dk": self = .stop(id)
    case "Dl":
      let language = read.word()
      guard language.utf8.count == 2 else { return nil }
      self = .speaking(id, language)
    default:
      guard let second = read.number() else { return nil }
      switch verb {
      case "Dg": self = .tagged(id, ID(Int64(second)))
      case "Dw": self = .seenWithin(id, months: second)
      case "Dn": self = .notSeenFor(id, months: second)
      default: return nil
      }
    }
  }
}

enum BroadcastQuestion: Codable, Hashable, Sendable {
  /// What is to be sent: words, or a photo with words.
  case content
}

extension Turn {
  func obeyBroadcast(_ command: BotCommand) throws -> Bool {
    guard command.name == "broadcast", try desk.mayBroadcast(person) else { return false }
    try beginBroadcast()
    return true
  }

  func follow(_ tap: BroadcastTap) throws {
    guard try desk.mayBroadcast(person) else { return try notAllowed() }
    switch tap {
    case .begin: try beginBroadcast()
    case .draft(let id): try showDraft(desk.draft(id, by: person))
    case .audiences(let id): try showAudiences(id)
    case .tags(let id): try showTags(id)
    case .everybody(let id): try choose(.everybody, id)
    case .tagged(let id, let tag): try choose(.tagged(tag), id)
    case .seenWithin(let id, let months): try choose(.seenWithin(months: months), id)
    case .notSeenFor(let id, let months): try choose(.notSeenFor(months: months), id)
    case .speaking(let id, let language): try choose(.speaking(language), id)
    case .discard(let id):
      guard try desk.discardBroadcast(id, by: person) else { return try notAllowed() }
      try goHome()
    case .send(let id): try sendBroadcast(id)
    case .progress(let id): try showProgress(id)
    case .pause(let id):
      guard try desk.pause(id, by: person) else { return try notAllowed() }
      try showProgress(id)
    case .resume(let id):
      guard try desk.resume(id, by: person) else { return try notAllowed() }
      try showProgress(id)
    case .askStop(let id): try askStopBroadcast(id)
    case .stop(let id):
      guard try desk.stop(id, by: person) else { return try notAllowed() }
      try showProgress(id)
    }
  }

  private func choose(_ audience: Audience, _ id: ID<Broadcast>) throws {
    switch audience {
    case .seenWithin(let months), .notSeenFor(let months):
      guard (1...120).contains(months) else { return try showAudiences(id) }
    default: break
    }
    try showDraft(desk.choose(audience, for: id, by: person))
  }

  func answer(_ message: Message, _ question: BroadcastQuestion) throws {
    let html: HTML
    if message.photo.isEmpty {
      guard let text = message.text, !text.trimmed.isEmpty else {
        return try send(
          Screen(voice.phrase("broadcast.odd"), [[button("button.back", .workspace(.menu))]]))
      }
      html = HTML(text, marked: message.entities)
    } else {
      html = HTML(message.caption ?? "", marked: message.entities)
    }
    let limit = message.photo.isEmpty ? 3_500 : 900
    guard !Typed.isLonger(message.text ?? message.caption ?? "", than: limit) else {
      return try send(
        Screen(
          voice.phrase("broadcast.tooLong", ["count": .number(limit)]),
          [[button("button.back", .workspace(.menu))]]))
    }
    wait(for: .home)
    let outcome = try desk.draftBroadcast(
      html.source, photo: message.photo.last?.fileID, by: person)
    if case .ready(let broadcast, _) = outcome {
      // As its readers will see it.
      try send(
        BroadcastWording(wording: try wording).call(broadcast, for: person, isPreview: true))
    }
    try showDraft(outcome)
  }
}
