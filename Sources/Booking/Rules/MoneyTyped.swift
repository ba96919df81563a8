import Foundation

extension Money {
  /// Reads an amount as people type it: `1 200,50`, `1,200.50`, `1200`, `€ 12`, `300 грн`.
  ///
  /// A mark with one or two digits after it (three where the currency has three) is the decimal
  /// mark; other marks part groups of three. Nil when the amount is negative, has more decimals
  /// than the currency, is ambiguous, or names another currency.
  package init?(typed text: String, currency: String) {
    guard let decimals = Self.decimals(of: currency) else { return nil }
    let amount = Self.withoutSign(text.lowercased(), currency: currency)
    guard let minor = Self.minor(in: amount, decimals: decimals) else { return nil }
    self.init(minor: minor, currency: currency)
  }

  private static let signs: [String: [String]] = [
    "UAH": ["₴", "грн.", "грн", "гривень", "гривні"],
    "EUR": ["€", "евро", "євро", "euros", "euro"],
    "RUB": ["₽", "рублей", "руб.", "руб", "р.", "р"], "USD": ["$", "us$"], "GBP": ["£"],
    "PLN": ["zł", "zl"], "CZK": ["kč", "kc"], "KZT": ["₸", "тг"], "TRY": ["₺", "tl"],
    "ILS": ["₪"], "GEL": ["₾"], "JPY": ["¥", "円"], "CNY": ["¥", "元"], "CHF": ["fr.", "fr"],
    "BYN": ["руб.", "руб", "br"], "AMD": ["֏"], "INR": ["₹"], "CAD": ["$"], "AUD": ["$"],
  ]

  /// The text without the currency's own code or sign at either end.
  private static func withoutSign(_ text: String, currency: String) -> Substring {
    func trimmed(_ text: Substring) -> Substring {
      var text = text
      while text.first?.isWhitespace == true { text.removeFirst() }
      while text.last?.isWhitespace == true { text.removeLast() }
      return text
    }
    let text = trimmed(text[...])
    for sign in [currency.lowercased()] + (signs[currency] ?? []) {
      if text.hasSuffix(sign) { return trimmed(text.dropLast(sign.count)) }
      if text.hasPrefix(sign) { return trimmed(text.dropFirst(sign.count)) }
    }
    return text
  }

  private static func minor(in text: Substring, decimals: Int) -> Int64? {
    var groups: [Substring] = []
    var marks: [Character] = []
    var start = text.startIndex
    for index in text.indices where !isDigit(text[index]) {
      let mark = text[index]
      guard mark == "." || mark == "," || mark == "'" || mark == "’" || mark.isWhitespace else {
        return nil
      }
      groups.append(text[start..<index])
      marks.append(mark.isWhitespace ? " " : mark)
      start = text.index(after: index)
    }
    groups.append(text[start...])

    var fraction = Substring()
    if let last = marks.last, last == "." || last == ",", let tail = groups.last {
      let isOnlyOne = marks.count { $0 == last } == 1
      if isOnlyOne, tail.count <= decimals, !(tail.count == 3 && marks.count > 1 && decimals < 3) {
        fraction = tail
        groups.removeLast()
        marks.removeLast()
      } else if tail.count != 3 {
        return nil
      }
    }
    guard Set(marks).count <= 1, let first = groups.first, !first.isEmpty || !fraction.isEmpty,
      groups.dropFirst().allSatisfy({ $0.count == 3 }), marks.isEmpty || first.count <= 3
    else { return nil }
    let whole = groups.joined()
    guard whole.count <= 13 else { return nil }
    let padding = String(repeating: "0", count: decimals - fraction.count)
    return Int64((whole.isEmpty ? "0" : whole) + fraction + padding)
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }
}
