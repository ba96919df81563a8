import FrontDesk
import Store

/// Every tap, and what it leads to.
extension Turn {
  func follow(_ tap: Tap) throws {
    switch tap {
    case .home: try goHome()
    case .nothing: break
    case .services(let page): try showServices(page: page)
    case .service(let id): try showOffer(Wish(service: id))
    case .specialists(let id): try showSpecialists(id)
    case .offer(let wish): try showOffer(wish)
    case .month(let wish, let month): try showMonth(wish, month)
    case .day(let wish, let day, let page): try showDay(wish, day, page: page)
    case .slot(let wish, let calendar, let starts): try choose(wish, calendar, starts)
    case .confirm(let id), .skipDetail(let id): try confirm(id)
    case .letGo(let id): try letGo(id)
    case .otherTime(let id): try chooseOtherTime(id)
    case .comment(let id): try askComment(id)
    default: try followOwn(tap)
    }
  }

  private func followOwn(_ tap: Tap) throws {
    switch tap {
    case .bookings: try showBookings()
    case .pastBookings(let page): try showPast(page: page)
    case .booking(let id): try showBooking(id)
    case .move(let id): try move(id)
    case .askCancel(let id): try askCancel(id)
    case .cancel(let id): try cancel(id)
    case .calendarFile(let id): try sendFile(id)
    case .directions(let id): try sendDirections(id)
    case .write(let id): try askWordsForStaff(id)
    case .again(let id): try bookAgain(id)
    case .settings: try showSettings()
    case .editName: try askName()
    case .editPhone: try askPhone(hold: nil)
    case .forgetPhone: try forgetPhone()
    case .editEmail: try askEmail(hold: nil)
    case .forgetEmail: try forgetEmail()
    case .editZone: try askZone()
    case .setZone(let zone): try setZone(zone)
    case .languages: try showLanguages()
    case .setLanguage(let code): try setLanguage(code)
    case .channels: try showChannels()
    case .setChannel(let channel): try setChannel(channel)
    case .help: try showHelp()
    case .privacy: try showPrivacy()
    case .exportData: try exportData()
    case .askErase: try askErase()
    case .erase: try erase()
    case .share(let id): try share(id)
    case .shareSpecialist(let id): try shareSpecialist(id)
    case .inviteFriend(let id): try inviteFriend(id)
    case .photo(let id): try sendReferencePhoto(id)
    default: try followStaff(tap)
    }
  }

  private func followStaff(_ tap: Tap) throws {
    switch tap {
    case .approve(let id): try approve(id)
    case .decline(let id): try askDeclineReason(id)
    case .declineSilently(let id): try decline(id, reason: nil)
    case .agreeCancel(let id): try answerCancellation(id, agrees: true)
    case .refuseCancel(let id): try answerCancellation(id, agrees: false)
    case .clientCard(let id): try showClientCard(id)
    case .block(let id): try setBlocked(true, id)
    case .unblock(let id): try setBlocked(false, id)
    case .writeClient(let id): try askWordsForClient(id)
    case .business: try showBusiness()
    case .editBusiness(let field): try askBusiness(field)
    case .businessZone(let zone): try setBusinessZone(zone)
    case .toggleAsksPhone: try toggleBusiness(\.asksPhone)
    case .toggleAsksEmail: try toggleBusiness(\.asksEmail)
    default: try followWork(tap)
    }
  }

  private func followWork(_ tap: Tap) throws {
    switch tap {
    case .agenda(let tap): try follow(tap)
    case .client(let tap): try follow(tap)
    case .stats(let tap): try follow(tap)
    case .team(let tap): try follow(tap)
    case .invite(let tap): try follow(tap)
    case .setup(let tap): try follow(tap)
    case .exception(let tap): try follow(tap)
    case .editing(let tap): try follow(tap)
    case .working(let tap): try follow(tap)
    case .workspace(let tap): try follow(tap)
    case .guest(let tap): try follow(tap)
    case .notices(let tap): try follow(tap)
    case .backup(let tap): try follow(tap)
    case .waiting(let tap): try follow(tap)
    case .waitlist(let tap): try follow(tap)
    case .afterVisit(let tap): try follow(tap)
    case .texts(let tap): try follow(tap)
    case .broadcast(let tap): try follow(tap)
    case .news(let tap): try follow(tap)
    case .remind(let tap): try follow(tap)
    case .series(let tap): try follow(tap)
    case .staffSeries(let tap): try follow(tap)
    case .files(let tap): try follow(tap)
    case .session(let tap): try follow(tap)
    case .results(let tap): try follow(tap)
    default: try goHome()
    }
  }
}
