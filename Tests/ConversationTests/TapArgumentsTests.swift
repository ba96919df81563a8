import Chance
import FrontDesk
import Store
import Testing

@testable import Conversation

/// The arguments of callback data are numbers and words with full stops between them.
@Suite struct TapArgumentsTests {
  @Test(
    arguments: [
      ("0", 0), ("z", 35), ("10", 36), ("-z", -35), ("2gosa7pa2gv", (1 << 53) - 1),
      ("-2gosa7pa2gv", 1 - (1 << 53)),
      // More than a button may carry.
      ("2gosa7pa2gw", nil), ("-2gosa7pa2gw", nil), ("zzzzzzzzzzzzzzzzzzzzzzzzzz", nil),
      // Spellings that no button has.
      ("", nil), ("-", nil), ("--1", nil), ("+1", nil), ("Z", nil), (" 1", nil), ("1 ", nil),
      ("1:2", nil), ("٣", nil), ("1\u{301}", nil),
    ] as [(String, Int?)])
  func `a number is of 53 bits, in base 36`(_ text: String, _ number: Int?) {
    var read = TapArguments(text)
    #expect(read.number() == number)
  }

  @Test func `words come one by one, and nothing after the last`() {
    var read = TapArguments("5..-a.é🐾.")
    #expect(read.number() == 5)
    #expect(read.word() == "")
    #expect(read.number() == -10)
    #expect(read.word() == "é🐾")
    #expect(!read.isAtEnd)
    #expect(read.word() == "")
    #expect(read.isAtEnd)
    #expect(read.word() == "")
    #expect(read.number() == nil)
    #expect(read.rest() == "")
  }

  @Test func `the rest keeps its full stops`() {
    var read = TapArguments("5.a.b..")
    #expect(read.number() == 5)
    #expect(read.rest() == "a.b..")
    #expect(read.isAtEnd)
    var empty = TapArguments("")
    #expect(!empty.isAtEnd)
    #expect(empty.rest() == "")
    #expect(empty.isAtEnd)
  }

  @Test(arguments: [5, 6] as [UInt64]) func `numbers are written as they are read`(_ seed: UInt64) {
    let dice = Dice(seed: seed)
    for _ in 0..<2_000 {
      let number = Int(bitPattern: UInt(dice.next())) >> Int(dice.next() % 64)
      let other = Int(dice.next() % 1_296)
      let data = pack("xy", number, other)
      #expect(data == "xy:" + String(number, radix: 36) + "." + String(other, radix: 36))
      #expect(pack("x", ID<Visit>(Int64(number))) == "x:" + String(number, radix: 36))
      var read = TapArguments(data.dropFirst(3))
      #expect(read.number() == (number.magnitude < 1 << 53 ? number : nil))
      #expect(read.number() == other)
    }
    #expect(pack("x", .min) == "x:" + String(Int.min, radix: 36))
    #expect(pack("x") == "x")
    #expect(pack("o", Wish(service: ID(36), moving: ID(3)), 0) == "o:10.0.3.0")
  }
}
