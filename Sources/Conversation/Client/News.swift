import FrontDesk
import Store
import Telegram

/// News from the business: wanted or not, one tap either way.
enum NewsTap: TapFamily {
  static let letter: Character = "N"

  /// Under a message.
  case refuse
  /// In the settings.
  case turnOff
  case turnOn

  var data: String {
    switch self {
    case .refuse: "Nr"
    case .turnOff: "Nf"
    case .turnOn: "Nn"
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Nr": self = .refuse
    case "Nf": self = .turnOff
    case "Nn": self = .turnOn
    default: return nil
    }
  }
}

extension Turn {
  func follow(_ tap: NewsTap) throws {
    try desk.setNews(tap == .turnOn, for: person)
    switch tap {
    // The message it was about stays readable.
    case .refuse: try toast(voice.text("news.refused"), alert: true)
    case .turnOff, .turnOn: try showSettings(saved: true)
    }
  }

  /// The way in and out in the settings.
  func newsButton() throws -> InlineButton {
    try desk.wantsNews(person)
      ? button("button.newsOff", .news(.turnOff)) : button("button.newsOn", .news(.turnOn))
  }
}
