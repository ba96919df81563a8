import Booking
import FrontDesk
import Pictures
import Store

/// What a link into the chat opens: the start parameter, at most 64 of `[A-Za-z0-9_-]`
/// (Bot API, deep linking).
enum DeepLink: Hashable, Sendable {
  case service(ID<Service>)
  case specialist(ID<Specialist>)
  /// One time of a service on a calendar.
  case slot(ID<Service>, CalendarID, Instant)
  case owner(token: String)
  /// Registration by an invitation. A token that was cut on its way is one too, to be told so.
  case invitation(token: String)
  /// An invitation into the team.
  case team(token: String)
  /// Ties a guest's bookings to the chat that opens it.
  case guest(token: String)
  /// A booking, from its page on the web.
  case visit(token: String)
  /// A session, by the link of its card.
  case session(token: String)

  init?(parameter: String) {
    guard let kind = parameter.first else { return nil }
    let rest = parameter.dropFirst()
    let numbers = rest.split(separator: "-").map { Int64($0, radix: 36) }
    switch (kind, numbers.count) {
    case ("s", 1):
      guard let id = numbers[0] else { return nil }
      self = .service(ID(id))
    case ("p", 1):
      guard let id = numbers[0] else { return nil }
      self = .specialist(ID(id))
    case ("t", 3):
      guard let service = numbers[0], let calendar = numbers[1], let start = numbers[2],
        start.magnitude < 1 << 40
      else { return nil }
      self = .slot(ID(service), ID(calendar), Instant(start))
    case (_, _) where String(kind) == FrontDesk.invitationPrefix && (20...63).contains(rest.count):
      self = .invitation(token: String(rest))
    case ("m", _) where (20...63).contains(rest.count): self = .team(token: String(rest))
    default:
      guard rest.count == 43 else { return nil }
      switch String(kind) {
      case FrontDesk.ownerPrefix: self = .owner(token: String(rest))
      case FrontDesk.guestPrefix: self = .guest(token: String(rest))
      case FrontDesk.visitPrefix: self = .visit(token: String(rest))
      case FrontDesk.sessionPrefix: self = .session(token: String(rest))
      default: return nil
      }
    }
  }

  var parameter: String {
    switch self {
    case .service(let id): "s" + String(id.raw, radix: 36)
    case .specialist(let id): "p" + String(id.raw, radix: 36)
    case .slot(let service, let calendar, let start):
      "t"
        + [service.raw, calendar.raw, start.seconds].map { String($0, radix: 36) }
        .joined(separator: "-")
    case .owner(let token): FrontDesk.ownerPrefix + token
    case .invitation(let token): FrontDesk.invitationPrefix + token
    case .team(let token): "m" + token
    case .guest(let token): FrontDesk.guestPrefix + token
    case .visit(let token): FrontDesk.visitPrefix + token
    case .session(let token): FrontDesk.sessionPrefix + token
    }
  }

  func url(bot: String) -> String { "https://t.me/\(bot)?start=\(parameter)" }
}

/// QR codes for links, as pictures for the chat.
enum QRPicture {
  static func png(of link: String) -> [UInt8]? { QRCode(link)?.png() }
}
