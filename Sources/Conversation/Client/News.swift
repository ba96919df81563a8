import FrontDesk
import Phrasebook
import Store
import Telegram

/// What the business may send of its own accord: invitations to come again, news. Each is wanted or
/// not, one tap either way; what belongs to somebody's own bookings always comes.
enum NewsTap: TapFamily {
  static let letter: Character = "N"

  /// Under a message.
  case refuse
  case screen
  case news(Bool)
  case nudges(Bool)

  var data: String {
    switch self {
    case .refuse: "Nr"
    case .screen: "Ns"
    case .news(let wanted): pack("Nn", wanted ? 1 : 0)
    case .nudges(let wanted): pack("Ni", wanted ? 1 : 0)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    let tap: NewsTap? =
      switch verb {
      case "Nr": .refuse
      case "Ns": .screen
      case "Nn": read.flag().map { .news($0) }
      case "Ni": read.flag().map { .nudges($0) }
      default: nil
      }
    guard let tap else { return nil }
    self = tap
  }
}

extension Turn {
  func follow(_ tap: NewsTap) throws {
    switch tap {
    case .refuse:
      try desk.setNews(false, for: person)
      // The message it was about stays readable.
      try toast(voice.text("news.refused"), alert: true)
    case .screen: try showMailings()
    case .news(let wanted):
      try desk.setNews(wanted, for: person)
      try showMailings(saved: true)
    case .nudges(let wanted):
      try desk.setNudges(wanted, of: person)
      try showMailings(saved: true)
    }
  }

  func showMailings(saved: Bool = false) throws {
    wait(for: .home)
    let wantsNudges = try desk.tx.wantsNudges(person.id)
    let wantsNews = try desk.wantsNews(person)
    func row(_ isOn: Bool, _ key: Key, _ tap: NewsTap) -> [InlineButton] {
      [.tap((isOn ? "✓ " : "✗ ") + voice.text(key), .news(tap))]
    }
    try show(
      Screen(
        lines([
          saved ? voice.phrase("settings.saved") : nil, voice.phrase("news.title"), HTML(""),
          voice.phrase("news.always"), voice.phrase("news.choose"),
        ]),
        [
          row(wantsNudges, "button.nudges", .nudges(!wantsNudges)),
          row(wantsNews, "button.news", .news(!wantsNews)),
          [button("button.back", .settings), button("button.home", .home)],
        ]))
  }
}
