import Booking

extension Voice {
  /// A whole number with its digits in groups: 12 500.
  package func number(_ number: Int) -> String {
    (number < 0 ? "−" : "") + grouped(UInt64(number.magnitude))
  }

  /// A price the way the language writes it: €45, 45,50 €, 1 200 ₴; no decimals when they are zero.
  package func money(_ money: Money) -> String {
    let formats = table.formats
    let digits = money.decimals
    let unit = (0..<digits).reduce(into: UInt64(1)) { unit, _ in unit *= 10 }
    let (whole, rest) = money.minor.magnitude.quotientAndRemainder(dividingBy: unit)
    var amount = grouped(whole)
    if rest > 0 {
      let decimals = String(rest)
      amount += formats.decimalSeparator
      amount += String(repeating: "0", count: digits - decimals.count) + decimals
    }
    let symbol = formats.currencySymbols[money.currency]
    let pattern = symbol == nil ? formats.moneyWithCode : formats.money
    return (money.minor < 0 ? "−" : "")
      + pattern.filled { field, _ in field == "amount" ? amount : symbol ?? money.currency }
  }

  /// A length of time: 1 h 30 min; in days from two days on.
  package func duration(minutes: Int) -> String {
    let formats = table.formats
    let minutes = max(0, minutes)
    let days = minutes < 2_880 ? 0 : minutes / 1_440
    let hours = (minutes - days * 1_440) / 60
    var parts: [String] = []
    for (count, pattern) in [
      (days, formats.days), (hours, formats.hours), (minutes % 60, formats.minutes),
    ] where count > 0 || (minutes == 0 && pattern == formats.minutes) {
      parts.append(pattern.filled { _, _ in number(count) })
    }
    return parts.joined(separator: " ")
  }

  /// Things one after another: a, b and c.
  package func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: table.formats.listSeparator)
      + table.formats.listLast + last
  }

  private func grouped(_ number: UInt64) -> String {
    if number < 1_000 { return String(number) }
    let group = String(number % 1_000)
    return grouped(number / 1_000) + table.formats.groupSeparator
      + String(repeating: "0", count: 3 - group.count) + group
  }
}
