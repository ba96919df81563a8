/// A shared contact (Bot API `Contact`).
package struct Contact: Sendable, Hashable {
  /// As Telegram writes it, mostly without `+`.
  package let phoneNumber: String
  package let firstName: String
  package let lastName: String?
  /// The contact's own account: only when it is the sender's is the phone the sender's.
  package let userID: Int64?

  package init(
    phoneNumber: String, firstName: String, lastName: String? = nil, userID: Int64? = nil
  ) {
    self.phoneNumber = phoneNumber
    self.firstName = firstName
    self.lastName = lastName
    self.userID = userID
  }
}

/// Users picked with a keyboard button (Bot API `UsersShared`).
package struct UsersShared: Sendable, Hashable {
  package let requestID: Int
  package let userIDs: [Int64]

  package init(requestID: Int, userIDs: [Int64]) {
    self.requestID = requestID
    self.userIDs = userIDs
  }
}

extension Contact: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var phoneNumber: String?
    var firstName = ""
    var lastName: String?
    var userID: Int64?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "phone_number": phoneNumber = try reader.string()
      case "first_name": firstName = try reader.string()
      case "last_name": lastName = try reader.string()
      case "user_id": userID = try reader.int64()
      default: try reader.skip()
      }
    }
    self.init(
      phoneNumber: try reader.required(phoneNumber, "phone_number"), firstName: firstName,
      lastName: lastName, userID: userID)
  }
}

extension UsersShared: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var requestID = 0
    var userIDs: [Int64] = []
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "request_id": requestID = try reader.int()
      case "users":
        try reader.beginArray()
        while try reader.nextElement() {
          try reader.beginObject()
          while let key = try reader.nextKey() {
            switch key {
            case "user_id": userIDs.append(try reader.int64())
            default: try reader.skip()
            }
          }
        }
      default: try reader.skip()
      }
    }
    self.init(requestID: requestID, userIDs: userIDs)
  }
}
