import Foundation

/// An address on the web that can be shown and followed: `https`, with a host and nothing odd.
struct WebAddress {
  let text: String

  /// Nil for anything else; a missing `https://` is put in front of what looks like a host.
  init?(_ typed: String) {
    var address = typed.trimmed
    if !address.contains("://") { address = "https://" + address }
    guard address.utf16.count <= 300, address.unicodeScalars.allSatisfy({ $0.value > 0x20 }),
      !address.contains(where: \.isWhitespace),
      let parts = URLComponents(string: address), parts.scheme?.lowercased() == "https",
      parts.user == nil, parts.password == nil, let host = parts.host
    else { return nil }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, labels.allSatisfy({ !$0.isEmpty && $0.count <= 63 }),
      let last = labels.last, last.count > 1, !last.allSatisfy(\.isNumber)
    else { return nil }
    text = address
  }
}
