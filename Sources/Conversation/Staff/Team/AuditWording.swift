import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The log in the reader's words.
struct AuditWording {
  let wording: Wording
  let zone: Zone

  var voice: Voice { wording.voice }

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
