/// Takes a typed line apart into numbers, marks and words that mean something.
struct QuickLexer {
  /// What is written, before anybody asks what it means.
  enum Piece: Hashable {
    case word(String)
    case number(Int, digits: Int)
    case mark(Character)
  }

  enum Token: Hashable {
    case number(Int, digits: Int)
    case dash, dot, colon, comma, slash, plus
    case means(QuickWords.Meaning)
    case unknown(String)
  }

  /// The tokens of a line in order; words that change nothing are left out.
  static func tokens(_ text: String, _ words: QuickWords) -> [Token] {
    let pieces = pieces(text)
    var tokens: [Token] = []
    var index = 0
    while index < pieces.count {
      switch pieces[index] {
      case .number(let value, let digits): tokens.append(.number(value, digits: digits))
      case .mark(let mark): tokens.append(token(mark))
      case .word(let word):
        if let (meaning, end) = longest(pieces, from: index, words) {
          if meaning != .filler { tokens.append(meaning == .and ? .comma : .means(meaning)) }
          index = end
          continue
        }
        tokens.append(.unknown(word))
      }
      index += 1
    }
    return tokens
  }

  /// The meaning of the most words from here on that have one together; a dash may stand between
  /// them.
  private static func longest(
    _ pieces: [Piece], from start: Int, _ words: QuickWords
  ) -> (QuickWords.Meaning, end: Int)? {
    var found: (QuickWords.Meaning, end: Int)?
    var phrase: [String] = []
    var index = start
    while index < pieces.count, phrase.count < words.longest {
      if case .mark("-") = pieces[index], !phrase.isEmpty { index += 1 }
      guard index < pieces.count, case .word(let word) = pieces[index] else { break }
      phrase.append(word)
      index += 1
      if let meaning = words.meaning(phrase) { found = (meaning, index) }
    }
    return found
  }

  private static func token(_ mark: Character) -> Token {
    switch mark {
    case "-": .dash
    case ".": .dot
    case ":": .colon
    case ",", ";", "&", "\n": .comma
    case "/": .slash
    case "+": .plus
    default: .unknown(String(mark))
    }
  }

  /// Words in lower case and without accents, numbers, and marks. A full stop that ends a word and
  /// the marks that steer the direction of writing are left out.
  static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var word = ""
    var digits = ""
    func end() {
      if !word.isEmpty { pieces.append(.word(word)) }
      if !digits.isEmpty {
        pieces.append(
          digits.utf8.count <= 4
            ? .number(Int(digits) ?? 0, digits: digits.utf8.count) : .word(digits))
      }
      (word, digits) = ("", "")
    }
    for character in text.lowercased() {
      if character.isASCII, character.isNumber {
        if !word.isEmpty { end() }
        digits.append(character)
      } else if isApostrophe(character), !word.isEmpty {
        word.append("’")
      } else if character.isLetter {
        if !digits.isEmpty { end() }
        word.append(plain[character] ?? character)
      } else if character == ".", !word.isEmpty {
        end()
      } else {
        end()
        if character == "\n" || !character.isWhitespace, !isInvisible(character) {
          pieces.append(.mark(dashes.contains(character) ? "-" : character))
        }
      }
    }
    end()
    return pieces
  }

  private static func isApostrophe(_ character: Character) -> Bool {
    "'’ʼ‘`´".contains(character)
  }

  private static func isInvisible(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { $0.properties.generalCategory == .format }
  }

  private static let dashes: Set<Character> = ["-", "‐", "‑", "‒", "–", "—", "―", "−"]

  /// Accents that people leave out. Canonically equivalent spellings are the same character.
  private static let plain: [Character: Character] = [
    "à": "a", "â": "a", "ä": "a", "ç": "c", "é": "e", "è": "e", "ê": "e", "ë": "e", "î": "i",
    "ï": "i", "ô": "o", "ö": "o", "ù": "u", "û": "u", "ü": "u", "ё": "е",
  ]
}
