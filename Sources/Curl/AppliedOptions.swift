import CCurl

/// What is set on an easy handle beyond its basics; compared before setting it again.
struct AppliedOptions {
  var lane: Lane?
  var isLetter = false
  var deadlines: HTTPRequest.Deadlines?
  var headers: [(String, String)] = []
  var contentType: String?
  var headerList: UnsafeMutablePointer<curl_slist>?
  var customMethod: String?
  var proxy: String?
  var isFresh = false
  /// A plain GET is what curl starts with.
  var sendsBody = false

  init(lane: Lane? = nil) { self.lane = lane }

  func hasHeaders(_ other: [(String, String)], contentType: String?) -> Bool {
    headerList != nil && self.contentType == contentType && headers.count == other.count
      && zip(headers, other).allSatisfy { $0 == $1 }
  }
}
