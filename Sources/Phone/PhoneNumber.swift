import CPhone

/// A phone number that can be dialled from anywhere, as a person typed or shared it.
package struct PhoneNumber: Sendable, Hashable {
  /// The form to store and compare: "+" and at most 17 digits (ITU-T E.164).
  package let e164: String
  /// The form to show: grouped as its own country does, with the country's code.
  package let international: String
  /// The ISO 3166 code of its country, where the number tells.
  package let region: String?

  /// Reads a typed number as one would dial it in `region` (ISO 3166 code): in the national
  /// form, after the international prefix, or after "+"; with digits of any script.
  ///
  /// Judges by length and country code only, because tables of prefixes grow old: a number that
  /// libphonenumber calls possible is taken. Nil for anything else, however odd the text.
  /// The first call makes the library's tables (some milliseconds, a few megabytes).
  package static func parse(_ typed: String, region: String) -> PhoneNumber? {
    var typed = typed
    var found = cphone_number()
    // libphonenumber reads no more than 250 characters; don't hand it a novel.
    let count = typed.utf8.count
    guard count > 2, count <= 250 else { return nil }
    let read = typed.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { return false }
        return cphone_parse(start, characters.count, region.uppercased(), &found)
      }
    }
    guard read else { return nil }
    let home = text(of: found.region)
    return PhoneNumber(
      e164: text(of: found.e164), international: text(of: found.international),
      region: home.isEmpty ? nil : home)
  }

  /// The text in a C array, up to its zero byte.
  private static func text<Characters>(of characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
