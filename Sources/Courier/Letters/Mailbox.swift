import Foundation

/// A mail address with the name in front of it (RFC 5322 §3.4).
package struct Mailbox: Sendable, Hashable {
  package let name: String?
  /// `local@domain` in ASCII.
  package let address: String

  /// Reads `a@example.org` or `The Salon <a@example.org>`; nil when it is neither.
  package init?(_ text: String) {
    var rest = text.trimmingCharacters(in: .whitespaces)
    var name: String?
    if rest.hasSuffix(">"), let opening = rest.lastIndex(of: "<") {
      let before = rest[..<opening].trimmingCharacters(in: .whitespaces)
      name = before.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      rest = String(rest[rest.index(after: opening)...].dropLast())
    }
    let parts = rest.split(separator: "@", omittingEmptySubsequences: false)
    let isPlain = rest.utf8.allSatisfy {
      $0 > 32 && $0 < 127 && !"<>()[],;:\\\"".utf8.contains($0)
    }
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), isPlain, rest.utf8.count <= 254
    else { return nil }
    self.name = name?.isEmpty == true ? nil : name
    address = rest
  }

  var domain: String { String(address.split(separator: "@").last ?? "localhost") }
}
