/// A Telegram account (Bot API `User`).
package struct User: Sendable, Hashable {
  /// Up to 52 bits.
  package let id: Int64
  package let isBot: Bool
  package let firstName: String
  package let lastName: String?
  /// Without `@`. Changes hands: never an identity.
  package let username: String?
  /// IETF tag of the account's app.
  package let languageCode: String?

  package init(
    id: Int64, isBot: Bool = false, firstName: String, lastName: String? = nil,
    username: String? = nil, languageCode: String? = nil
  ) {
    self.id = id
    self.isBot = isBot
    self.firstName = firstName
    self.lastName = lastName
    self.username = username
    self.languageCode = languageCode
  }

  package var fullName: String {
    guard let lastName, !lastName.isEmpty else { return firstName }
    return firstName.isEmpty ? lastName : "\(firstName) \(lastName)"
  }
}

extension User: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var id: Int64?
    var isBot = false
    var firstName = ""
    var lastName: String?
    var username: String?
    var languageCode: String?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "id": id = try reader.int64()
      case "is_bot": isBot = try reader.bool()
      case "first_name": firstName = try reader.string()
      case "last_name": lastName = try reader.string()
      case "username": username = try reader.string()
      case "language_code": languageCode = try reader.string()
      default: try reader.skip()
      }
    }
    self.init(
      id: try reader.required(id, "id"), isBot: isBot, firstName: firstName, lastName: lastName,
      username: username, languageCode: languageCode)
  }
}
