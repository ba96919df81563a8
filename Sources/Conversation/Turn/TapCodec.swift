import Booking
import FrontDesk
import Store

/// Taps as callback data: a short verb and its arguments, numbers in base 36, at most 64 bytes.
extension Tap {
  var data: String {
    switch self {
    case .home: "h"
    case .nothing: "-"
    case .services(let page): pack("sv", page)
    case .service(let id): pack("s", id)
    case .specialists(let id): pack("sp", id)
    case .offer(let wish): pack("o", wish)
    case .month(let wish, let month): pack("m", wish, month.dayNumber)
    case .day(let wish, let day, let page): pack("d", wish, day.dayNumber, page)
    case .slot(let wish, let calendar, let start):
      pack("t", wish, Int(calendar.raw), Int(start.seconds))
    case .confirm(let id): pack("ok", id)
    case .letGo(let id): pack("x", id)
    case .otherTime(let id): pack("ot", id)
    case .comment(let id): pack("cm", id)
    case .skipDetail(let id): pack("sk", id)
    case .bookings: "b"
    case .pastBookings(let page): pack("bp", page)
    case .booking(let id): pack("bk", id)
    case .move(let id): pack("mv", id)
    case .askCancel(let id): pack("ca", id)
    case .cancel(let id): pack("cy", id)
    case .calendarFile(let id): pack("ic", id)
    case .directions(let id): pack("di", id)
    case .write(let id): pack("w", id)
    case .again(let id): pack("ag", id)
    case .settings: "st"
    case .editName: "en"
    case .editPhone: "ep"
    case .forgetPhone: "fp"
    case .editEmail: "ee"
    case .forgetEmail: "fe"
    case .editZone: "ez"
    case .setZone(let zone): "z:" + zone
    case .languages: "ls"
    case .setLanguage(let code): "l:" + code
    case .channels: "cs"
    case .setChannel(let channel): "ch:" + channel.rawValue
    case .help: "?"
    case .privacy: "pv"
    case .exportData: "px"
    case .askErase: "pa"
    case .erase: "pe"
    case .share(let id): pack("sh", id)
    case .shareSpecialist(let id): pack("ss", id)
    case .inviteFriend(let id): pack("if", id)
    case .photo(let id): pack("ph", id)
    case .approve(let id): pack("ap", id)
    case .decline(let id): pack("de", id)
    case .declineSilently(let id): pack("ds", id)
    case .agreeCancel(let id): pack("ac", id)
    case .refuseCancel(let id): pack("rc", id)
    case .clientCard(let id): pack("cc", id)
    case .block(let id): pack("bl", id)
    case .unblock(let id): pack("ub", id)
    case .writeClient(let id): pack("wc", id)
    case .business: "bs"
    case .editBusiness(let field): "be:" + field.rawValue
    case .businessZone(let zone): "bz:" + zone
    case .toggleAsksPhone: "tp"
    case .toggleAsksEmail: "te"
    case .agenda(let tap): tap.data
    case .client(let tap): tap.data
    case .stats(let tap): tap.data
    case .team(let tap): tap.data
    case .invite(let tap): tap.data
    case .setup(let tap): tap.data
    case .exception(let tap): tap.data
    case .editing(let tap): tap.data
    case .working(let tap): tap.data
    case .workspace(let tap): tap.data
    case .guest(let tap): tap.data
    case .notices(let tap): tap.data
    case .backup(let tap): tap.data
    case .waiting(let tap): tap.data
    case .waitlist(let tap): tap.data
    case .afterVisit(let tap): tap.data
    case .texts(let tap): tap.data
    case .broadcast(let tap): tap.data
    case .news(let tap): tap.data
    case .remind(let tap): tap.data
    case .series(let tap): tap.data
    case .staffSeries(let tap): tap.data
    case .files(let tap): tap.data
    case .session(let tap): tap.data
    case .results(let tap): tap.data
    }
  }

  /// The route of callback data; nil when no button of this bot says that.
  init?(data: String) {
    guard data.utf8.count <= 64 else { return nil }
    let colon = data.utf8.firstIndex(of: UInt8(ascii: ":"))
    let verb = String(data[..<(colon ?? data.endIndex)])
    let text = colon.map { String(data.utf8[data.utf8.index(after: $0)...]) ?? "" } ?? ""
    var read = TapArguments(text)
    let tap = Self.route(verb, text, &read)
    guard let tap = tap?.data == data ? tap : Tap(oldData: data) else { return nil }
    self = tap
  }

  private static func route(_ verb: String, _ text: String, _ read: inout TapArguments) -> Tap? {
    if let letter = verb.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) {
      return ofFamily(Character(Unicode.Scalar(letter)), verb, text, &read)
    }
    return plain[verb] ?? ofVisit(verb, &read) ?? ofService(verb, &read) ?? ofTime(verb, &read)
      ?? ofWords(verb, text, &read)
  }

  /// Verbs that begin with a capital belong to a part of the staff's work.
  private static func ofFamily(
    _ letter: Character, _ verb: String, _ text: String, _ read: inout TapArguments
  ) -> Tap? {
    switch letter {
    case AgendaTap.letter: AgendaTap(verb, text, &read).map { .agenda($0) }
    case ClientTap.letter: ClientTap(verb, text, &read).map { .client($0) }
    case StatsTap.letter: StatsTap(verb, text, &read).map { .stats($0) }
    case TeamTap.letter: TeamTap(verb, text, &read).map { .team($0) }
    case InviteTap.letter: InviteTap(verb, text, &read).map { .invite($0) }
    case SetupTap.letter: SetupTap(verb, text, &read).map { .setup($0) }
    case ExceptionTap.letter: ExceptionTap(verb, text, &read).map { .exception($0) }
    case ServiceTap.letter: ServiceTap(verb, text, &read).map { .editing($0) }
    case CalendarTap.letter: CalendarTap(verb, text, &read).map { .working($0) }
    case WorkspaceTap.letter: WorkspaceTap(verb, text, &read).map { .workspace($0) }
    case GuestTap.letter: GuestTap(verb, text, &read).map { .guest($0) }
    case NoticesTap.letter: NoticesTap(verb, text, &read).map { .notices($0) }
    case BackupTap.letter: BackupTap(verb, text, &read).map { .backup($0) }
    case WaitingTap.letter: WaitingTap(verb, text, &read).map { .waiting($0) }
    case WaitlistTap.letter: WaitlistTap(verb, text, &read).map { .waitlist($0) }
    case AfterVisitTap.letter: AfterVisitTap(verb, text, &read).map { .afterVisit($0) }
    case TextsTap.letter: TextsTap(verb, text, &read).map { .texts($0) }
    case BroadcastTap.letter: BroadcastTap(verb, text, &read).map { .broadcast($0) }
    case NewsTap.letter: NewsTap(verb, text, &read).map { .news($0) }
    case RemindTap.letter: RemindTap(verb, text, &read).map { .remind($0) }
    case SeriesTap.letter: SeriesTap(verb, text, &read).map { .series($0) }
    case StaffSeriesTap.letter: StaffSeriesTap(verb, text, &read).map { .staffSeries($0) }
    case FilesTap.letter: FilesTap(verb, text, &read).map { .files($0) }
    case SessionTap.letter: SessionTap(verb, text, &read).map { .session($0) }
    case ResultTap.letter: ResultTap(verb, text, &read).map { .results($0) }
    default: nil
    }
  }

  private static let plain: [String: Tap] = Dictionary(
    uniqueKeysWithValues: ([
      .home, .nothing, .bookings, .settings, .editName, .editPhone, .forgetPhone, .editEmail,
      .forgetEmail, .editZone, .languages, .channels, .help, .privacy, .exportData, .askErase,
      .erase,
      .business, .toggleAsksPhone, .toggleAsksEmail,
    ] as [Tap]).map { ($0.data, $0) })

  private static func ofVisit(_ verb: String, _ read: inout TapArguments) -> Tap? {
    let make: ((ID<Visit>) -> Tap)?
    switch verb {
    case "ok": make = Tap.confirm
    case "x": make = Tap.letGo
    case "ot": make = Tap.otherTime
    case "cm": make = Tap.comment
    case "sk": make = Tap.skipDetail
    case "bk": make = Tap.booking
    case "mv": make = Tap.move
    case "ca": make = Tap.askCancel
    case "cy": make = Tap.cancel
    case "ic": make = Tap.calendarFile
    case "di": make = Tap.directions
    case "w": make = Tap.write
    case "if": make = Tap.inviteFriend
    case "ph": make = Tap.photo
    case "ag": make = Tap.again
    case "ap": make = Tap.approve
    case "de": make = Tap.decline
    case "ds": make = Tap.declineSilently
    case "ac": make = Tap.agreeCancel
    case "rc": make = Tap.refuseCancel
    case "cc": make = Tap.clientCard
    case "bl": make = Tap.block
    case "ub": make = Tap.unblock
    case "wc": make = Tap.writeClient
    default: make = nil
    }
    guard let make, let number = read.number() else { return nil }
    return make(ID(Int64(number)))
  }

  private static func ofService(_ verb: String, _ read: inout TapArguments) -> Tap? {
    let make: ((ID<Service>) -> Tap)?
    switch verb {
    case "s": make = Tap.service
    case "sp": make = Tap.specialists
    case "sh": make = Tap.share
    default: make = nil
    }
    guard let make, let number = read.number() else { return nil }
    return make(ID(Int64(number)))
  }

  private static func ofTime(_ verb: String, _ read: inout TapArguments) -> Tap? {
    switch verb {
    case "sv": return read.number().map { .services(page: $0) }
    case "bp": return read.number().map { .pastBookings(page: $0) }
    case "o": return read.wish().map { .offer($0) }
    case "m":
      guard let wish = read.wish(), let day = read.date() else { return nil }
      return .month(wish, day)
    case "d":
      guard let wish = read.wish(), let day = read.date(), let page = read.number() else {
        return nil
      }
      return .day(wish, day, page: page)
    case "t":
      guard let wish = read.wish(), let calendar = read.number(), let start = read.number()
      else { return nil }
      return .slot(wish, ID(Int64(calendar)), Instant(Int64(start)))
    case "ss": return read.number().map { .shareSpecialist(ID(Int64($0))) }
    default: return nil
    }
  }

  private static func ofWords(
    _ verb: String, _ text: String, _ read: inout TapArguments
  ) -> Tap? {
    switch verb {
    case "z": return .setZone(text)
    case "l": return .setLanguage(text)
    case "ch": return Person.Channel(rawValue: text).map { .setChannel($0) }
    case "bz": return .businessZone(text)
    case "be": return ChatState.BusinessField(rawValue: text).map { .editBusiness($0) }
    default: return nil
    }
  }
}
