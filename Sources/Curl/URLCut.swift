import CCurl
import Glibc

/// Where a URL can be cut into the server and what is asked of it, told without curl's parser.
///
/// curl takes a URL apart and puts it together again byte by byte for every request. Requests to
/// one server differ in the path only: then curl gets the server's address parsed once, and the
/// path as the request's target. Only URLs whose path curl would send as it stands are cut.
enum URLCut {
  /// The offset of the path's slash; nil if the URL has to go through curl's parser.
  static func path(in url: UnsafeBufferPointer<CChar>) -> Int? {
    guard let start = server(in: url) else { return nil }
    var index = start
    while index < url.count, isPlainHost(UInt8(bitPattern: url[index])) { index += 1 }
    guard index > start, index < url.count, isSlash(url[index]) else { return nil }
    let path = index
    while index < url.count {
      let byte = UInt8(bitPattern: url[index])
      // curl resolves "/." and "/.." itself.
      guard isPlainPath(byte), byte != UInt8(ascii: ".") || !isSlash(url[index - 1]) else {
        return nil
      }
      index += 1
    }
    return path
  }

  /// Where the host begins.
  private static func server(in url: UnsafeBufferPointer<CChar>) -> Int? {
    for scheme: StaticString in ["http://", "https://"] {
      let count = scheme.utf8CodeUnitCount
      guard url.count > count else { continue }
      let isThis = (0..<count).allSatisfy { UInt8(bitPattern: url[$0]) == scheme.utf8Start[$0] }
      if isThis { return count }
    }
    return nil
  }

  private static func isSlash(_ byte: CChar) -> Bool {
    UInt8(bitPattern: byte) == UInt8(ascii: "/")
  }

  /// Names and IPv4 numbers, with a port. No user, no IPv6 zone, nothing encoded.
  private static func isPlainHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Letters, digits and `-./:_~`, a bit for each: asked for every byte of every URL.
  private static func isPlainPath(_ byte: UInt8) -> Bool {
    let below64: UInt64 = 0x07FF_E000_0000_0000
    let below128: UInt64 = 0x47FF_FFFE_87FF_FFFE
    guard byte < 128 else { return false }
    return (byte < 64 ? below64 : below128) >> UInt64(byte & 63) & 1 == 1
  }
}

/// A server's address as curl parsed it: `https://api.example.org`, without a path.
final class ServerAddress {
  let name: [UInt8]
  let address: OpaquePointer

  init?(_ name: UnsafeRawBufferPointer) {
    guard let address = curl_url() else { return nil }
    let lenient = UInt32(CURLU_NON_SUPPORT_SCHEME)
    let text = String(decoding: name, as: UTF8.self)
    guard curl_url_set(address, CURLUPART_URL, text, lenient) == CURLUE_OK else {
      curl_url_cleanup(address)
      return nil
    }
    self.name = Array(name)
    self.address = address
  }

  deinit { curl_url_cleanup(address) }

  func hasName(_ other: UnsafeRawBufferPointer) -> Bool {
    guard name.count == other.count, let start = other.baseAddress else { return false }
    return memcmp(name, start, name.count) == 0
  }
}
