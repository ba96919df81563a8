import Booking
import Testing

@Suite("Money")
struct MoneyTests {
  @Test(
    "Typed amounts are read",
    arguments: [
      ("1 200,50", "UAH", 120_050), ("1\u{202F}200,50", "EUR", 120_050),
      ("1,200.50", "USD", 120_050),
      ("1.200,50", "EUR", 120_050), ("1'200.00", "CHF", 120_000), ("1200", "UAH", 120_000),
      ("€ 12", "EUR", 1_200), ("12 EUR", "EUR", 1_200), ("300 грн", "UAH", 30_000),
      ("300₴", "UAH", 30_000), ("1,200", "USD", 120_000), ("1.2", "USD", 120), ("0.5", "USD", 50),
      (",5", "EUR", 50), ("1,234,567.89", "USD", 123_456_789), ("0", "UAH", 0),
      ("5000", "JPY", 5_000),
      ("5,000", "JPY", 5_000), ("1.250", "KWD", 1_250), ("1,250.500", "KWD", 1_250_500),
      ("1500 ₽", "RUB", 150_000), (" 15 ", "PLN", 1_500),
    ] as [(String, String, Int64)])
  func typed(text: String, currency: String, minor: Int64) {
    #expect(Money(typed: text, currency: currency)?.minor == minor)
  }

  @Test(
    "Amounts that are none, negative, too exact or in another currency are refused",
    arguments: [
      ("", "EUR"), ("-5", "EUR"), ("abc", "EUR"), ("1,2,3", "EUR"), ("12,3456", "EUR"),
      ("1.5", "JPY"),
      ("12 34", "EUR"), ("1.200.30", "EUR"), ("12 USD", "EUR"), ("1 2", "EUR"), (".", "EUR"),
      ("99999999999999999999", "EUR"), ("٣", "EUR"), ("5", "XYZ"), ("1e3", "EUR"),
    ] as [(String, String)])
  func refused(text: String, currency: String) {
    #expect(Money(typed: text, currency: currency) == nil)
  }

  @Test("Plain digits follow the currency's decimals")
  func plain() {
    #expect(Money(minor: 120_050, currency: "UAH")?.plain == "1200.50")
    #expect(Money(minor: 5, currency: "EUR")?.plain == "0.05")
    #expect(Money(minor: -5, currency: "EUR")?.plain == "-0.05")
    #expect(Money(minor: 5_000, currency: "JPY")?.plain == "5000")
    #expect(Money(minor: 1_250, currency: "KWD")?.plain == "1.250")
  }

  @Test("Only codes of ISO 4217 are currencies", arguments: ["", "eur", "EURO", "XXX", "грн"])
  func codes(code: String) {
    #expect(Money(minor: 1, currency: code) == nil)
  }
}
