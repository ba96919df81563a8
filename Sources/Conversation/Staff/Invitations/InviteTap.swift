import Booking
import FrontDesk
import Store
import Telegram

/// Contact messages and invitations: the staff's lists and cards, and the client's side of both.
enum InviteTap: TapFamily {
  static let letter: Character = "I"

  // Messages to the business, as the staff sees them.
  case inbox(page: Int)
  case messages(ContactMessage.State, page: Int)
  case message(ID<ContactMessage>)
  case answer(ID<ContactMessage>)
  case close(ID<ContactMessage>)
  case reopen(ID<ContactMessage>)
  case inviteAuthor(ID<ContactMessage>)

  // Invitations.
  case invitations(page: Int)
  case list(Invitation.State, page: Int)
  case card(ID<Invitation>)
  case new
  case anyway
  case preview(ID<Invitation>)
  case askWords(ID<Invitation>)
  case send(ID<Invitation>)
  case qr(ID<Invitation>)
  case link(ID<Invitation>)
  case replaceLink(ID<Invitation>)
  case languages(ID<Invitation>)
  case setLanguage(ID<Invitation>, String)
  case askCancel(ID<Invitation>)
  case cancel(ID<Invitation>)
  case renew(ID<Invitation>)

  // The owner's rules.
  case rules
  case askDays
  case policy(InvitationRules.Policy)
  case toggleClosed

  // The client's side.
  case contact
  case reply(ID<ContactMessage>)
  case resume(ID<Invitation>)
  case invitedName(ID<Invitation>)
  case skipPhone(ID<Invitation>)
  case editName(ID<Invitation>)
  case editPhone(ID<Invitation>)
  case register(ID<Invitation>)

  var data: String {
    switch self {
    case .inbox(let page): pack("Il", page)
    case .messages(let state, let page): pack("If", page) + "." + state.rawValue
    case .message(let id): pack("Im", id)
    case .answer(let id): pack("Ia", id)
    case .close(let id): pack("Ix", id)
    case .reopen(let id): pack("Io", id)
    case .inviteAuthor(let id): pack("Iv", id)
    case .invitations(let page): pack("Ii", page)
    case .list(let state, let page): pack("Is", page) + "." + state.rawValue
    case .card(let id): pack("Ic", id)
    case .new: "In"
    case .anyway: "Iy"
    case .preview(let id): pack("Ip", id)
    case .askWords(let id): pack("Iw", id)
    case .send(let id): pack("Ie", id)
    case .qr(let id): pack("Iq", id)
    case .link(let id): pack("Ik", id)
    case .replaceLink(let id): pack("Ir", id)
    case .languages(let id): pack("Ig", id)
    case .setLanguage(let id, let code): pack("Ih", id) + "." + code
    case .askCancel(let id): pack("Ij", id)
    case .cancel(let id): pack("Iz", id)
    case .renew(let id): pack("Iu", id)
    case .rules: "It"
    case .askDays: "Id"
    case .policy(let policy): "Ib:" + policy.rawValue
    case .toggleClosed: "ICl"
    case .contact: "ICo"
    case .reply(let id): pack("ICr", id)
    case .resume(let id): pack("IRo", id)
    case .invitedName(let id): pack("IRi", id)
    case .skipPhone(let id): pack("IRs", id)
    case .editName(let id): pack("IRn", id)
    case .editPhone(let id): pack("IRp", id)
    case .register(let id): pack("IRy", id)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    let plain: [String: InviteTap] = [
      "In": .new, "Iy": .anyway, "It": .rules, "Id": .askDays, "ICl": .toggleClosed,
      "ICo": .contact,
    ]
    let tap =
      plain[verb] ?? Self.list(verb, text, &read) ?? Self.message(verb, &read)
      ?? Self.invitation(verb, &read)
    guard let tap else { return nil }
    self = tap
  }

  private static func list(
    _ verb: String, _ text: String, _ read: inout TapArguments
  ) -> InviteTap? {
    switch verb {
    case "Il": return read.number().map { .inbox(page: $0) }
    case "Ii": return read.number().map { .invitations(page: $0) }
    case "If":
      guard let page = read.number(), let state = ContactMessage.State(rawValue: read.word())
      else { return nil }
      return .messages(state, page: page)
    case "Is":
      guard let page = read.number(), let state = Invitation.State(rawValue: read.word())
      else { return nil }
      return .list(state, page: page)
    case "Ib": return InvitationRules.Policy(rawValue: text).map { .policy($0) }
    case "Ih":
      guard let id = read.number() else { return nil }
      return .setLanguage(ID(Int64(id)), read.word())
    default: return nil
    }
  }

  private static func message(_ verb: String, _ read: inout TapArguments) -> InviteTap? {
    let make: ((ID<ContactMessage>) -> InviteTap)?
    switch verb {
    case "Im": make = InviteTap.message
    case "Ia": make = InviteTap.answer
    case "Ix": make = InviteTap.close
    case "Io": make = InviteTap.reopen
    case "Iv": make = InviteTap.inviteAuthor
    case "ICr": make = InviteTap.reply
    default: make = nil
    }
    guard let make else { return nil }
    return read.id().map(make)
  }

  private static func invitation(_ verb: String, _ read: inout TapArguments) -> InviteTap? {
    let make: ((ID<Invitation>) -> InviteTap)?
    switch verb {
    case "Ic": make = InviteTap.card
    case "Ip": make = InviteTap.preview
    case "Iw": make = InviteTap.askWords
    case "Ie": make = InviteTap.send
    case "Iq": make = InviteTap.qr
    case "Ik": make = InviteTap.link
    case "Ir": make = InviteTap.replaceLink
    case "Ig": make = InviteTap.languages
    case "Ij": make = InviteTap.askCancel
    case "Iz": make = InviteTap.cancel
    case "Iu": make = InviteTap.renew
    case "IRo": make = InviteTap.resume
    case "IRi": make = InviteTap.invitedName
    case "IRs": make = InviteTap.skipPhone
    case "IRn": make = InviteTap.editName
    case "IRp": make = InviteTap.editPhone
    case "IRy": make = InviteTap.register
    default: make = nil
    }
    guard let make else { return nil }
    return read.id().map(make)
  }
}
