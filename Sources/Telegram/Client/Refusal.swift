/// An answer with `ok: false` (Bot API, making requests), read into the error it stands for.
struct Refusal {
  var code = 0
  var description = ""
  var retryAfter: Int?
  var migrateTo: Int64?

  /// The server's texts are the only way to tell most of them apart; they have been stable for years.
  var error: TelegramError {
    if let migrateTo { return .migrated(to: migrateTo) }
    func says(_ words: String) -> Bool { description.contains(words) }
    switch code {
    case 400:
      if says("message is not modified") { return .notModified }
      if says("query is too old") || says("QUERY_ID_INVALID") || says("query ID is invalid") {
        return .queryTooOld
      }
      if says("message to edit not found") || says("message can't be edited")
        || says("message to delete not found") || says("message can't be deleted")
        || says("MESSAGE_ID_INVALID") || says("message to copy not found")
        || says("there is no text in the message to edit")
        || says("there is no caption in the message to edit")
      {
        return .messageGone(description: description)
      }
      return .badRequest(description: description)
    case 404 where says("method not found"): return .badRequest(description: description)
    case 401, 404: return .unauthorized
    case 403: return .forbidden(description: description)
    case 409:
      if says("webhook") || says("setWebhook") { return .conflict(.webhook) }
      if says("terminated by other getUpdates") { return .conflict(.otherPoller) }
      return .conflict(.other(description))
    case 420, 429:
      return .retryAfter(seconds: max(retryAfter ?? spokenDelay ?? 1, 1), description: description)
    case 500...: return .server(status: code)
    default: return .badRequest(description: description)
    }
  }

  /// "Too Many Requests: retry after 35", when the parameters are missing.
  private var spokenDelay: Int? {
    description.split(separator: " ").last.flatMap { Int($0) }
  }
}
