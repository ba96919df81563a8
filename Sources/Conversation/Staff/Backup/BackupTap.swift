import Booking
import FrontDesk
import Store
import Telegram

/// Copies of the database, for the owner.
enum BackupTap: TapFamily {
  static let letter: Character = "B"

  case overview
  case make
  /// Sending the newest copy here: what that means, then doing it.
  case askSend
  case send
  case settings
  case setOn(Bool)
  /// Minute of the day.
  case setTime(Int)
  case setKeep(Int)
  /// Whether every copy comes to the chat.
  case setSends(Bool)
  /// What a restoration kept back.
  case askForget
  case forget

  var data: String {
    switch self {
    case .overview: "Bo"
    case .make: "Bm"
    case .askSend: "Bq"
    case .send: "Bs"
    case .settings: "Be"
    case .setOn(let isOn): pack("Bn", isOn ? 1 : 0)
    case .setTime(let minute): pack("Bt", minute)
    case .setKeep(let count): pack("Bk", count)
    case .setSends(let sends): pack("Bc", sends ? 1 : 0)
    case .askForget: "Bf"
    case .forget: "Bg"
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Bo": self = .overview
    case "Bm": self = .make
    case "Bq": self = .askSend
    case "Bs": self = .send
    case "Be": self = .settings
    case "Bf": self = .askForget
    case "Bg": self = .forget
    default:
      guard let number = read.number() else { return nil }
      switch verb {
      case "Bn": self = .setOn(number == 1)
      case "Bt": self = .setTime(number)
      case "Bk": self = .setKeep(number)
      case "Bc": self = .setSends(number == 1)
      default: return nil
      }
    }
  }
}

extension Turn {
  func obeyBackup(_ command: BotCommand) throws -> Bool {
    guard command.name == "backup", person.isOwner else { return false }
    try showBackups()
    return true
  }

  func follow(_ tap: BackupTap) throws {
    guard person.isOwner else { return try notAllowed() }
    switch tap {
    case .overview: try showBackups()
    case .make: try makeCopy()
    case .askSend: try askSendCopy()
    case .send: try sendCopy()
    case .settings: try showBackupSettings()
    case .setOn(let isOn): try editBackups { $0.isOn = isOn }
    case .setTime(let minute):
      try editBackups { if (0..<1_440).contains(minute) { $0.minute = minute } }
    case .setKeep(let count):
      try editBackups { if FrontDesk.keepChoices.contains(count) { $0.keep = count } }
    case .setSends(let sends): try editBackups { $0.sends = sends }
    case .askForget: try askForgetSuspended()
    case .forget: try forgetSuspended()
    }
  }

  private func editBackups(_ change: (inout BackupPlan) -> Void) throws {
    guard try desk.editBackups(by: person, change) else { return try notAllowed() }
    try showBackupSettings()
  }
}
