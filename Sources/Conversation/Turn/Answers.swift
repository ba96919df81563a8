import FrontDesk
import Phrasebook
import Store
import Telegram

/// Every message, by what was asked.
extension Turn {
  func take(_ message: Message) throws {
    if let command = message.command { return try obey(command) }
    if message.content == .service { return }
    if try answerWork(message) { return }
    if let contact = message.contact { return try take(contact) }
    if let photo = message.photo.last, try takePhoto(photo.fileID, caption: message.caption) {
      return
    }
    if state == .home, let file = message.sessionFile, try takeStray(file) { return }
    guard let text = message.text else { return try answerOddity() }
    try take(text)
  }

  private func take(_ text: String) throws {
    switch state {
    case .home:
      if try takeStrayEdit(text) { return }
      try answerStrayWords()
    case .confirming(let hold): try describe(hold, note: text, photo: nil)
    case .askingPhone(let hold): try takePhone(text, hold: hold)
    case .askingEmail(let hold): try takeEmail(text, hold: hold)
    case .askingName: try takeName(text)
    case .askingZone: try offerZones(text, { .setZone($0) }, back: .settings)
    case .askingComment(let visit): try describe(visit, note: text, photo: nil)
    case .writingToStaff(let visit): try writeToStaff(text, visit)
    case .writingToClient(let visit): try writeToClient(text, visit)
    case .askingDeclineReason(let visit): try decline(visit, reason: text)
    case .settingBusiness(let field): try takeBusiness(text, field)
    case .agenda, .client, .team, .invite, .setup, .exception, .editing, .working, .guest,
      .broadcast, .notices, .waiting, .afterVisit, .texts, .remind, .series, .files,
      .session:
      break
    }
  }

  /// A question of the staff's work takes the whole message: words, a contact, a photo or a place.
  private func answerWork(_ message: Message) throws -> Bool {
    switch state {
    case .agenda(let question): try answer(message, question)
    case .client(let question): try answer(message, question)
    case .team(let question): try answer(message, question)
    case .invite(let question): try answer(message, question)
    case .setup(let question): try answer(message, question)
    case .exception(let question): try answer(message, question)
    case .editing(let question): try answer(message, question)
    case .working(let question): try answer(message, question)
    case .guest(let question): try answer(message, question)
    case .broadcast(let question): try answer(message, question)
    case .notices(let question): try answer(message, question)
    case .waiting(let question): try answer(message, question)
    case .afterVisit(let question): try answer(message, question)
    case .texts(let question): try answer(message, question)
    case .remind(let question): try answer(message, question)
    case .series(let question): try answer(message, question)
    case .files(let question): try answer(message, question)
    case .session(let question): try answer(message, question)
    default: return false
    }
    return true
  }

  private func take(_ contact: Contact) throws {
    switch state {
    case .askingPhone(let hold): try takeContact(contact, hold: hold)
    case .home where contact.userID == person.telegram:
      try takeContact(contact, hold: nil)
    default: try answerOddity()
    }
  }

  /// A reference photo, where one can go with a booking; false where none is expected.
  private func takePhoto(_ file: String, caption: String?) throws -> Bool {
    switch state {
    case .confirming(let visit), .askingComment(let visit):
      try describe(visit, note: caption, photo: file)
      return true
    default: return false
    }
  }

  /// Something other than words: say what is expected here, and keep the question.
  func answerOddity() throws {
    switch state {
    case .home: try answerStrayWords()
    case .askingPhone, .invite(.phone): try send(Screen(voice.phrase("odd.phone")))
    case .confirming, .askingComment: try send(.sendMessage(voice.phrase("odd.comment")))
    default:
      let back = wayBack.map { [button("button.back", $0)] }
      try send(Screen(voice.phrase("odd.words"), [back ?? homeRow]))
    }
  }

  /// Where a question for words was asked, if that is not the home.
  private var wayBack: Tap? {
    switch state {
    case .writingToClient(let id), .askingDeclineReason(let id), .agenda(.cancelReason(let id)):
      .agenda(.booking(id))
    case .writingToStaff(let id): .booking(id)
    case .settingBusiness: .business
    default: nil
    }
  }

  private func obey(_ command: BotCommand) throws {
    if Self.asksPhone(state), command.name != "cancel" {
      // Before the next screen, which would otherwise stand above the farewell to the question.
      try putKeyboardAway(voice.phrase("cancel.question"))
    }
    if try obeyWork(command) { return }
    switch command.name {
    case "start": try start(command.argument)
    case "book": try showServices(page: 0)
    case "bookings": try showBookings()
    case "settings": try showSettings()
    case "language": try showLanguages()
    case "help": try showHelp()
    case "results": try showResults(page: 0)
    case "privacy": try showPrivacy()
    case "business": try person.isOwner ? showBusiness() : unknownCommand()
    case "cancel": try leaveQuestion()
    default: try unknownCommand()
    }
  }

  /// The commands of the staff's work; false where it is none of them.
  private func obeyWork(_ command: BotCommand) throws -> Bool {
    try obeyAgenda(command) || obeyClients(command) || obeyStats(command) || obeyTeam(command)
      || obeyInvitations(command) || obeySetup(command) || obeyExceptions(command)
      || obeyServices(command) || obeyCalendars(command) || obeyGuests(command)
      || obeyBackup(command) || obeyBroadcast(command) || obeySessions(command)
  }

  func unknownCommand() throws {
    wait(for: .home)
    try send(home(greeting: voice.phrase("stray.command")))
  }

  private func leaveQuestion() throws {
    let asked = state != .home
    switch state {
    case .confirming(let hold), .askingPhone(let hold?), .askingEmail(let hold?):
      try desk.release(hold, by: person)
    case .series(.making(let draft, byStaff: false)): try desk.release(draft.visit, by: person)
    default: break
    }
    if Self.asksPhone(state) {
      try putKeyboardAway(voice.phrase("cancel.question"))
      return try goHome()
    }
    if case .guest(let question) = state, question.holdsWords {
      return try goHome(greeting: voice.phrase("guest.dropped"))
    }
    try goHome(greeting: voice.phrase(asked ? "cancel.question" : "cancel.nothing"))
  }

  private func start(_ parameter: String) throws {
    wait(for: .home)
    if parameter.isEmpty { return try goHome() }
    switch DeepLink(parameter: parameter) {
    case .service(let id)?: try showOffer(Wish(service: id))
    case .specialist(let id)?: try showSpecialist(id)
    case .slot(let service, let calendar, let starts)?:
      let specialist = try desk.catalogue().calendar(calendar)?.specialist
      try choose(Wish(service: service, specialist: specialist), calendar, starts)
    case .owner(let token)?: try becomeOwner(token)
    case .invitation(let token)?: try openInvitation(token)
    case .team(let token)?: try joinTeam(token)
    case .guest(let token)?: try claimGuest(token)
    case .visit(let token)?: try openVisit(token)
    case .session(let token)?: try openSession(token)
    case nil: try goHome(greeting: voice.phrase("stray.link"))
    }
  }

  /// A specialist's own page: what they offer.
  private func showSpecialist(_ id: ID<Specialist>) throws {
    let catalogue = try desk.catalogue()
    let services = catalogue.bookable.filter {
      !catalogue.calendars(offering: $0.id, of: id).isEmpty
    }
    guard let specialist = catalogue.specialist(id), !services.isEmpty else {
      return try goHome(greeting: voice.phrase("stray.link"))
    }
    let wording = try wording
    let rows = services.prefix(40).map {
      [InlineButton.tap(wording.line($0), .offer(Wish(service: $0.id, specialist: id)))]
    }
    try show(
      Screen(
        lines([
          HTML(specialist.name).bold(), specialist.about.map { HTML($0) }, HTML(""),
          voice.phrase("services.choose"),
        ]), rows + [homeRow]))
  }
}
