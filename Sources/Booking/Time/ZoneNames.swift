import Foundation

extension Zone {
  /// The zones of the database by name, without old names of zones that have a newer one.
  package static let known: [String] = TimeZone.knownTimeZoneIdentifiers
    .filter { $0.contains("/") && renamed[$0] == nil }.sorted()

  private static let renamed = [
    "Europe/Kiev": "Europe/Kyiv", "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Asia/Katmandu": "Asia/Kathmandu", "Asia/Rangoon": "Asia/Yangon",
    "America/Godthab": "America/Nuuk", "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "Atlantic/Faeroe": "Atlantic/Faroe", "Pacific/Truk": "Pacific/Chuuk",
    "Pacific/Ponape": "Pacific/Pohnpei", "Africa/Asmera": "Africa/Asmara",
    "Pacific/Enderbury": "Pacific/Kanton", "Europe/Uzhgorod": "Europe/Kyiv",
    "Europe/Zaporozhye": "Europe/Kyiv",
  ]

  /// The zones that typed words may mean, best first, at most twelve.
  ///
  /// Understands the name of a zone or its city (also with a slip of one letter), countries and
  /// big cities in the bot's languages (`Київ`, `Москва`, `Lyon`), and distances from UTC (`+2`,
  /// `GMT-3:30`): those are compared at `moment`, or without it with winter and summer time alike.
  package static func suggestions(for typed: String, at moment: Instant? = nil) -> [Zone] {
    let words = folded(typed)
    guard !words.isEmpty, words.count <= 64 else { return [] }
    if let offset = offset(typed: words) { return zones(offset: offset, at: moment) }
    var ranked: [(rank: Int, place: Int, name: String)] = []
    for entry in gazetteer {
      if let rank = entry.rank(of: words) { ranked.append((rank, entry.place, entry.name)) }
    }
    ranked.sort { ($0.rank, $0.place) < ($1.rank, $1.place) }
    // A guess at a slip is worth showing only when nothing fits as typed.
    let best = ranked.first?.rank ?? 0
    return ranked.prefix { $0.rank < Entry.slip || best == Entry.slip }.prefix(12)
      .compactMap { Zone($0.name) }
  }

  /// “+2”, “utc +5:30”, “gmt-3” in seconds; nil for anything else.
  private static func offset(typed words: String) -> Int? {
    var rest = words.filter { $0 != " " }[...]
    for prefix in ["utc", "gmt"] where rest.hasPrefix(prefix) { rest = rest.dropFirst(3) }
    guard let sign = rest.first, sign == "+" || sign == "-" || sign == "−" else { return nil }
    let numbers = rest.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
      .map { Int($0) }
    guard let first = numbers.first, let hours = first, (0...14).contains(hours),
      numbers.count <= 2,
      let minutes = numbers.count == 2 ? numbers[1] : 0, (0..<60).contains(minutes)
    else { return nil }
    return (hours * 3_600 + minutes * 60) * (sign == "+" ? 1 : -1)
  }

  private static func zones(offset: Int, at moment: Instant?) -> [Zone] {
    // 1 January and 1 July 2026.
    let moments = moment.map { [$0] } ?? [Instant(1_767_225_600), Instant(1_782_864_000)]
    let named = placeNames.map(\.zone).filter { name in
      guard let zone = TimeZone(identifier: name) else { return false }
      return moments.contains {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0.seconds))) == offset
      }
    }
    return named.prefix(12).compactMap { Zone($0) }
  }

  static func folded(_ text: String) -> String {
    let plain = text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    return plain.split { $0.isWhitespace || "_/’'.".contains($0) }.joined(separator: " ")
  }

  private static let gazetteer: [Entry] = {
    let named = placeNames
    var places: [String: Int] = [:]
    var words: [String: [String]] = [:]
    for (place, entry) in named.enumerated() {
      places[entry.zone] = place
      words[entry.zone] = entry.names.map(folded)
    }
    for (old, new) in renamed {
      words[new, default: []].append(folded(old.split(separator: "/").last.map(String.init) ?? old))
    }
    return known.enumerated().map { index, name in
      Entry(
        name: name, place: places[name] ?? named.count + index,
        names: [folded(name.split(separator: "/").last.map(String.init) ?? name)]
          + (words[name] ?? []),
        full: folded(name))
    }
  }()
}

/// One zone with the words people call it by.
private struct Entry: Sendable {
  let name: String
  /// Its place in the order of suggestions: well-known zones first.
  let place: Int
  let names: [String]
  let full: String

  static let slip = 4

  /// How well typed words fit: 0 exactly, 1 from the start, 2 from the start of a word, 3
  /// somewhere, `slip` with one letter wrong; nil not at all.
  func rank(of words: String) -> Int? {
    if full == words || names.contains(words) { return 0 }
    if names.contains(where: { $0.hasPrefix(words) }) { return 1 }
    if full.hasPrefix(words) || full.contains(" " + words)
      || names.contains(where: { $0.contains(" " + words) })
    {
      return 2
    }
    if words.count >= 3, full.contains(words) { return 3 }
    if words.count >= 4, names.contains(where: { Self.differByOne($0, words) }) { return Self.slip }
    return nil
  }

  /// Whether one letter too many, too few or wrong turns one word into the other.
  private static func differByOne(_ a: String, _ b: String) -> Bool {
    let (long, short) = a.count >= b.count ? (Array(a), Array(b)) : (Array(b), Array(a))
    guard long.count - short.count <= 1 else { return false }
    let same = zip(long, short).prefix { $0 == $1 }.count
    return long.dropFirst(same + 1).elementsEqual(
      short.dropFirst(long.count == short.count ? same + 1 : same))
  }
}
