import FrontDesk
import Phrasebook
import Store
import Telegram

/// Somebody who was in the books as a guest is in the chat now.
extension Turn {
  /// Says what was found in the books; nothing where nothing was.
  func tellFound(_ visits: [Visit]) throws {
    guard let first = visits.first else { return }
    let wording = try wording
    try send(
      Screen(
        lines([
          visits.count == 1
            ? voice.phrase("found.one")
            : voice.phrase("found.several", ["count": .number(visits.count)]), HTML(""),
          wording.facts(first, viewer: person.zone),
        ]),
        [
          [button("button.openBooking", .booking(first.id), style: .primary)],
          [button("button.bookings", .bookings), button("button.home", .home)],
        ]))
  }

  /// The link that the staff sent, to tie the guest's bookings to this chat.
  func claimGuest(_ token: String) throws {
    let outcome = try desk.claimGuest(token, by: person)
    if let known = try desk.tx.person(person.id) { try became(known) }
    switch outcome {
    case .claimed(let visits) where !visits.isEmpty: try tellFound(visits)
    case .claimed where try desk.tx.countSessions(ofClient: person.id) > 0:
      try showResults(page: 0)
    case .claimed: try goHome(greeting: voice.phrase("found.noneOpen"))
    case .already: try goHome(greeting: voice.phrase("found.already"))
    case .used: try goHome(greeting: voice.phrase("found.used"))
    case .expired: try goHome(greeting: voice.phrase("found.expired"))
    case .forClient(let name):
      try goHome(greeting: voice.phrase("found.forClient", ["client": .text(name)]))
    case .unknown: try goHome(greeting: voice.phrase("stray.link"))
    }
  }
}
