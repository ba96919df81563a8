import Booking
import FrontDesk
import Hummingbird
import NIOCore
import Phrasebook

/// One request, as far as an answer depends on it.
struct Ask: Sendable {
  let method: HTTPRequest.Method
  let headers: HTTPFields
  let path: Substring
  let query: FormFields
  /// Who is asking, as far as that can be told: behind a proxy of ours, whom it names.
  let visitor: String
  /// Whether the connection comes from this machine or its own network.
  let isFromInside: Bool
  private let authority: String

  init(_ request: Request, peer: SocketAddress?) {
    method = request.method
    headers = request.headers
    let target = request.head.path ?? "/"
    let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
    path = target[..<mark]
    query = FormFields(target[mark...].dropFirst().utf8)
    authority = request.head.authority ?? ""
    let peer = peer?.ipAddress ?? "127.0.0.1"
    isFromInside = Self.isPrivate(peer)
    let named = request.headers[Self.forwardedFor]?.split(separator: ",").last.map {
      $0.trimmingPrefix { $0 == " " }
    }
    visitor = Self.neighbourhood(isFromInside ? named.map { String($0) } ?? peer : peer)
  }

  static let forwardedFor = HTTPField.Name("X-Forwarded-For") ?? .via
  private static let forwarded = HTTPField.Name("Forwarded") ?? .via
  private static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .via

  /// Whether the request may have come in over a proxy, and so from anywhere.
  var isForwarded: Bool {
    headers.contains(Self.forwardedFor) || headers.contains(Self.forwarded)
      || headers.contains(.via)
  }

  /// Whether a page of somebody else sent this form.
  var isFromElsewhere: Bool {
    guard let site = headers[Self.fetchSite] else { return false }
    return site != "same-origin" && site != "none"
  }

  /// Whether it was sent to the host of that address.
  func isFor(_ url: String?) -> Bool {
    guard let url, let start = url.firstRange(of: "://")?.upperBound else { return false }
    let host = url[start...].prefix { $0 != "/" && $0 != ":" }.lowercased()
    return authority.prefix { $0 != ":" }.lowercased() == host
  }

  /// Whether a script of ours asks, which wants no page.
  var wantsJSON: Bool { headers[.accept] == "application/json" }

  /// Robots and the programs that make previews of links are no visitors.
  var isProgram: Bool {
    let agent = headers[.userAgent]?.lowercased() ?? ""
    return agent.isEmpty
      || ["bot", "crawl", "spider", "preview", "facebookexternalhit", "whatsapp", "skype", "curl"]
        .contains { agent.contains($0) }
  }

  /// The bytes of all header fields, names included.
  var headBytes: Int {
    headers.reduce(path.utf8.count) { $0 + $1.name.rawName.utf8.count + $1.value.utf8.count + 4 }
  }

  /// The language that the visitor asked for by `?lang=`.
  func chosen(_ phrasebook: Phrasebook) -> String? {
    guard let wish = query["lang"] else { return nil }
    return phrasebook.languages.first { $0.code == wish }?.code
  }

  /// The language to answer in: chosen, else the client's, else the browser's, else the business's.
  func voice(_ phrasebook: Phrasebook, client: String?, business: String) -> Voice {
    if let chosen = chosen(phrasebook) { return phrasebook.voice(chosen) }
    let known = Set(phrasebook.languages.map { $0.code.prefix(2) })
    if let client, known.contains(client.prefix(2)) { return phrasebook.voice(client) }
    let wishes = (headers[.acceptLanguage] ?? "").prefix(200).split(separator: ",").prefix(10)
      .map { wish -> (code: Substring, weight: Double) in
        let parts = wish.split(separator: ";")
        let weight = parts.dropFirst().first.flatMap { part in
          part.split(separator: "=").last.flatMap { Double($0) }
        }
        return ((parts.first ?? "").trimmingPrefix { $0 == " " }, weight ?? 1)
      }
    let best = wishes.filter { known.contains($0.code.prefix(2)) && $0.weight > 0 }
      .enumerated().max { ($0.element.weight, -$0.offset) < ($1.element.weight, -$1.offset) }
    return phrasebook.voice(best.map { String($0.element.code) } ?? business)
  }

  /// Loopback, link-local and the networks that nobody routes (RFC 1918, RFC 4193).
  static func isPrivate(_ address: String) -> Bool {
    let address = address.lowercased().replacingPrefix("::ffff:", with: "")
    if address == "::1" || address.hasPrefix("127.") || address.hasPrefix("10.")
      || address.hasPrefix("192.168.") || address.hasPrefix("169.254.")
    {
      return true
    }
    let bytes = address.split(separator: ".").compactMap { UInt8($0) }
    if bytes.count == 4 { return bytes[0] == 172 && (16...31).contains(bytes[1]) }
    return address.contains(":")
      && ["fc", "fd", "fe8", "fe9", "fea", "feb"].contains { address.hasPrefix($0) }
  }

  /// An address as limits count them: with IPv6 everybody has a whole network of their own.
  private static func neighbourhood(_ address: String) -> String {
    let address = String(address.prefix(45))
    guard address.contains(":"), !address.hasPrefix("::ffff:") else { return address }
    return address.split(separator: ":", omittingEmptySubsequences: false).prefix(4)
      .joined(separator: ":")
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}

/// The fields of a form or a query (application/x-www-form-urlencoded), the first of each name.
struct FormFields: Sendable {
  private var values: [String: String] = [:]

  init(_ text: some Sequence<UInt8>) {
    let bytes = Array(text)
    for pair in bytes.split(separator: UInt8(ascii: "&")).prefix(50) {
      let mark = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      let name = Self.decode(pair[..<mark])
      if values[name] == nil { values[name] = Self.decode(pair[mark...].dropFirst()) }
    }
  }

  subscript(name: String) -> String? { values[name] }

  private static func decode(_ bytes: ArraySlice<UInt8>) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        out.append(UInt8(ascii: " "))
      } else if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        out.append(value)
        rest = rest.dropFirst(2)
      } else {
        out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
