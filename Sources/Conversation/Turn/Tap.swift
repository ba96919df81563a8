import Booking
import FrontDesk
import Store

/// Where a button leads: every route of the chat, with ids only.
///
/// A tap is user input like any other: forged or out of date, it is authorised anew.
enum Tap: Hashable, Sendable {
  case home
  /// A button that only informs: a heading between times, a day without room.
  case nothing
  case services(page: Int)
  case service(ID<Service>)
  case specialists(ID<Service>)
  case offer(Wish)
  case month(Wish, LocalDate)
  case day(Wish, LocalDate, page: Int)
  case slot(Wish, CalendarID, Instant)
  case confirm(ID<Visit>)
  case letGo(ID<Visit>)
  case otherTime(ID<Visit>)
  case comment(ID<Visit>)
  case skipDetail(ID<Visit>)

  case bookings
  case pastBookings(page: Int)
  case booking(ID<Visit>)
  case move(ID<Visit>)
  case askCancel(ID<Visit>)
  case cancel(ID<Visit>)
  case calendarFile(ID<Visit>)
  case directions(ID<Visit>)
  case write(ID<Visit>)
  case again(ID<Visit>)

  case settings
  case editName
  case editPhone
  case forgetPhone
  case editEmail
  case forgetEmail
  case editZone
  case setZone(String)
  case languages
  case setLanguage(String)
  case channels
  case setChannel(Person.Channel)
  case help
  case privacy
  case exportData
  case askErase
  case erase
  case share(ID<Service>)
  case shareSpecialist(ID<Specialist>)
  case inviteFriend(ID<Visit>)
  case photo(ID<Visit>)

  case approve(ID<Visit>)
  case decline(ID<Visit>)
  case declineSilently(ID<Visit>)
  case agreeCancel(ID<Visit>)
  case refuseCancel(ID<Visit>)
  case clientCard(ID<Visit>)
  case block(ID<Visit>)
  case unblock(ID<Visit>)
  case writeClient(ID<Visit>)

  case business
  case editBusiness(ChatState.BusinessField)
  case businessZone(String)
  case toggleAsksPhone
  case toggleAsksEmail

  case agenda(AgendaTap)
  case client(ClientTap)
  case stats(StatsTap)
  case team(TeamTap)
  case invite(InviteTap)
  case setup(SetupTap)
  case exception(ExceptionTap)
  case editing(ServiceTap)
  case working(CalendarTap)
  case workspace(WorkspaceTap)
  case guest(GuestTap)
  case notices(NoticesTap)
  case backup(BackupTap)
  case waiting(WaitingTap)
  case waitlist(WaitlistTap)
  case afterVisit(AfterVisitTap)
  case texts(TextsTap)
  case broadcast(BroadcastTap)
  case news(NewsTap)
  case remind(RemindTap)
  case series(SeriesTap)
  case staffSeries(StaffSeriesTap)
  case files(FilesTap)
  case session(SessionTap)
  case results(ResultTap)
}

/// The taps of one part of the staff's work. Their callback data begins with the part's capital
/// letter.
protocol TapFamily: Hashable, Sendable {
  static var letter: Character { get }
  var data: String { get }
  /// Nil when no button says that; whether the arguments are written as a button would write them
  /// is checked by `Tap`.
  init?(_ verb: String, _ text: String, _ read: inout TapArguments)
}
