import CCurl

// What a failed transfer is called, from curl's code and what we saw of it.
extension EasyHandle {
  func failure(_ code: CURLcode) -> CurlError {
    if let stoppedBy { return stoppedBy }
    let sent = attempts > 0
    let address = transfer.flatMap { Address(Address.plain($0.url)) }
    if applied.isLetter, let refusal = refusal(code, address) { return refusal }

    switch code {
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return .badURL
    case CURLE_COULDNT_RESOLVE_HOST: return .couldNotResolve(host: address?.host ?? "")
    case CURLE_COULDNT_RESOLVE_PROXY: return .proxy("no address found for it")
    case CURLE_COULDNT_CONNECT where applied.proxy != nil: return .proxy("no connection to it")
    case CURLE_COULDNT_CONNECT: return noConnection(address)
    case CURLE_OPERATION_TIMEDOUT: return .timedOut(phase: sent ? .total : .connect)
    case CURLE_PROXY: return .proxy(said(address, code))
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED,
      CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ENGINE_NOTFOUND,
      CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CRL_BADFILE,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
      return .tls(said(address, code))
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_HTTP2,
      CURLE_HTTP2_STREAM, CURLE_SEND_FAIL_REWIND, CURLE_SSL_SHUTDOWN_FAILED:
      if sent { return .connectionLost }
      guard applied.proxy != nil else { return noConnection(address) }
      let answered = ccurl_info_long(easy, CURLINFO_HTTP_CONNECTCODE)
      return .proxy(answered > 0 ? "it answered \(answered)" : "it hung up")
    case CURLE_READ_ERROR: return .file("could not be read", sent: sent)
    default: return .other(code: Int(code.rawValue), general(code), sent: sent)
    }
  }

  private func noConnection(_ address: Address?) -> CurlError {
    .couldNotConnect(host: address?.host ?? "", port: address?.port ?? 0)
  }

  /// A reply of 400 and above means that the server did not take the letter (RFC 5321 §4.2.1).
  private func refusal(_ code: CURLcode, _ address: Address?) -> CurlError? {
    switch code {
    case CURLE_OPERATION_TIMEDOUT, CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST: return nil
    default: break
    }
    if status >= 400 {
      let reply = String(decoding: headerLines.prefix(200), as: UTF8.self)
      let isThis = reply.hasPrefix("\(status)")
      let words = isThis ? String(reply.dropFirst(4).filter { $0.isASCII && !$0.isNewline }) : ""
      return .smtp(code: status, address?.scrubbed(words, otherwise: "") ?? "")
    }
    return code == CURLE_LOGIN_DENIED ? .smtp(code: 535, "no usable login") : nil
  }

  /// curl's words on this very failure, if they give nothing away, else those for its code.
  private func said(_ address: Address?, _ code: CURLcode) -> String {
    let words = words
    guard !words.isEmpty, let address else { return general(code) }
    let clean = address.scrubbed(words, otherwise: general(code))
    guard let proxy = applied.proxy.flatMap({ Address($0) }) else { return clean }
    return proxy.scrubbed(clean, otherwise: general(code))
  }

  private func general(_ code: CURLcode) -> String { String(cString: curl_easy_strerror(code)) }
}

extension Transfer {
  fileprivate var url: String {
    switch work {
    case .http(let request): request.url
    case .letter(let letter): letter.server
    }
  }
}
