import Booking
import GRDB

/// Whose clients are looked at: those of one book, or everybody's.
package enum ClientScope: Sendable, Hashable {
  case book(ID<Specialist>)
  case house

  /// The column `book` of the clientele.
  var book: Int64 {
    switch self {
    case .book(let specialist): specialist.raw
    case .house: 0
    }
  }
}

/// A client as a line of a list.
package struct ClientLine: Sendable, Hashable {
  package let id: ID<Person>
  package let name: String
  package let username: String?
  package let phone: String?
  /// The start of the latest visit that counts, past or to come; for guests without one, when they
  /// were added.
  package let latest: Instant
  /// Has no chat with the bot.
  package let isGuest: Bool
  package let isBlocked: Bool
}

extension Transaction {
  /// Of so many found at most the best are looked for.
  private static let choice = 500

  /// Clients in whose name, @username, phone number, e-mail or tags all the words occur, in any
  /// case and script; those with words that begin so come first. A number is found however it is
  /// spaced, in the national or the international form.
  ///
  /// Longer words go through the trigram index. One or two letters, and what thousands have in
  /// common, are looked for in the folded text of all clients, latest first, and in the middle of a
  /// word too; of what more than `choice` have in common only so many are put in order.
  package func searchClients(
    _ typed: String, in scope: ClientScope, limit: Int, offset: Int = 0
  ) throws -> [ClientLine] {
    let search = ClientQuery(typed)
    guard let first = search.alternatives.first?.first else { return [] }
    var source = "clientText"
    var condition = search.condition
    let isOrdered = offset < Self.choice
    // Words that begin so, the first of all the words before the others.
    var order = "CASE instr(text, ?) WHEN 1 THEN 0 WHEN 0 THEN 2 ELSE 1 END, "
    var values: Values = []
    if let match = search.match {
      if try isRare(match) {
        source = "clientTrigram CROSS JOIN clientText ON clientText.person = clientTrigram.rowid"
        condition = "clientTrigram MATCH ? AND \(condition)"
        values.append(match)
      } else {
        // What thousands have in common tells nobody apart.
        order = ""
      }
    }
    if !isOrdered { order = "" }
    values += search.values
    if scope != .house {
      condition += " AND EXISTS (SELECT 1 FROM clientele WHERE book = ? AND client = person)"
      values.append(scope.book)
    }
    if !order.isEmpty { values.append(" " + first) }
    values += [Int64(limit), Int64(offset), scope.book]
    return try rows(
      """
      WITH hit(person, text) AS MATERIALIZED (
        SELECT clientText.person, clientText.text FROM \(source) WHERE \(condition)
        ORDER BY clientText.person DESC \(isOrdered ? "LIMIT \(max(Self.choice, offset + limit))" : "")),
      found(place, person) AS MATERIALIZED (
        SELECT row_number() OVER (), person FROM (
          SELECT person FROM hit ORDER BY \(order)person DESC LIMIT ? OFFSET ?))
      SELECT person.id, person.name, username, phone, latest, telegram IS NULL, isBlocked
      FROM found CROSS JOIN person ON person.id = found.person
        CROSS JOIN clientele ON book = ? AND client = person.id
      ORDER BY place
      """, values, clientLine)
  }

  func clientLine(_ row: Columns) -> ClientLine {
    ClientLine(
      id: ID(row[0]), name: row[1], username: row[2], phone: row[3], latest: Instant(row[4]),
      isGuest: row[5], isBlocked: row[6])
  }

  /// Whether the index finds few enough that looking at each is less than looking at all.
  private func isRare(_ match: String) throws -> Bool {
    try count(
      """
      SELECT count(*) FROM (SELECT 1 FROM clientTrigram WHERE clientTrigram MATCH ? LIMIT 3000)
      """, [match]) < 3_000
  }
}

/// What somebody looks for, folded: all the words, or the number in one of its forms.
struct ClientQuery {
  let alternatives: [[String]]

  init(_ typed: String) {
    // Nobody has a name that long; what was pasted by mistake is not worth reading.
    let words = Folded.words(String(typed.prefix(100)))
    let numbers = Self.numbers(typed.prefix(100))
    alternatives = numbers.isEmpty ? (words.isEmpty ? [] : [words]) : numbers.map { [$0] }
  }

  /// The digits of what can only be a number, also without the prefix it is dialled with at home
  /// or abroad.
  private static func numbers(_ typed: Substring) -> [String] {
    var digits = ""
    for character in typed {
      if let digit = character.wholeNumberValue, digit < 10 {
        digits += String(digit)
      } else if !character.isWhitespace,
        !"+()-–—./\u{2011}\u{2068}\u{2069}\u{200E}".contains(character)
      {
        return []
      }
    }
    guard !digits.isEmpty else { return [] }
    let bare = String(digits.drop { $0 == "0" })
    var forms = [digits]
    if bare != digits, bare.count > 1 { forms.append(bare) }
    // 8 before the area code is the way to dial in Russia and Kazakhstan.
    if digits.count > 3, digits.hasPrefix("8") { forms.append(String(digits.dropFirst())) }
    return forms
  }

  /// The expression for the trigram index; nil where an alternative has no word for it.
  var match: String? {
    var whole: [String] = []
    for words in alternatives {
      let long = words.filter { $0.unicodeScalars.count >= 3 }
      if long.isEmpty { return nil }
      whole.append(
        "("
          + long.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: " AND ")
          + ")")
    }
    return whole.isEmpty ? nil : whole.joined(separator: " OR ")
  }

  var condition: String {
    "("
      + alternatives.map { words in
        words.map { _ in "instr(clientText.text, ?)" }.joined(separator: " AND ")
      }.joined(separator: " OR ") + ")"
  }

  var values: [(any ColumnValue)?] { alternatives.joined().map { $0 } }
}
