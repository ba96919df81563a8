import Booking
import FrontDesk
import Store
import Telegram

/// The staff's own menu.
enum WorkspaceTap: TapFamily {
  static let letter: Character = "M"

  case menu

  var data: String {
    switch self {
    case .menu: "Mm"
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Mm": self = .menu
    default: return nil
    }
  }
}

extension Turn {
  func follow(_ tap: WorkspaceTap) throws { try goHome() }
}
