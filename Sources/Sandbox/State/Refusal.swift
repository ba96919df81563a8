/// An answer that is no success (Bot API ResponseParameters): HTTP status, text, and what to do.
struct Refusal: Error, Sendable, Equatable {
  var code: Int
  var description: String
  var retryAfter: Int?
  var migrateTo: Int64?

  static func badRequest(_ text: String) -> Refusal {
    Refusal(code: 400, description: "Bad Request: " + text)
  }

  static func forbidden(_ text: String) -> Refusal {
    Refusal(code: 403, description: "Forbidden: " + text)
  }

  static func conflict(_ text: String) -> Refusal {
    Refusal(code: 409, description: "Conflict: " + text)
  }

  static func tooMany(retryAfter seconds: Int) -> Refusal {
    Refusal(
      code: 429, description: "Too Many Requests: retry after \(seconds)", retryAfter: seconds)
  }

  static let unauthorized = Refusal(code: 401, description: "Unauthorized")
  static let notFound = Refusal(code: 404, description: "Not Found")
  static let methodNotFound = Refusal(code: 404, description: "Not Found: method not found")
  static let internalError = Refusal(code: 500, description: "Internal Server Error")
  static let tooLarge = Refusal(code: 413, description: "Request Entity Too Large")

  var json: JSON {
    var object: JSONObject = [
      "ok": false, "error_code": .int(Int64(code)), "description": .string(description),
    ]
    var parameters = JSONObject()
    if let retryAfter { parameters.append("retry_after", .int(Int64(retryAfter))) }
    if let migrateTo { parameters.append("migrate_to_chat_id", .int(migrateTo)) }
    if !parameters.isEmpty { object.append("parameters", .object(parameters)) }
    return .object(object)
  }
}
