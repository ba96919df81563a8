import CCurl

/// A URL taken apart by curl's own parser, so that both read it alike.
struct Address {
  var scheme = ""
  var host = ""
  /// The scheme's own if the URL names none.
  var port = 0
  var namesPort = false
  var user: String?
  var password: String?
  /// The URL without user and password.
  var bare = ""
  /// What must never be shown: path, query, user, password, and pieces of the path.
  var secrets: [String] = []

  /// Nil if curl would not take it.
  init?(_ url: String) {
    guard let parsed = curl_url() else { return nil }
    defer { curl_url_cleanup(parsed) }
    // A proxy may be socks5://, which curl knows as a proxy only, or have no scheme.
    let lenient = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_GUESS_SCHEME)
    guard curl_url_set(parsed, CURLUPART_URL, url, lenient) == CURLUE_OK else { return nil }
    func part(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
      var text: UnsafeMutablePointer<CChar>?
      guard curl_url_get(parsed, part, &text, UInt32(flags)) == CURLUE_OK, let text else {
        return nil
      }
      defer { curl_free(text) }
      return String(cString: text)
    }
    let decode = CURLU_URLDECODE
    scheme = part(CURLUPART_SCHEME) ?? ""
    host = part(CURLUPART_HOST) ?? ""
    port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap { Int($0) } ?? 0
    namesPort = part(CURLUPART_PORT) != nil
    user = part(CURLUPART_USER, decode)
    password = part(CURLUPART_PASSWORD, decode)
    let path = part(CURLUPART_PATH) ?? ""
    secrets = [user, password, part(CURLUPART_USER), part(CURLUPART_PASSWORD)].compactMap { $0 }
    secrets += [path, part(CURLUPART_QUERY) ?? ""]
    secrets += path.split(separator: "/").map(String.init)
    curl_url_set(parsed, CURLUPART_USER, nil, 0)
    curl_url_set(parsed, CURLUPART_PASSWORD, nil, 0)
    bare = part(CURLUPART_URL) ?? ""
  }

  /// Scheme, host and port, for logs: `https://api.example.org`.
  static func shown(_ url: String) -> String {
    guard let address = Address(plain(url)) else { return "an unusable URL" }
    let isUsual = ["http": 80, "https": 443][address.scheme] == address.port
    let port = isUsual || address.port == 0 ? "" : ":\(address.port)"
    return "\(address.scheme)://\(address.host)\(port)"
  }

  /// `smtp+starttls` is a word of ours: to curl it is `smtp` and an option.
  static func plain(_ url: String) -> String {
    url.hasPrefix("smtp+starttls://") ? "smtp://" + url.dropFirst("smtp+starttls://".count) : url
  }

  /// `text`, unless it repeats anything secret of the URL.
  func scrubbed(_ text: String, otherwise: String) -> String {
    secrets.contains { $0.utf8.count > 3 && text.contains($0) } ? otherwise : text
  }
}
