import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The start of every path, help, and the word for those who wrote something nobody asked.
extension Turn {
  /// Leaves any question and shows where everything begins.
  func goHome(greeting: HTML? = nil) throws {
    wait(for: .home)
    try show(home(greeting: greeting))
  }

  func home(greeting: HTML? = nil) throws -> Screen {
    let business = try desk.business()
    let upcoming = try desk.tx.upcoming(of: person.id, now: now, limit: 10)
    let rights = try desk.rights(of: person)
    let own =
      upcoming.isEmpty
      ? button("button.bookings", .bookings)
      : .tap(voice.text("button.bookingsCount", ["count": .number(upcoming.count)]), .bookings)
    var rows: [[InlineButton]] = []
    if rights.isStaff {
      rows = try staffRows(rights)
      rows.append([button("button.bookSelf", .services(page: 0)), own])
      rows.append([button("button.settings", .settings), button("button.help", .help)])
    } else {
      rows.append([button("button.book", .services(page: 0), style: .primary)])
      if upcoming.isEmpty, let again = try bookAgain() { rows.append([again]) }
      rows.append(try [own] + resultsButton())
      rows.append([
        button("button.contact", .invite(.contact)), button("button.settings", .settings),
      ])
      rows.append([button("button.help", .help)])
    }
    let next = try upcoming.first.map {
      voice.phrase("home.next", ["visit": .text(try wording.mention($0))])
    }
    let isWaiting = try !desk.tx.waiting(of: person.id).isEmpty
    return Screen(
      lines([
        try greeting ?? wording.greeting(name: callName, business: business.name),
        greeting == nil ? business.about.map { HTML($0) } : nil,
        rights.isStaff ? try todayLine() : nil, next,
        isWaiting ? voice.phrase("home.waiting") : nil,
        HTML(""),
        voice.phrase("home.ask"),
      ]), rows)
  }

  /// For those who have had work done, or have it done now.
  private func resultsButton() throws -> [InlineButton] {
    try desk.tx.countSessions(ofClient: person.id) == 0
      ? [] : [button("button.results", .results(.list(page: 0)))]
  }

  /// What to call the person: the name they chose, or the first of the names Telegram gives.
  private var callName: String {
    guard !person.namedByHand, let first = person.name.split(separator: " ").first,
      first.count > 1, !first.hasSuffix(".")
    else { return person.name }
    return String(first)
  }

  /// A button for the last visit once more, where it can be had.
  private func bookAgain() throws -> InlineButton? {
    guard let last = try desk.tx.lastVisit(of: person.id),
      let service = try desk.catalogue().service(last.service), service.isOnOffer
    else { return nil }
    return .tap(
      voice.text("button.againNamed", ["service": .text(service.name)]), .again(last.id))
  }

  func showHelp() throws {
    wait(for: .home)
    let isStaff = try desk.isStaff(person)
    try show(
      Screen(
        lines([
          voice.phrase("help.title"), HTML(""), voice.phrase("help.client"),
          isStaff ? HTML("") : nil, isStaff ? voice.phrase("help.specialist") : nil,
          person.isOwner ? HTML("") : nil, person.isOwner ? voice.phrase("help.owner") : nil,
        ]),
        [
          [button("button.book", .services(page: 0), style: .primary)],
          [button("button.bookings", .bookings), button("button.settings", .settings)],
          [button("button.privacy", .privacy), button("button.home", .home)],
        ]))
  }

  /// Words nobody asked for: say what can be done.
  func answerStrayWords() throws {
    let screen = try home(greeting: voice.phrase("stray.words"))
    try send(screen)
  }
}
