import CCurl

/// One of curl's easy handles with the buffers of the transfer that uses it.
///
/// Handles are used over and over. What a request asked for stays set on the handle and is noted in
/// `applied`, so that the next alike request sets little more than URL and body. Confined to the
/// curl thread.
final class EasyHandle {
  private static let statusStart = Array("HTTP/".utf8)

  let easy: UnsafeMutableRawPointer
  /// The transfer under way, and its place in the loop's list of running handles.
  var transfer: Transfer?
  var slot = 0

  /// How often curl was about to send the request: 0 means that the server saw none of it.
  private(set) var attempts = 0
  /// What one of our callbacks stopped the transfer with.
  private(set) var stoppedBy: CurlError?
  private(set) var headerLines: [UInt8] = []
  var landing = Landing()
  var upload: Upload?
  var mayRepeat = false
  var vigil: Vigil?

  var applied = AppliedOptions()
  /// Set when a request used options that `applied` has no notes of.
  var needsReset = false
  /// What curl reads during the transfer and we must free after it.
  var mime: OpaquePointer?
  var recipients: UnsafeMutablePointer<curl_slist>?

  private let errorText: UnsafeMutablePointer<CChar>
  private let authorities: String?
  private let sockets: UnsafeMutableRawPointer

  /// `sockets` is the context of the socket callbacks: the loop, which outlives its handles.
  init?(authorities: String?, sockets: UnsafeMutableRawPointer) {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
    self.authorities = authorities
    self.sockets = sockets
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    setBasics()
  }

  deinit {
    curl_easy_cleanup(easy)
    freeParts()
    curl_slist_free_all(applied.headerList)
    errorText.deallocate()
  }

  var status: Int { ccurl_info_long(easy, CURLINFO_RESPONSE_CODE) }

  /// Of request and answer, heads included.
  var bytesCarried: Int64 {
    ccurl_info_offset(easy, CURLINFO_SIZE_UPLOAD_T)
      + ccurl_info_offset(easy, CURLINFO_SIZE_DOWNLOAD_T)
      + Int64(ccurl_info_long(easy, CURLINFO_HEADER_SIZE))
  }

  /// curl's own words on the latest failure; may quote what must not be shown.
  var words: String { String(cString: errorText) }

  func set(_ option: CURLoption, _ value: Int) { ccurl_set_long(easy, option, value) }

  func set(_ option: CURLoption, _ value: String?) { ccurl_set_string(easy, option, value) }

  /// Makes the handle fit for another transfer, letting go of the last one's data.
  func clear() {
    transfer = nil
    attempts = 0
    stoppedBy = nil
    headerLines = []
    landing = Landing()
    upload?.close()
    upload = nil
    if needsReset { reset() }
  }

  func takeHeaderLines() -> [UInt8] {
    defer { headerLines = [] }
    return headerLines
  }

  private func reset() {
    curl_easy_reset(easy)
    freeParts()
    curl_slist_free_all(applied.headerList)
    // curl_easy_reset keeps CURLOPT_SHARE.
    applied = AppliedOptions(lane: applied.lane)
    needsReset = false
    setBasics()
  }

  private func freeParts() {
    curl_mime_free(mime)
    mime = nil
    curl_slist_free_all(recipients)
    recipients = nil
  }

  private func setBasics() {
    let context = Unmanaged.passUnretained(self).toOpaque()
    ccurl_set_pointer(easy, CURLOPT_PRIVATE, context)
    ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    set(CURLOPT_TCP_NODELAY, 1)
    set(CURLOPT_TCP_KEEPALIVE, 1)
    set(CURLOPT_TCP_KEEPIDLE, 60)
    set(CURLOPT_TCP_KEEPINTVL, 15)
    // Servers drop idle connections after a minute or so: don't send into a closing one.
    set(CURLOPT_MAXAGE_CONN, 55)
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    // Else ending a transfer in the middle of a slow name lookup would block the thread.
    set(CURLOPT_QUICK_EXIT, 1)
    // Only the request's own proxy counts, not the environment's.
    set(CURLOPT_PROXY, "")
    set(CURLOPT_NOPROXY, "")
    if let authorities { set(CURLOPT_CAINFO, authorities) }

    ccurl_on_write(
      easy,
      { bytes, _, count, context in
        EasyHandle.from(context)?.received(UnsafeRawBufferPointer(start: bytes, count: count))
          ?? Int(CCURL_WRITE_STOP)
      }, context)
    setHeaderCallback()
    ccurl_on_read(
      easy,
      { bytes, size, count, context in
        let buffer = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
        return EasyHandle.from(context)?.fill(buffer) ?? Int(CCURL_READ_ABORT)
      }, context)
    ccurl_on_seek(
      easy,
      { context, offset, origin in
        let isDone = EasyHandle.from(context)?.upload?.rewind(to: offset) ?? false
        return origin == 0 && isDone ? Int32(CCURL_SEEK_OK) : Int32(CCURL_SEEK_FAIL)
      }, context)
    ccurl_on_request(
      easy,
      { context, _, _, _, _ in
        let goes = EasyHandle.from(context)?.isAboutToSend() ?? false
        return goes ? Int32(CCURL_REQUEST_GO) : Int32(CCURL_REQUEST_STOP)
      }, context)
    ccurl_on_open(
      easy,
      { context, _, address in CurlLoop.from(context)?.openSocket(address) ?? -1 }, sockets)
    ccurl_on_close(
      easy,
      { context, socket in CurlLoop.from(context)?.closeSocket(socket) ?? 0 }, sockets)
  }

  func hearHeaders(_ hears: Bool) {
    guard applied.hearsHeaders != hears else { return }
    applied.hearsHeaders = hears
    if hears { setHeaderCallback() } else { ccurl_on_header(easy, nil, nil) }
  }

  private func setHeaderCallback() {
    ccurl_on_header(
      easy,
      { bytes, _, count, context in
        EasyHandle.from(context)?.receivedHeader(.init(start: bytes, count: count))
        return count
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  // MARK: Callbacks

  private static func from(_ context: UnsafeMutableRawPointer?) -> EasyHandle? {
    context.map { Unmanaged<EasyHandle>.fromOpaque($0).takeUnretainedValue() }
  }

  private func received(_ bytes: UnsafeRawBufferPointer) -> Int {
    do throws(CurlError) {
      try landing.take(
        bytes, status: { status },
        length: { Int(ccurl_info_offset(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)) })
      return bytes.count
    } catch {
      stoppedBy = error
      return Int(CCURL_WRITE_STOP)
    }
  }

  /// Gathers the lines unread; a new status line (after 100, say) begins anew. Of a mail server
  /// the latest refusal is kept, whatever it says to the farewell.
  private func receivedHeader(_ line: UnsafeRawBufferPointer) {
    guard let first = line.first else { return }
    if applied.isLetter {
      guard first == UInt8(ascii: "4") || first == UInt8(ascii: "5") else { return }
      headerLines.removeAll(keepingCapacity: true)
    } else if first == UInt8(ascii: "H"), line.starts(with: Self.statusStart) {
      headerLines.removeAll(keepingCapacity: true)
    }
    if headerLines.capacity == 0 { headerLines.reserveCapacity(512) }
    headerLines.append(contentsOf: line)
  }

  private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let count = upload?.read(into: buffer) else {
      stoppedBy = .file("could not be read on", sent: true)
      return Int(CCURL_READ_ABORT)
    }
    return count
  }

  /// curl sends a request once more on its own when a kept connection turns out dead. For a POST we
  /// would rather say that the outcome is unknown.
  private func isAboutToSend() -> Bool {
    if attempts > 0, !mayRepeat {
      stoppedBy = .connectionLost
      return false
    }
    attempts += 1
    return true
  }
}
