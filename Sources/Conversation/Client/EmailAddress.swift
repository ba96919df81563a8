/// An e-mail address as people type it: checked for the shape that mail servers take
/// (RFC 5321 §4.1.2 without quoted local parts and address literals).
struct EmailAddress: Hashable {
  let text: String

  init?(_ typed: String) {
    let parts = typed.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, typed.utf8.count <= 254 else { return nil }
    let (local, domain) = (parts[0], parts[1].lowercased())
    guard (1...64).contains(local.utf8.count), !local.hasPrefix("."), !local.hasSuffix("."),
      !local.contains(".."),
      local.allSatisfy({ $0.isLetter || $0.isNumber || ".!#$%&'*+/=?^_`{|}~-".contains($0) })
    else { return nil }
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, let last = labels.last, last.count >= 2,
      !last.allSatisfy(\.isNumber),
      labels.allSatisfy({ label in
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
          && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
      })
    else { return nil }
    text = "\(local)@\(domain)"
  }
}
