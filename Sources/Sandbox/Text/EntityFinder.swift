/// Finds the entities that need no markup: commands, mentions, hashtags, links, e-mail addresses
/// and phone numbers. Works on UTF-16 units, in which entity offsets count.
struct EntityFinder {
  private let units: [UInt16]
  private var position = 0
  private var found: [Entity] = []

  init(_ units: [UInt16]) { self.units = units }

  mutating func find() -> [Entity] {
    while position < units.count {
      let unit = units[position]
      if Self.isLetterOrDigit(unit), !before(position, { Self.isWord($0) }) {
        addressOrLink()
      } else if unit == 47, !before(position, { Self.isWord($0) || $0 == 47 || $0 == 60 }) {
        command()
      } else if unit == 64, !before(position, Self.isWord) {
        tagged("mention", shortest: 3, longest: 32) { Self.isWord($0) && $0 < 128 }
      } else if unit == 35, !before(position, Self.isWord) {
        tagged("hashtag", shortest: 1, longest: 256, Self.isWord)
      } else if unit == 43, !before(position, Self.isWord) {
        phone()
      } else {
        position += 1
      }
    }
    return found
  }

  private func before(_ index: Int, _ test: (UInt16) -> Bool) -> Bool {
    index > 0 && test(units[index - 1])
  }

  private static func isDigit(_ unit: UInt16) -> Bool { (48...57).contains(unit) }

  private static func isLetterOrDigit(_ unit: UInt16) -> Bool {
    isDigit(unit) || (65...90).contains(unit) || (97...122).contains(unit)
      || (unit >= 0xC0 && !(0x2000...0x2BFF).contains(unit) && !(0xD800...0xDFFF).contains(unit)
        && unit < 0xFE00)
  }

  private static func isWord(_ unit: UInt16) -> Bool { unit == 95 || isLetterOrDigit(unit) }

  private func run(from start: Int, _ test: (UInt16) -> Bool) -> Int {
    var end = start
    while end < units.count, test(units[end]) { end += 1 }
    return end
  }

  private mutating func add(_ type: String, to end: Int) {
    found.append(Entity(type: type, offset: position, length: end - position))
    position = end
  }

  private mutating func command() {
    let isName: (UInt16) -> Bool = { Self.isWord($0) && $0 < 128 }
    var end = run(from: position + 1, isName)
    guard (1...64).contains(end - position - 1) else {
      position = max(end, position + 1)
      return
    }
    if end < units.count, units[end] == 64 {
      let name = run(from: end + 1, isName)
      if name - end - 1 >= 3 { end = name }
    }
    // "/a/b" and "/a>" are paths and tags, not commands.
    if end < units.count, units[end] == 47 || units[end] == 62 {
      position = end + 1
      return
    }
    add("bot_command", to: end)
  }

  private mutating func tagged(
    _ type: String, shortest: Int, longest: Int, _ test: (UInt16) -> Bool
  ) {
    let end = run(from: position + 1, test)
    if (shortest...longest).contains(end - position - 1) {
      add(type, to: end)
    } else {
      position = end
    }
  }

  private mutating func phone() {
    let end = run(from: position + 1) {
      Self.isDigit($0) || $0 == 32 || $0 == 45 || $0 == 40 || $0 == 41
    }
    var last = end
    while last > position + 1, !Self.isDigit(units[last - 1]) { last -= 1 }
    let digits = units[position..<last].count(where: Self.isDigit)
    if (7...15).contains(digits) { add("phone_number", to: last) } else { position += 1 }
  }

  /// A word that may be an e-mail address, a link with a scheme, or a bare host.
  private mutating func addressOrLink() {
    let spaceEnd = run(from: position) {
      $0 > 32 && $0 != 60 && $0 != 62 && $0 != 34 && $0 != 0xAB && $0 != 0xBB
    }
    let word = String(decoding: units[position..<spaceEnd], as: UTF16.self)
    var end = spaceEnd
    let trailing = Array(".,:;!?)]}'".utf16)
    while end > position, trailing.contains(units[end - 1]) { end -= 1 }
    let lower = word.lowercased()
    if let scheme = ["https://", "http://", "tg://"].first(where: { lower.hasPrefix($0) }),
      end - position > scheme.utf16.count
    {
      add("url", to: end)
      return
    }
    let candidate = String(decoding: units[position..<max(end, position)], as: UTF16.self)
    if Self.isEmail(candidate) {
      add("email", to: end)
    } else if Self.isBareLink(candidate) {
      add("url", to: end)
    } else {
      position = max(run(from: position, Self.isWord), position + 1)
    }
  }

  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return labels.count > 1 && labels.allSatisfy { !$0.isEmpty }
      && (labels.last?.allSatisfy(\.isLetter) ?? false) && parts[1].allSatisfy(isHostCharacter)
  }

  private static let knownEndings: Set<Substring> = [
    "com", "org", "net", "me", "io", "dev", "app", "info", "biz", "eu", "de", "fr", "ru", "ua",
    "uk", "it", "es", "pl", "example",
  ]

  private static func isBareLink(_ text: String) -> Bool {
    let host = text.prefix { !"/?#:".contains($0) }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, labels.allSatisfy({ !$0.isEmpty }), let last = labels.last else {
      return false
    }
    return knownEndings.contains(Substring(last.lowercased())) && host.allSatisfy(isHostCharacter)
  }

  private static func isHostCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "-" || character == "."
  }
}
