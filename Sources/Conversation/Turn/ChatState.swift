import Foundation
import Store

/// The question that waits for words, a contact or a photo. Navigation is not here: it is in the
/// buttons.
enum ChatState: Codable, Hashable, Sendable {
  /// Nothing is asked; words lead home.
  case home
  /// A held time is on the screen: words or a photo become the comment to the booking.
  case confirming(hold: ID<Visit>)
  /// The business wants a phone number: before `hold` can be confirmed, or from the settings.
  case askingPhone(hold: ID<Visit>?)
  case askingEmail(hold: ID<Visit>?)
  case askingName
  /// The person's own time zone, by the name of a city.
  case askingZone
  /// Words or a photo to go with a booking that stands.
  case askingComment(visit: ID<Visit>)
  case writingToStaff(visit: ID<Visit>)
  case writingToClient(visit: ID<Visit>)
  /// Why a request is declined, for the client to read.
  case askingDeclineReason(visit: ID<Visit>)
  case settingBusiness(field: BusinessField)

  // Questions of the staff's work, each part with its own.
  case agenda(AgendaQuestion)
  case client(ClientQuestion)
  case team(TeamQuestion)
  case invite(InviteQuestion)
  case setup(SetupQuestion)
  case exception(ExceptionQuestion)
  case editing(ServiceQuestion)
  case working(CalendarQuestion)
  case guest(GuestQuestion)
  case broadcast(BroadcastQuestion)
  case notices(NoticesQuestion)
  case waiting(WaitingQuestion)
  case afterVisit(AfterVisitQuestion)
  case texts(TextsQuestion)
  case remind(RemindQuestion)
  /// A series of visits, of the client's own or by the staff.
  case series(SeriesQuestion)
  /// Files for a session.
  case files(FilesQuestion)
  case session(SessionQuestion)

  /// The part of the business that words change.
  enum BusinessField: String, Codable, CaseIterable, Sendable {
    case name, about, zone, currency, address, phone, cancelHours, maximumOpen, offerMinutes
    case resultsDays
  }
}

/// How a state is stored: with the version of this enum, so that a later program knows what it
/// reads.
struct StoredState: Codable {
  static let version = 2

  var version = Self.version
  var state: ChatState

  static func encode(_ state: ChatState) throws -> [UInt8]? {
    if state == .home { return nil }
    if case .confirming(let hold) = state { return Confirming.encode(hold) }
    // The same state is the same bytes, so that nothing is written where nothing has changed.
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return [UInt8](try encoder.encode(StoredState(state: state)))
  }

  /// The stored state; nil when this program can't read it.
  static func decode(_ bytes: [UInt8]) -> ChatState? {
    if let hold = Confirming.decode(bytes) { return .confirming(hold: hold) }
    if let stored = try? JSONDecoder().decode(StoredState.self, from: Data(bytes)) {
      return stored.version <= version ? stored.state : nil
    }
    let old = try? JSONDecoder().decode(OldState.Stored.self, from: Data(bytes))
    return old.flatMap { $0.version <= version ? $0.state.now : nil }
  }
}

/// The state that every booking goes through, written without an encoder in the form that the
/// decoder reads too.
private enum Confirming {
  private static let start = Array(#"{"version":2,"state":{"confirming":{"hold":"#.utf8)
  private static let end = Array("}}}".utf8)

  static func encode(_ hold: ID<Visit>) -> [UInt8] {
    start + Array(String(hold.raw).utf8) + end
  }

  /// Nil for any other state, and for this one in another spelling.
  static func decode(_ bytes: [UInt8]) -> ID<Visit>? {
    guard bytes.starts(with: start), bytes.suffix(end.count).elementsEqual(end) else { return nil }
    let digits = bytes[start.count..<(bytes.count - end.count)]
    return Int64(String(decoding: digits, as: UTF8.self)).map { ID($0) }
  }
}
