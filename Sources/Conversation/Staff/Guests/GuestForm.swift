import Foundation
import Phone
import Store

/// Reads what is written about a guest in one message, in any order: a name, a phone number, an
/// e-mail address, a @username.
enum GuestForm {
  struct Reading: Equatable {
    var guest = GuestDetails()
    /// What looks like a contact and is none; each with the words themselves.
    var problems: [Problem] = []
    /// Further contacts, beyond the first of each kind.
    var unused: [String] = []
  }

  enum Problem: Equatable {
    case phone(String), email(String), username(String)
    /// The name is too long, or not one line.
    case name
  }

  /// - Parameters:
  ///   - region: where a phone number without a country code is dialled.
  ///   - labels: words such as “phone” that stand before a detail and say nothing of their own.
  static func read(_ text: String, region: String, labels: Set<String> = []) -> Reading {
    guard !Typed.isLonger(text, than: 1_000) else { return Reading(problems: [.name]) }
    var reader = Reader(region: region, labels: labels)
    for piece in text.split(whereSeparator: { ",;|\n\r\r\n\t".contains($0) }) {
      for word in piece.split(whereSeparator: \.isWhitespace) { reader.take(String(word)) }
      reader.endPiece()
    }
    return reader.finish()
  }

  private struct Reader {
    let region: String
    let labels: Set<String>
    var reading = Reading()
    var name: [String] = []
    /// Words of digits that follow each other: maybe a phone number.
    var digits: [String] = []

    init(region: String, labels: Set<String>) {
      self.region = region
      self.labels = labels
    }

    mutating func take(_ written: String) {
      let word = written.unmarked
      if let path = Username.path(of: word) {
        endPiece()
        return note(Username(path)?.text, \.username, .username(word), word)
      }
      if let colon = word.firstIndex(of: ":"), isLabel(word[..<colon]) {
        let rest = String(word[word.index(after: colon)...])
        return rest.isEmpty ? () : take(rest)
      }
      if word.hasPrefix("@") || word.hasPrefix("＠") {
        endPiece()
        return note(Username(word)?.text, \.username, .username(word), word)
      }
      if word.contains("@") {
        endPiece()
        let bare = word.trimmingCharacters(in: CharacterSet(charactersIn: "<>()[]\"'.:"))
        return note(EmailAddress(bare)?.text, \.email, .email(word), word)
      }
      let count = word.count(where: \.isWholeNumber)
      if count > 0,
        word.allSatisfy({ $0.isWholeNumber || "+()-–./".contains($0) })
          || (!digits.isEmpty && "-–".contains(word))
      {
        digits.append(word)
        return
      }
      endPiece()
      if count >= 5 || (count > 0 && word.hasPrefix("+")) {
        reading.problems.append(.phone(word))
      } else if !isLabel(word[...]), !["-", "–", "—"].contains(word) {
        name.append(written)
      }
    }

    /// What comes next does not belong to the number before.
    mutating func endPiece() {
      defer { digits = [] }
      guard let first = digits.first else { return }
      let whole = digits.joined(separator: " ")
      let count = whole.count(where: \.isWholeNumber)
      guard count >= 6 || first.hasPrefix("+") else {
        name += digits
        return
      }
      note(GuestForm.phone(whole, region: region), \.phone, .phone(whole), whole)
    }

    mutating func finish() -> Reading {
      let whole = name.joined(separator: " ").trimmingCharacters(in: Self.aroundNames)
      if !whole.isEmpty {
        if let line = Typed.line(whole, limit: 64) {
          reading.guest.name = line
        } else {
          reading.problems.append(.name)
        }
      }
      return reading
    }

    private static let aroundNames = CharacterSet(charactersIn: " .:-–—")

    private mutating func note(
      _ value: String?, _ part: WritableKeyPath<GuestDetails, String?>, _ problem: Problem,
      _ word: String
    ) {
      guard let value else { return reading.problems.append(problem) }
      if reading.guest[keyPath: part] == nil {
        reading.guest[keyPath: part] = value
      } else if reading.guest[keyPath: part] != value {
        reading.unused.append(word)
      }
    }

    private func isLabel(_ word: Substring) -> Bool {
      labels.contains(word.lowercased().trimmingCharacters(in: Self.aroundNames))
    }
  }

  /// A number in E.164; also one whose country code was typed without the “+”.
  static func phone(_ typed: String, region: String) -> String? {
    if let number = PhoneNumber.parse(typed, region: region) { return number.e164 }
    let digits = typed.filter(\.isWholeNumber)
    guard digits.count >= 11, !typed.contains("+"),
      typed.allSatisfy({ !$0.isLetter })
    else { return nil }
    return PhoneNumber.parse("+" + digits, region: region)?.e164
  }
}

/// The name of a Telegram account: 5 to 32 of `[A-Za-z0-9_]`.
struct Username: Hashable {
  let text: String

  /// With or without “@”.
  init?(_ typed: String) {
    let bare = typed.hasPrefix("@") || typed.hasPrefix("＠") ? String(typed.dropFirst()) : typed
    guard (5...32).contains(bare.utf8.count),
      bare.utf8.allSatisfy({
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
          || $0 == UInt8(ascii: "_")
      })
    else { return nil }
    text = bare
  }

  /// The same from a link or a name, with spaces around it.
  init?(typed: String) {
    let word = typed.trimmed.unmarked
    self.init(Self.path(of: word) ?? word)
  }

  /// What a link to an account names: `https://t.me/anna_l`, `t.me/anna_l?x`.
  static func path(of word: String) -> String? {
    let lower = word.lowercased()
    for host in ["t.me/", "telegram.me/", "telegram.dog/"] {
      for start in ["", "http://", "https://", "www.", "https://www."]
      where lower.hasPrefix(start + host) {
        return String(
          word.dropFirst(start.count + host.count).prefix { !"/?#".contains($0) })
      }
    }
    return nil
  }
}

extension String {
  /// Without the invisible marks that come along when a number or an address is copied.
  var unmarked: String {
    String(
      String.UnicodeScalarView(
        withoutDirections.unicodeScalars.filter { ![0x200E, 0x200F, 0xFEFF].contains($0.value) }))
  }
}
