import CCurl

// How a letter is told to curl.
extension EasyHandle {
  private static let submissionPort = 587

  func prepare(_ letter: SMTPLetter) throws(CurlError) {
    guard letter.hasCleanEnvelope else { throw .badRequest("not a usable mail address") }
    let plain = Address.plain(letter.server)
    guard let server = Address(plain), ["smtp", "smtps"].contains(server.scheme) else {
      throw .badURL
    }
    needsReset = true
    applied.isLetter = true
    mayRepeat = false
    // The server's words on the delivery are headers to curl; a body there is none.
    landing = Landing(.memory())
    setDeadlines(letter.deadlines)
    // A kept connection may have been closed by the server, and curl doesn't try SMTP twice.
    setConnection(nil, isFresh: true)
    set(CURLOPT_FORBID_REUSE, 1)
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    hearHeaders(true)
    forgetServer()
    set(CURLOPT_URL, server.bare)
    let isStrict = plain != letter.server
    if isStrict, !server.namesPort { set(CURLOPT_PORT, Self.submissionPort) }
    let tls = isStrict || server.scheme == "smtps" ? CURLUSESSL_ALL : CURLUSESSL_TRY
    set(CURLOPT_USE_SSL, Int(tls.rawValue))
    if let user = server.user { set(CURLOPT_USERNAME, user) }
    if let password = server.password { set(CURLOPT_PASSWORD, password) }

    if letter.isProbe {
      // NOOP after greeting and login (RFC 5321 §4.1.1.9).
      set(CURLOPT_CUSTOMREQUEST, "NOOP")
      set(CURLOPT_NOBODY, 1)
      return
    }
    set(CURLOPT_MAIL_FROM, "<\(letter.from)>")
    for address in letter.recipients {
      recipients = curl_slist_append(recipients, "<\(address)>") ?? recipients
    }
    ccurl_set_pointer(easy, CURLOPT_MAIL_RCPT, recipients)
    let message = letter.wireMessage
    upload = .bytes(message, offset: 0)
    set(CURLOPT_UPLOAD, 1)
    ccurl_set_offset(easy, CURLOPT_INFILESIZE_LARGE, Int64(message.count))
  }
}
