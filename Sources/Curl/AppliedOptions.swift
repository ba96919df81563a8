import CCurl

/// What is set on an easy handle beyond its basics; compared before setting it again.
struct AppliedOptions {
  var lane: Lane?
  /// Set in place of a URL.
  var server: ServerAddress?
  var hearsHeaders = true
  var isLetter = false
  var deadlines: HTTPRequest.Deadlines?
  /// Nil before the first.
  var headers: [(String, String)]?
  var isSmall = true
  var contentType: String?
  var headerList: UnsafeMutablePointer<curl_slist>?
  var customMethod: String?
  var proxy: String?
  var isFresh = false
  /// A plain GET is what curl starts with.
  var sendsBody = false

  init(lane: Lane? = nil) { self.lane = lane }

  func hasHeaders(_ other: [(String, String)], contentType: String?, isSmall: Bool) -> Bool {
    guard let headers, self.isSmall == isSmall, self.contentType == contentType,
      headers.count == other.count
    else { return false }
    return headers.isEmpty || zip(headers, other).allSatisfy { $0 == $1 }
  }
}
