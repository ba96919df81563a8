import Chance
import Store
import Testing

@testable import Conversation

/// One message about a guest, in any order and in four languages.
@Suite struct GuestFormTests {
  private struct Case: Sendable {
    let text: String
    var name = ""
    var phone: String?
    var email: String?
    var username: String?
    var region = "UA"
  }

  private static let labels: Set<String> = ["тел", "телефон", "e-mail", "tél", "phone", "mailto"]

  private static let table: [Case] = [
    Case(
      text: "Anna Lysenko, +380 67 123 45 67, anna@example.com, @anna_l", name: "Anna Lysenko",
      phone: "+380671234567", email: "anna@example.com", username: "anna_l"),
    Case(
      text: "@anna_l anna@Example.COM 0671234567 Анна Лисенко", name: "Анна Лисенко",
      phone: "+380671234567", email: "anna@example.com", username: "anna_l"),
    Case(text: "067 123 45 67 Ганна О’Коннор", name: "Ганна О’Коннор", phone: "+380671234567"),
    Case(
      text: "Лысенко; Анна\n8 701 234 56 78\nanna@пример.рф", name: "Лысенко Анна",
      phone: "+77012345678", email: "anna@пример.рф", region: "KZ"),
    Case(
      text: "Zoé L’Hôpital, tél : 01 99 00 01 23", name: "Zoé L’Hôpital", phone: "+33199000123",
      region: "FR"),
    Case(text: "тел.: (067) 123-45-67 Оля", name: "Оля", phone: "+380671234567"),
    Case(text: "mailto:anna@example.com Anna", name: "Anna", email: "anna@example.com"),
    Case(text: "Anna <anna@example.com>", name: "Anna", email: "anna@example.com"),
    Case(text: "https://t.me/anna_l?start=x Anna", name: "Anna", username: "anna_l"),
    Case(text: "t.me/anna_l", username: "anna_l"),
    Case(text: "380671234567", phone: "+380671234567"),
    Case(text: "\u{202A}+380 67 123 45 67\u{202C} Anna", name: "Anna", phone: "+380671234567"),
    Case(text: "＠anna_l\u{A0}Anna", name: "Anna", username: "anna_l"),
    Case(text: "Anna 2", name: "Anna 2"),
    Case(text: "Rex - Anna", name: "Rex Anna"),
    Case(text: "אנה כהן 067-123-45-67", name: "אנה כהן", phone: "+380671234567"),
    Case(text: "😀 Anna", name: "😀 Anna"),
    Case(text: "<b>Anna</b> & Co", name: "<b>Anna</b> & Co"),
    Case(text: "  "), Case(text: ", ;"), Case(text: "—"),
  ]

  @Test func `what is written is found in any order`() {
    for wanted in Self.table {
      let reading = GuestForm.read(wanted.text, region: wanted.region, labels: Self.labels)
      let guest = reading.guest
      #expect(
        [guest.name, guest.phone, guest.email, guest.username]
          == [wanted.name, wanted.phone, wanted.email, wanted.username], "\(wanted.text)")
      #expect(reading.problems == [] && reading.unused == [], "\(wanted.text)")
    }
  }

  @Test func `what looks like a contact and is none is named`() {
    let table: [(String, [GuestForm.Problem])] = [
      ("Anna +38067abc1234", [.phone("+38067abc1234")]),
      ("Anna +38 067", [.phone("+38 067")]),
      ("Anna 067ABC4567", [.phone("067ABC4567")]),
      ("Anna anna@", [.email("anna@")]),
      ("Anna anna@example", [.email("anna@example")]),
      ("Anna a@b@example.com", [.email("a@b@example.com")]),
      ("Anna @ann", [.username("@ann")]),
      ("Anna @anna-l", [.username("@anna-l")]),
      ("Anna @анна_л", [.username("@анна_л")]),
      (
        "Anna @\(String(repeating: "a", count: 33))",
        [.username("@\(String(repeating: "a", count: 33))")]
      ),
      ("Anna t.me/+380671234567", [.username("t.me/+380671234567")]),
      (String(repeating: "A", count: 65), [.name]),
      (String(repeating: "A", count: 4_096), [.name]),
    ]
    for (text, problems) in table {
      let reading = GuestForm.read(text, region: "UA")
      #expect(reading.problems == problems, "\(text)")
      if text.hasPrefix("Anna") { #expect(reading.guest.name == "Anna") }
    }
  }

  @Test func `one of each is kept, and the others are named`() {
    let reading = GuestForm.read(
      "Anna 0671234567 0501234567 a@example.com b@example.com @anna_l @anna_m", region: "UA")
    #expect(reading.guest.name == "Anna")
    #expect(reading.unused == ["b@example.com", "@anna_m"] || reading.unused.count == 3)
    let twice = GuestForm.read("Anna, 0671234567, +380671234567", region: "UA")
    #expect(twice.unused == [] && twice.guest.phone == "+380671234567")
  }

  @Test func `a username is what Telegram takes`() {
    for typed in ["anna_l", "@anna_l", "t.me/anna_l", " https://t.me/anna_l/ ", "@ANNA1"] {
      #expect(Username(typed: typed) != nil, "\(typed)")
    }
    for typed in ["", "@", "anna", "anna l", "anna-l", "анна_", "@anna_l!", "t.me/", "@@anna_l"] {
      #expect(Username(typed: typed) == nil, "\(typed)")
    }
  }

  @Test(arguments: [41, 42, 43] as [UInt64]) func `any order of the parts is read the same`(
    _ seed: UInt64
  ) {
    var dice = Dice(seed: seed)
    let names = ["Anna Lysenko", "Анна Лысенко", "Ганна Лисенко", "Zoé Lefèvre", "אנה"]
    for _ in 0..<200 {
      let name = dice.pick(names)
      let number = "067" + String(Int.random(in: 1_000_000...9_999_999, using: &dice))
      let parts = [name, number, "anna@example.com", "@anna_l"].shuffled(using: &dice)
      let separator = dice.pick([", ", "; ", "\n", " | ", " "])
      let text = parts.joined(separator: separator)
      let guest = GuestForm.read(text, region: "UA").guest
      #expect(
        guest.name == name && guest.phone == "+38" + number && guest.email == "anna@example.com"
          && guest.username == "anna_l", "seed \(seed): \(text)")
    }
  }

  @Test(arguments: [51, 52] as [UInt64]) func `no text is too odd`(_ seed: UInt64) {
    let dice = Dice(seed: seed)
    let bits =
      Array("+@. ,;\n0123456789abЯ😀<>&:-/()\u{202E}\u{200D}é").map(String.init) + [
        "t.me/", "anna@example.com", "+380671234567",
      ]
    for _ in 0..<1_500 {
      let text = (0..<dice.next() % 30).map { _ in dice.pick(bits) }.joined()
      let guest = GuestForm.read(text, region: "UA").guest
      #expect(guest.name.utf16.count <= 64, "seed \(seed): \(text)")
      if let phone = guest.phone { #expect(phone.hasPrefix("+") && phone.count > 4) }
      if let email = guest.email { #expect(EmailAddress(email)?.text == email) }
      if let username = guest.username { #expect(Username(username)?.text == username) }
    }
  }
}
