import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The log in the reader's words.
struct AuditWording {
  let wording: Wording
  let zone: Zone

  private var voice: Voice { wording.voice }

  /// What the number of an entry's subject is of, where its name has to be looked up.
  enum Subject { case service, calendar, specialist, none }

  struct Phrase {
    let key: Key
    let subject: Subject

    init(_ key: Key, _ subject: Subject = .none) {
      self.key = key
      self.subject = subject
    }
  }

  /// A line per action.
  static let phrases: [String: Phrase] = [
    "request": Phrase("audit.request"),
    "book": Phrase("audit.book"),
    "move": Phrase("audit.move"),
    "describe": Phrase("audit.describe"),
    "approve": Phrase("audit.approve"),
    "decline": Phrase("audit.decline"),
    "expire": Phrase("audit.expire"),
    "cancel": Phrase("audit.cancel"),
    "askToCancel": Phrase("audit.askToCancel"),
    "refuseCancel": Phrase("audit.refuseCancel"),
    "writeToStaff": Phrase("audit.writeToStaff"),
    "writeToClient": Phrase("audit.writeToClient"),
    "arrive": Phrase("audit.arrive"),
    "takeBackArrival": Phrase("audit.takeBackArrival"),
    "complete": Phrase("audit.complete"),
    "noShow": Phrase("audit.noShow"),
    "reopen": Phrase("audit.reopen"),
    "exportBookings": Phrase("audit.exportBookings", .specialist),
    "addService": Phrase("audit.addService", .service),
    "editService": Phrase("audit.editService", .service),
    "moveService": Phrase("audit.moveService", .service),
    "offerService": Phrase("audit.offerService", .service),
    "withdrawService": Phrase("audit.withdrawService", .service),
    "setHours": Phrase("audit.setHours", .calendar),
    "addCalendar": Phrase("audit.addCalendar", .calendar),
    "editCalendar": Phrase("audit.editCalendar", .calendar),
    "deleteCalendar": Phrase("audit.deleteCalendar", .calendar),
    "becomeOwner": Phrase("audit.becomeOwner"),
    "ownerLinkMisused": Phrase("audit.ownerLinkMisused"),
    "makeOwner": Phrase("audit.makeOwner"),
    "handOver": Phrase("audit.handOver"),
    "stepDown": Phrase("audit.stepDown"),
    "deposeOwner": Phrase("audit.deposeOwner"),
    "inviteToTeam": Phrase("audit.inviteToTeam"),
    "revokeTeamInvitation": Phrase("audit.revokeTeamInvitation"),
    "teamLinkMisused": Phrase("audit.teamLinkMisused"),
    "joinTeam": Phrase("audit.joinTeam", .specialist),
    "renameSpecialist": Phrase("audit.renameSpecialist", .specialist),
    "describeSpecialist": Phrase("audit.describeSpecialist", .specialist),
    "setAccess": Phrase("audit.setAccess", .specialist),
    "deactivateSpecialist": Phrase("audit.deactivateSpecialist", .specialist),
    "reactivateSpecialist": Phrase("audit.reactivateSpecialist", .specialist),
    "detachSpecialist": Phrase("audit.detachSpecialist", .specialist),
    "exportLog": Phrase("audit.exportLog"),
    "block": Phrase("audit.block"),
    "unblock": Phrase("audit.unblock"),
    "erase": Phrase("audit.erase"),
    "editBusiness": Phrase("audit.editBusiness"),
    "finishSetup": Phrase("audit.finishSetup"),
  ]

  /// What was done; a neutral word for what an older or newer program noted.
  func action(_ entry: AuditEntry) -> String {
    voice.text(Self.phrases[entry.action]?.key ?? "audit.other")
  }

  func subject(_ entry: AuditEntry) -> String? {
    if let name = entry.subjectName { return name }
    guard let number = entry.subject else { return nil }
    let catalogue = wording.catalogue
    switch Self.phrases[entry.action]?.subject ?? .none {
    case .service: return catalogue.service(ID(number))?.name
    case .calendar:
      guard let calendar = catalogue.calendar(ID(number)) else { return nil }
      let owner = catalogue.specialist(calendar.specialist)?.name
      return owner == nil || owner == calendar.name
        ? calendar.name : "\(owner ?? "") · \(calendar.name)"
    case .specialist: return catalogue.specialist(ID(number))?.name
    case .none: return nil
    }
  }

  func who(_ entry: AuditEntry) -> String {
    if let name = entry.name { return name }
    let isOwn = entry.person == nil && entry.origin != "chat" && entry.origin != "page"
    return voice.text(isOwn ? "audit.itself" : "audit.nobody")
  }

  /// From where; nil where nobody needs to know.
  func origin(_ entry: AuditEntry) -> String? {
    switch entry.origin {
    case "chat": voice.text("audit.fromChat")
    case "timer": voice.text("audit.fromTimer")
    case "command": voice.text("audit.fromCommand")
    case "page": voice.text("audit.fromPage")
    default: nil
    }
  }

  func date(_ entry: AuditEntry) -> LocalDate { zone.local(entry.moment).date }

  func time(_ entry: AuditEntry) -> String {
    voice.time(minute: zone.local(entry.moment).minute)
  }

  /// Three lines at most: when and who; what and from where; what changed.
  func line(_ entry: AuditEntry) -> HTML {
    let date = date(entry)
    let style: DateStyle = date.year == zone.local(wording.now).date.year ? .short : .fullWithYear
    let moment = voice.text(
      "time.dated", ["date": .text(voice.date(date, style)), "time": .text(time(entry))])
    let what = [
      action(entry), subject(entry).map { Typed.clipped($0, to: 60) }, origin(entry),
    ]
    return lines([
      HTML(moment).bold() + HTML(" · " + Typed.clipped(who(entry), to: 40)),
      HTML(what.compactMap { $0 }.joined(separator: " · ")),
      entry.detail.flatMap { detail($0, entry) }.map { HTML(Typed.clipped($0, to: 160)).italic() },
    ])
  }

  // MARK: What changed

  func detail(_ detail: String, _ entry: AuditEntry) -> String? {
    if entry.action == "teamLinkMisused" { return reason(detail) }
    guard let changes = AuditChange.read(detail) else { return detail }
    return changes.map { change in
      let values = voice.text(
        "audit.change",
        [
          "old": .text(value(change.old, of: change.field)),
          "new": .text(value(change.new, of: change.field)),
        ])
      guard let name = name(of: change.field) else { return values }
      return "\(name): \(values)"
    }.joined(separator: "; ")
  }

  private func reason(_ word: String) -> String? {
    switch word {
    case "used": voice.text("audit.linkUsed")
    case "expired": voice.text("audit.linkExpired")
    case "revoked": voice.text("audit.linkRevoked")
    case "hasBook": voice.text("audit.linkHasBook")
    case "owner": voice.text("audit.linkOwner")
    default: voice.text("audit.linkUnknown")
    }
  }

  private func name(of field: String) -> String? {
    if field.hasPrefix("weekday"),
      let day = field.last?.wholeNumberValue.flatMap(
        Weekday.init(rawValue:))
    {
      return voice.weekday(day, .full).capitalisedFirst
    }
    return Self.fields[field].map { voice.text($0) }
  }

  private static let fields: [String: Key] = [
    "name": "button.title", "about": "button.about", "duration": "button.duration",
    "price": "button.price", "capacity": "button.capacity", "address": "button.address",
    "currency": "button.currency", "zone": "button.zone", "language": "button.language",
    "phone": "button.phone", "email": "button.email", "access": "button.access",
    "photo": "audit.fieldPhoto", "bufferBefore": "audit.fieldBefore",
    "bufferAfter": "audit.fieldAfter", "approval": "audit.fieldApproval",
    "online": "audit.fieldOnline", "hidden": "audit.fieldHidden", "deleted": "audit.fieldDeleted",
    "country": "audit.fieldCountry", "asksPhone": "audit.fieldAsksPhone",
    "asksEmail": "audit.fieldAsksEmail", "holdMinutes": "audit.fieldHold",
    "approvalHours": "audit.fieldApprovalHours", "cancelHours": "audit.fieldCancelHours",
    "maximumOpen": "audit.fieldMaximumOpen", "time": "audit.fieldTime", "point": "button.point",
    "order": "audit.fieldOrder", "step": "button.step", "grid": "button.grid",
    "perDay": "button.perDay", "notice": "button.notice", "horizon": "button.horizon",
    "inUse": "audit.fieldInUse",
  ]

  private func value(_ value: String, of field: String) -> String {
    if value == "–" { return value }
    switch field {
    case "duration", "bufferBefore", "bufferAfter", "holdMinutes", "step", "notice":
      return Int(value).map { voice.duration(minutes: $0) } ?? value
    case "approvalHours", "cancelHours":
      return Int(value).map { voice.duration(minutes: $0 * 60) } ?? value
    case "price":
      let parts = value.split(separator: " ")
      guard parts.count == 2, let minor = Int64(parts[0]),
        let money = Money(minor: minor, currency: String(parts[1]))
      else { return value }
      return voice.money(money)
    case "grid": return Grid(rawValue: value).map { voice.text($0.name) } ?? value
    case "horizon":
      return Int(value).map { voice.text("hours.days", ["count": .number($0)]) } ?? value
    case "time": return Int64(value).map { wording.near(Instant($0), zone) } ?? value
    case "zone": return Zone(value).map { voice.city($0) } ?? value
    case "access":
      switch Specialist.Access(rawValue: value) {
      case .own: return voice.text("team.own")
      case .view: return voice.text("team.view")
      case .manage: return voice.text("team.manage")
      case nil: return value
      }
    case let field where field.hasPrefix("weekday"):
      return value.replacing("-", with: "–")
    default:
      switch value {
      case "yes": return voice.text("general.yes")
      case "no": return voice.text("general.no")
      default: return value
      }
    }
  }
}

extension AuditWording {
  static func topicName(_ topic: AuditTopic?) -> Key {
    switch topic {
    case .booking: "audit.topicBooking"
    case .service: "audit.topicService"
    case .team: "audit.topicTeam"
    case .client: "audit.topicClient"
    case .message: "audit.topicMessage"
    case .business: "audit.topicBusiness"
    case nil: "audit.topicAll"
    }
  }
}
