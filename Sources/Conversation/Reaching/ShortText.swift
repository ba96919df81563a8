import Foundation

/// How a text travels as a short message (3GPP TS 23.038, 23.040): 160 characters of the GSM
/// alphabet, or 70 of UCS-2, in one part; a little less in each of several.
struct ShortText: Equatable {
  /// More is too much for a telephone and for the purse.
  static let mostParts = 3

  let text: String
  let parts: Int

  /// As it is, in characters that telephones know, when it fits into so many parts.
  init?(_ text: String, parts limit: Int = mostParts) {
    let text = Self.plain(text)
    let parts = Self.parts(of: text)
    guard parts <= limit else { return nil }
    self.text = text
    self.parts = parts
  }

  /// The same, cut where three parts end.
  init(clipping text: String) {
    if let whole = ShortText(text) {
      self = whole
      return
    }
    let characters = Array(Self.plain(text))
    // The longest beginning that fits; longer ones never take fewer parts.
    var (fits, tooMany) = (0, characters.count)
    while tooMany - fits > 1 {
      let middle = (fits + tooMany) / 2
      let parts = Self.parts(of: Self.plain(String(characters[..<middle]) + "..."))
      if parts <= Self.mostParts { fits = middle } else { tooMany = middle }
    }
    self.text = Self.plain(String(characters[..<fits]) + "...")
    parts = Self.parts(of: self.text)
  }

  /// How many parts a text takes.
  static func parts(of text: String) -> Int {
    if let septets = septets(of: text) {
      return septets.reduce(0, +) <= 160 ? 1 : packed(septets, into: 153)
    }
    let units = text.unicodeScalars.map { $0.value > 0xFFFF ? 2 : 1 }
    return units.reduce(0, +) <= 70 ? 1 : packed(units, into: 67)
  }

  static func isGSM(_ text: String) -> Bool { septets(of: text) != nil }

  /// No character is torn apart between two parts.
  private static func packed(_ sizes: [Int], into room: Int) -> Int {
    var (parts, used) = (1, 0)
    for size in sizes {
      if used + size > room {
        parts += 1
        used = 0
      }
      used += size
    }
    return parts
  }

  private static let basic = Set(
    """
    @£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ\
    ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà
    """.unicodeScalars)
  private static let extended = Set("^{}\\[~]|€".unicodeScalars)

  private static func septets(of text: String) -> [Int]? {
    var sizes: [Int] = []
    for scalar in text.unicodeScalars {
      if basic.contains(scalar) {
        sizes.append(1)
      } else if extended.contains(scalar) {
        sizes.append(2)
      } else {
        return nil
      }
    }
    return sizes
  }

  private static let simpler: [Unicode.Scalar: String] = [
    "’": "'", "‘": "'", "ʼ": "'", "“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"",
    "–": "-", "—": "-", "−": "-", "‑": "-", "…": "...", "·": "-", "•": "-", "\u{A0}": " ",
    "\u{202F}": " ", "\u{2009}": " ", "\t": " ", "₴": "UAH", "₽": "RUB", "₸": "KZT",
  ]

  private static let bare: [Unicode.Scalar: String] = [
    "â": "a", "á": "a", "ã": "a", "ê": "e", "ë": "e", "î": "i", "ï": "i", "í": "i", "ô": "o",
    "ó": "o", "õ": "o", "û": "u", "ú": "u", "ç": "c", "ÿ": "y", "œ": "oe", "À": "A", "Â": "A",
    "Á": "A", "È": "E", "Ê": "E", "Ë": "E", "Î": "I", "Ï": "I", "Í": "I", "Ô": "O", "Ó": "O",
    "Ù": "U", "Û": "U", "Ú": "U", "Œ": "OE",
  ]

  /// Without pictures, and in simpler signs where the telephone's alphabet has no finer ones; a word
  /// of French loses accents only when that halves the message.
  static func plain(_ text: String) -> String {
    var clean = ""
    for scalar in text.precomposed.unicodeScalars {
      if let other = simpler[scalar] {
        clean += other
      } else if isPicture(scalar) || isControl(scalar) {
        continue
      } else {
        clean.unicodeScalars.append(scalar)
      }
    }
    clean = clean.split(separator: "\n", omittingEmptySubsequences: true)
      .map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
      .joined(separator: "\n")
    if isGSM(clean) { return clean }
    let simple = clean.unicodeScalars.map { bare[$0] ?? String($0) }.joined()
    return isGSM(simple) ? simple : clean
  }

  private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.properties.isEmojiPresentation || (0x2190...0x2BFF).contains(scalar.value)
      || (0x1F000...0x1FAFF).contains(scalar.value) || scalar.value == 0xFE0F
      || scalar.value == 0x200D || (0xE0020...0xE007F).contains(scalar.value))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\n"
      && (scalar.properties.generalCategory == .control
        || scalar.properties.generalCategory == .format)
  }
}

extension String {
  fileprivate var precomposed: String { precomposedStringWithCanonicalMapping }
}
