import Booking
import FrontDesk
import Store
import Telegram

/// The team, its roles, and the log of what was done.
enum TeamTap: TapFamily {
  static let letter: Character = "T"

  case list
  case page(Int)
  case card(ID<Specialist>)
  case rename(ID<Specialist>)
  case describe(ID<Specialist>)
  case access(ID<Specialist>)
  case setAccess(ID<Specialist>, Specialist.Access)
  case askDeactivate(ID<Specialist>)
  case deactivate(ID<Specialist>)
  case askCancelAll(ID<Specialist>)
  case cancelAll(ID<Specialist>)
  case reactivate(ID<Specialist>)
  case askDetach(ID<Specialist>)
  case detach(ID<Specialist>)

  case owner(ID<Person>)
  case askOwner(ID<Specialist>)
  case makeOwner(ID<Specialist>)
  case askHandOver(ID<Specialist>)
  case handOver(ID<Specialist>)
  case askStepDown
  case stepDown
  case askDepose(ID<Person>)
  case depose(ID<Person>)

  case invite
  case inviteNew(takesBookings: Bool)
  case inviteFor(ID<Specialist>)
  case invitation(ID<TeamInvitation>)
  case invitationPicture(ID<TeamInvitation>)
  case revoke(ID<TeamInvitation>)

  case log(LogFilter = LogFilter(), AuditPlace = .newest)
  case logWho(LogFilter)
  case logWhat(LogFilter)
  case logWhen(LogFilter)
  case logDay(LogFilter)
  case exportLog(LogFilter)
}

enum TeamQuestion: Codable, Hashable, Sendable {
  /// The name of somebody who is invited.
  case naming(takesBookings: Bool)
  case renaming(specialist: ID<Specialist>)
  case describing(specialist: ID<Specialist>)
  /// Why all that is booked with a specialist is cancelled.
  case cancelling(specialist: ID<Specialist>)
  /// The day of the log to look at; the rest of the filter stays.
  case logDay(topic: Int, person: Int64)
}

extension TeamTap {
  var data: String {
    switch self {
    case .list: "Tm"
    case .page(let page): pack("Tp", page)
    case .card(let id): pack("Tc", id)
    case .rename(let id): pack("Tn", id)
    case .describe(let id): pack("Ta", id)
    case .access(let id): pack("Tr", id)
    case .setAccess(let id, let access):
      pack("Ts", Int(id.raw), Specialist.Access.allCases.firstIndex(of: access) ?? 0)
    case .askDeactivate(let id): pack("Tx", id)
    case .deactivate(let id): pack("Txy", id)
    case .askCancelAll(let id): pack("Tv", id)
    case .cancelAll(let id): pack("Tvy", id)
    case .reactivate(let id): pack("Tz", id)
    case .askDetach(let id): pack("Td", id)
    case .detach(let id): pack("Tdy", id)
    case .owner(let id): pack("To", id)
    case .askOwner(let id): pack("Tq", id)
    case .makeOwner(let id): pack("Tqy", id)
    case .askHandOver(let id): pack("Th", id)
    case .handOver(let id): pack("Thy", id)
    case .askStepDown: "Tu"
    case .stepDown: "Tuy"
    case .askDepose(let id): pack("Te", id)
    case .depose(let id): pack("Tey", id)
    case .invite: "Ti"
    case .inviteNew(let takesBookings): pack("Tin", takesBookings ? 1 : 0)
    case .inviteFor(let id): pack("Tif", id)
    case .invitation(let id): pack("Tio", id)
    case .invitationPicture(let id): pack("Tiq", id)
    case .revoke(let id): pack("Tir", id)
    case .log(let filter, let place): packLog("Tl", filter, [place.number])
    case .logWho(let filter): packLog("Tlp", filter)
    case .logWhat(let filter): packLog("Tlt", filter)
    case .logWhen(let filter): packLog("Tlw", filter)
    case .logDay(let filter): packLog("Tld", filter)
    case .exportLog(let filter): packLog("Tlx", filter)
    }
  }

  private func packLog(_ verb: String, _ filter: LogFilter, _ more: [Int] = []) -> String {
    let numbers = filter.numbers + more
    return verb + ":" + numbers.map { String($0, radix: 36) }.joined(separator: ".")
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Tm": self = .list
    case "Tu": self = .askStepDown
    case "Tuy": self = .stepDown
    case "Ti": self = .invite
    case "Tp":
      guard let page = read.number(), page >= 0 else { return nil }
      self = .page(page)
    case "Tin":
      guard let number = read.number() else { return nil }
      self = .inviteNew(takesBookings: number == 1)
    case "Ts":
      let all = Specialist.Access.allCases
      guard let id: ID<Specialist> = read.id(), let index = read.number(),
        all.indices.contains(index)
      else { return nil }
      self = .setAccess(id, all[index])
    case let verb where verb.hasPrefix("Tl"):
      guard let tap = Self.ofLog(verb, &read) else { return nil }
      self = tap
    default:
      guard let tap = Self.ofSpecialist(verb, &read) ?? Self.ofOthers(verb, &read) else {
        return nil
      }
      self = tap
    }
  }

  private static func ofSpecialist(_ verb: String, _ read: inout TapArguments) -> TeamTap? {
    let make: (ID<Specialist>) -> TeamTap
    switch verb {
    case "Tc": make = TeamTap.card
    case "Tn": make = TeamTap.rename
    case "Ta": make = TeamTap.describe
    case "Tr": make = TeamTap.access
    case "Tx": make = TeamTap.askDeactivate
    case "Txy": make = TeamTap.deactivate
    case "Tv": make = TeamTap.askCancelAll
    case "Tvy": make = TeamTap.cancelAll
    case "Tz": make = TeamTap.reactivate
    case "Td": make = TeamTap.askDetach
    case "Tdy": make = TeamTap.detach
    case "Tq": make = TeamTap.askOwner
    case "Tqy": make = TeamTap.makeOwner
    case "Th": make = TeamTap.askHandOver
    case "Thy": make = TeamTap.handOver
    case "Tif": make = TeamTap.inviteFor
    default: return nil
    }
    return read.id().map(make)
  }

  private static func ofOthers(_ verb: String, _ read: inout TapArguments) -> TeamTap? {
    switch verb {
    case "To": read.id().map(TeamTap.owner)
    case "Te": read.id().map(TeamTap.askDepose)
    case "Tey": read.id().map(TeamTap.depose)
    case "Tio": read.id().map(TeamTap.invitation)
    case "Tiq": read.id().map(TeamTap.invitationPicture)
    case "Tir": read.id().map(TeamTap.revoke)
    default: nil
    }
  }

  private static func ofLog(_ verb: String, _ read: inout TapArguments) -> TeamTap? {
    guard let filter = LogFilter(&read) else { return nil }
    switch verb {
    case "Tl":
      guard let number = read.number() else { return nil }
      return .log(filter, AuditPlace(number: number))
    case "Tlp": return .logWho(filter)
    case "Tlt": return .logWhat(filter)
    case "Tlw": return .logWhen(filter)
    case "Tld": return .logDay(filter)
    case "Tlx": return .exportLog(filter)
    default: return nil
    }
  }
}
