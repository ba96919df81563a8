import Chance
import Phone
import Testing

@Suite struct PhoneNumberTests {
  @Test(arguments: [
    // As typed at home: with the national 0, without, with any marks between.
    ("067 123 45 67", "UA", "+380671234567"),
    ("67 123-45-67", "UA", "+380671234567"),
    ("(067) 123.45.67", "ua", "+380671234567"),
    ("тел. 067 123 45 67", "UA", "+380671234567"),
    ("06 12 34 56 78", "FR", "+33612345678"),
    ("(415) 555-2671", "US", "+14155552671"),
    ("1 415 555 2671", "US", "+14155552671"),
    ("020 7946 0018", "GB", "+442079460018"),
    ("8 (912) 345-67-89", "RU", "+79123456789"),
    // With a country of its own, wherever the business is.
    ("+380671234567", "US", "+380671234567"),
    ("380671234567", "UA", "+380671234567"),
    ("00380671234567", "UA", "+380671234567"),
    ("+33 (0)6 12 34 56 78", "UA", "+33612345678"),
    ("+49 151 23456789", "UA", "+4915123456789"),
    ("+1 415 555 2671 ext. 89", "UA", "+14155552671"),
    ("tel:+380-67-123-45-67", "UA", "+380671234567"),
    // Digits of other scripts, and the wide plus.
    ("٠٦٧ ١٢٣ ٤٥ ٦٧", "UA", "+380671234567"),
    ("+380671234567", "FR", "+380671234567"),
    // Prefixes younger than the tables: possible, if not yet known as valid.
    ("077 123 45 67", "UA", "+380771234567"),
    ("09 37 12 34 56", "FR", "+33937123456"),
    ("+1 645 555 0142", "UA", "+16455550142"),
  ])
  func aTypedNumberIsRead(typed: String, region: String, e164: String) {
    #expect(PhoneNumber.parse(typed, region: region)?.e164 == e164)
  }

  @Test(arguments: [
    "", " ", "+", "067", "1234567", "123 45", "+380", "+380 67", "hello", "не дам",
    "067 123 45 67 89 01 23 45 67", "+999 123 456 789", "++--", "0000000000000000000000",
    "\u{0}067\u{0}", String(repeating: "0671234567", count: 40),
  ])
  func whatCannotBeDialledIsRefused(typed: String) {
    #expect(PhoneNumber.parse(typed, region: "UA") == nil)
  }

  @Test func itIsShownAsItsCountryGroupsIt() throws {
    let french = try #require(PhoneNumber.parse("0612345678", region: "FR"))
    #expect(french.international == "+33 6 12 34 56 78")
    #expect(french.region == "FR")
    let ukrainian = try #require(PhoneNumber.parse("0671234567", region: "UA"))
    #expect(ukrainian.international == "+380 67 123 4567")
    #expect(PhoneNumber.parse(ukrainian.international, region: "FR") == ukrainian)
    let american = try #require(PhoneNumber.parse("+1 415 555 2671", region: "UA"))
    #expect(american.region == "US")
  }

  @Test func anUnknownRegionReadsOnlyFullNumbers() {
    for region in ["", "XX", "Україна", "U\u{0}A", String(repeating: "A", count: 5000)] {
      #expect(PhoneNumber.parse("0671234567", region: region) == nil)
      #expect(PhoneNumber.parse("+380671234567", region: region)?.region == "UA")
    }
  }

  @Test func noTextBreaksIt() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("PhoneNumberTests.noTextBreaksIt: seed \(seed)")
    var random = SplitMix(seed: seed)
    let likely = Array("0123456789+-() .;,:/x#*=٠१９＋tel:ext;phone-context=+isub".unicodeScalars)
    for _ in 0..<20_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        if Bool.random(using: &random), let scalar = likely.randomElement(using: &random) {
          text.append(scalar)
        } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) {
          text.append(scalar)
        }
      }
      let typed = String(text)
      guard let number = PhoneNumber.parse(typed, region: "UA") else { continue }
      let digits = number.e164.dropFirst()
      #expect(number.e164.first == "+" && 4...20 ~= digits.count, "seed \(seed): \(typed)")
      #expect(digits.allSatisfy { "0"..."9" ~= $0 }, "seed \(seed): \(typed)")
      let again = PhoneNumber.parse(number.e164, region: "UA")
      #expect(again?.e164 == number.e164, "seed \(seed): \(typed)")
    }
  }

  @Test func manyThreadsMayAskAtOnce() async {
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<200).allSatisfy { tail in
            let number = PhoneNumber.parse("067 123 4\(100 + tail)", region: "UA")
            return number?.e164 == "+380671234\(100 + tail)"
          }
        }
      }
      for await right in group { #expect(right) }
    }
  }
}
