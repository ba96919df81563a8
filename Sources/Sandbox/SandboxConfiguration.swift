/// A person (or chat) of the sandbox: the Telegram id.
package typealias PersonID = Int64

/// What a sandbox is made of.
package struct SandboxConfiguration: Sendable {
  /// Which clock the sandbox lives by. Both can be advanced.
  package enum ClockKind: Sendable {
    /// The machine's clock plus what it was advanced by.
    case real
    /// Stands still at the given unix second until it is advanced.
    case manual(Int64)
  }

  /// A link that the chat page offers in its header.
  package struct Link: Sendable {
    package var title: String
    package var url: String

    package init(title: String, url: String) {
      self.title = title
      self.url = url
    }
  }

  package var token = "7123456789:AAF-sandbox_token_without_any_secret0"
  package var botUsername = "sandbox_booking_bot"
  package var botName = "BookingBot"
  package var host = "127.0.0.1"
  /// 0 takes a free port.
  package var port = 0
  package var people: [SandboxPerson] = SandboxPerson.cast
  package var clock = ClockKind.real
  /// Seed of ids, file names and the random mix of faults.
  package var seed: UInt64 = 1
  /// Flood limits as Telegram's; nil turns them off.
  package var limits: FloodLimits?
  package var links: [Link] = []

  package init() {}

  /// The bot's user id, the part of the token before the colon.
  package var botID: Int64 {
    token.split(separator: ":").first.flatMap { Int64($0) } ?? 7_123_456_789
  }
}

/// A simulated Telegram user.
package struct SandboxPerson: Sendable, Equatable {
  package var id: PersonID
  /// `client`, `client2`, `specialist`, `owner`, or any other word; the page groups by it.
  package var role: String
  package var firstName: String
  package var lastName: String?
  package var username: String?
  package var languageCode: String?
  package var phoneNumber: String

  package init(
    id: PersonID, role: String, firstName: String, lastName: String? = nil,
    username: String? = nil, languageCode: String? = "en", phoneNumber: String = "+447700900000"
  ) {
    self.id = id
    self.role = role
    self.firstName = firstName
    self.lastName = lastName
    self.username = username
    self.languageCode = languageCode
    self.phoneNumber = phoneNumber
  }

  /// The four people of the demo. Ids have more than 32 bits, as new accounts' ids do.
  package static let cast: [SandboxPerson] = [
    SandboxPerson(
      id: 6_011_223_301, role: "client", firstName: "Anna", lastName: "Berg", username: "anna_berg",
      phoneNumber: "+447700900101"),
    SandboxPerson(
      id: 6_011_223_302, role: "client2", firstName: "Maxim", phoneNumber: "+447700900102"),
    SandboxPerson(
      id: 6_011_223_303, role: "specialist", firstName: "Oleh", lastName: "Kovalenko",
      username: "oleh_cuts", phoneNumber: "+447700900103"),
    SandboxPerson(
      id: 6_011_223_304, role: "owner", firstName: "Claire", lastName: "Martin",
      username: "claire_studio", phoneNumber: "+447700900104"),
  ]

  /// Bot API User.
  var user: JSON {
    var object: JSONObject = [
      "id": .int(id), "is_bot": false, "first_name": .string(firstName),
    ]
    if let lastName { object.append("last_name", .string(lastName)) }
    if let username { object.append("username", .string(username)) }
    if let languageCode { object.append("language_code", .string(languageCode)) }
    return .object(object)
  }
}
