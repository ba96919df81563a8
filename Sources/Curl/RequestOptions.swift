import CCurl

// How a request is told to curl.
extension EasyHandle {
  /// A copied body larger than this is not kept on the idle handle.
  private static let largestKeptBody = 64 << 10

  func prepare(_ request: HTTPRequest, lane: Lane?) throws(CurlError) {
    mayRepeat = request.isRepeatable
    landing = Landing(request.download)
    setAddress(request.url, isDirect: request.proxy == nil)
    hearHeaders(request.keepsHeaders)
    setDeadlines(request.deadlines)
    setProxy(request.proxy)
    setConnection(lane, isFresh: request.connectionReuse == .fresh || lane?.isSuspect == true)
    lane?.isSuspect = false

    switch request.body {
    case .none:
      try setHeaders(request.headers, contentType: nil, isSmall: true)
      setEmptyBody(request.method)
    case .bytes(let bytes, let contentType):
      try setHeaders(
        request.headers, contentType: contentType, isSmall: bytes.count <= Self.largestKeptBody)
      setCustomMethod(request.method == .post ? nil : request.method)
      copyBody(bytes)
    case .file(let path, let contentType):
      try setHeaders(request.headers, contentType: contentType, isSmall: false)
      needsReset = true
      let (upload, size) = try Upload.opening(path)
      self.upload = upload
      set(CURLOPT_POST, 1)
      set(CURLOPT_POSTFIELDS, nil)
      ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, Int64(size))
      setCustomMethod(request.method == .post ? nil : request.method)
    case .multipart(let parts):
      setCustomMethod(request.method == .post ? nil : request.method)
      if let form = InlineForm(parts) {
        try setHeaders(request.headers, contentType: form.contentType, isSmall: true)
        copyBody(form.body)
      } else {
        try setHeaders(request.headers, contentType: nil, isSmall: false)
        needsReset = true
        try setMultipart(parts)
      }
    }
  }

  /// A proxy may want the whole URL as the request's target, so that is left to curl.
  private func setAddress(_ url: String, isDirect: Bool) {
    let isCut =
      isDirect
      && url.withCString { text in
        guard
          let path = URLCut.path(in: UnsafeBufferPointer(start: text, count: url.utf8.count)),
          setServer(UnsafeRawBufferPointer(start: text, count: path))
        else { return false }
        _ = ccurl_set_pointer(easy, CURLOPT_REQUEST_TARGET, text + path)
        return true
      }
    if !isCut {
      forgetServer()
      set(CURLOPT_URL, url)
    }
  }

  /// False if curl would not take it.
  private func setServer(_ name: UnsafeRawBufferPointer) -> Bool {
    if let server = applied.server, server.hasName(name) { return true }
    guard let server = ServerAddress(name) else { return false }
    ccurl_set_pointer(easy, CURLOPT_CURLU, UnsafeRawPointer(server.address))
    applied.server = server
    return true
  }

  func forgetServer() {
    guard applied.server != nil else { return }
    ccurl_set_pointer(easy, CURLOPT_CURLU, nil)
    set(CURLOPT_REQUEST_TARGET, nil)
    applied.server = nil
  }

  func setDeadlines(_ deadlines: HTTPRequest.Deadlines) {
    guard applied.deadlines != deadlines else { return }
    applied.deadlines = deadlines
    set(CURLOPT_CONNECTTIMEOUT_MS, deadlines.connect.milliseconds)
    set(CURLOPT_TIMEOUT_MS, deadlines.total?.milliseconds ?? 0)
  }

  private func setProxy(_ proxy: String?) {
    guard applied.proxy != proxy else { return }
    applied.proxy = proxy
    set(CURLOPT_PROXY, proxy ?? "")
  }

  func setConnection(_ lane: Lane?, isFresh: Bool) {
    if applied.lane !== lane {
      ccurl_set_pointer(easy, CURLOPT_SHARE, lane?.share)
      applied.lane = lane
    }
    if applied.isFresh != isFresh {
      set(CURLOPT_FRESH_CONNECT, isFresh ? 1 : 0)
      applied.isFresh = isFresh
    }
  }

  private func setEmptyBody(_ method: HTTPRequest.Method) {
    switch method {
    case .post:
      setCustomMethod(nil)
      copyBody([])
    case .other("HEAD"):
      needsReset = true
      set(CURLOPT_NOBODY, 1)
    default:
      if applied.sendsBody {
        set(CURLOPT_HTTPGET, 1)
        applied.sendsBody = false
      }
      setCustomMethod(method == .get ? nil : method)
    }
  }

  private func copyBody(_ bytes: [UInt8]) {
    ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, Int64(bytes.count))
    bytes.withUnsafeBytes {
      // Without an address curl would ask the read callback for the body.
      if let start = $0.baseAddress, !$0.isEmpty {
        _ = ccurl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, start)
      } else {
        set(CURLOPT_COPYPOSTFIELDS, "")
      }
    }
    applied.sendsBody = true
    if bytes.count > Self.largestKeptBody { needsReset = true }
  }

  private func setCustomMethod(_ method: HTTPRequest.Method?) {
    guard applied.customMethod != method?.name else { return }
    applied.customMethod = method?.name
    set(CURLOPT_CUSTOMREQUEST, method?.name)
  }

  private func setHeaders(
    _ headers: [(String, String)], contentType: String?, isSmall: Bool
  ) throws(CurlError) {
    if applied.hasHeaders(headers, contentType: contentType, isSmall: isSmall) { return }
    // curl waits a second for "100 Continue" before bodies of a megabyte unless told otherwise.
    var lines = isSmall ? [] : ["Expect:"]
    if let contentType { lines.append("Content-Type: \(contentType)") }
    lines += headers.map { name, value in value.isEmpty ? "\(name);" : "\(name): \(value)" }
    guard !lines.contains(where: { $0.utf8.contains { $0 == 13 || $0 == 10 || $0 == 0 } }) else {
      throw .badRequest("line end in a header")
    }
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines { list = curl_slist_append(list, line) ?? list }
    ccurl_set_pointer(easy, CURLOPT_HTTPHEADER, list)
    curl_slist_free_all(applied.headerList)
    applied.headerList = list
    applied.headers = headers
    applied.isSmall = isSmall
    applied.contentType = contentType
  }

  private func setMultipart(_ parts: [HTTPRequest.Part]) throws(CurlError) {
    guard let mime = curl_mime_init(easy) else {
      throw .other(code: Int(CURLE_OUT_OF_MEMORY.rawValue), "out of memory", sent: false)
    }
    self.mime = mime
    for part in parts {
      let mimePart = curl_mime_addpart(mime)
      curl_mime_name(mimePart, part.name)
      switch part.content {
      case .bytes(let bytes):
        _ = bytes.withUnsafeBytes { curl_mime_data(mimePart, $0.baseAddress, $0.count) }
      case .file(let path):
        // Opened once ourselves: curl would find out only in the middle of the request.
        try Upload.opening(path).0.close()
        guard curl_mime_filedata(mimePart, path) == CURLE_OK else {
          throw .file("could not be read", sent: false)
        }
      }
      if let filename = part.filename { curl_mime_filename(mimePart, filename) }
      if let contentType = part.contentType { curl_mime_type(mimePart, contentType) }
    }
    ccurl_set_pointer(easy, CURLOPT_MIMEPOST, UnsafeRawPointer(mime))
  }
}
