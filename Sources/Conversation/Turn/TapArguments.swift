import Booking
import FrontDesk
import Store

/// Reads the arguments of callback data one by one; a full stop stands between them.
struct TapArguments {
  private let text: [UInt8]
  /// Where the next word begins.
  private var index = 0

  init(_ text: some StringProtocol) { self.text = Array(text.utf8) }

  /// Whether all words were read. There is always one, if an empty one.
  var isAtEnd: Bool { index > text.count }

  mutating func word() -> String { String(decoding: nextWord(), as: UTF8.self) }

  /// All that is left, with its full stops.
  mutating func rest() -> String {
    guard !isAtEnd else { return "" }
    defer { index = text.count + 1 }
    return String(decoding: text[index...], as: UTF8.self)
  }

  /// A number in base 36, of at most 53 bits.
  mutating func number() -> Int? {
    var digits = nextWord()
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits.removeFirst() }
    if digits.isEmpty { return nil }
    var number = 0
    for byte in digits {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = number * 36 + Int(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "z"):
        number = number * 36 + Int(byte - UInt8(ascii: "a")) + 10
      default: return nil
      }
      if number >= 1 << 53 { return nil }
    }
    return isNegative ? -number : number
  }

  mutating func id<Subject>() -> ID<Subject>? { number().map { ID(Int64($0)) } }

  mutating func date() -> LocalDate? {
    guard let number = number(), number.magnitude < 100_000 else { return nil }
    return LocalDate(dayNumber: number)
  }

  mutating func wish() -> Wish? {
    guard let service = number(), let specialist = number(), let moving = number() else {
      return nil
    }
    return Wish(
      service: ID(Int64(service)), specialist: specialist == 0 ? nil : ID(Int64(specialist)),
      moving: moving == 0 ? nil : ID(Int64(moving)))
  }

  private mutating func nextWord() -> ArraySlice<UInt8> {
    guard !isAtEnd else { return [] }
    let end = text[index...].firstIndex(of: UInt8(ascii: ".")) ?? text.count
    defer { index = end + 1 }
    return text[index..<end]
  }
}

func pack(_ verb: String, _ numbers: Int...) -> String { packed(verb, numbers) }

func pack<Subject>(_ verb: String, _ id: ID<Subject>) -> String {
  packed(verb, CollectionOfOne(Int(id.raw)))
}

func pack(_ verb: String, _ wish: Wish, _ numbers: Int...) -> String {
  packed(
    verb,
    [Int(wish.service.raw), Int(wish.specialist?.raw ?? 0), Int(wish.moving?.raw ?? 0)] + numbers)
}

/// Callback data: a verb, a colon, and numbers in base 36 with a full stop between them.
private func packed(_ verb: String, _ numbers: some Collection<Int>) -> String {
  // Every number has a mark before it, a sign at most, and no more than thirteen digits.
  String(unsafeUninitializedCapacity: verb.utf8.count + 15 * numbers.count) { text in
    var count = 0
    func add(_ byte: UInt8) {
      text[count] = byte
      count += 1
    }
    for byte in verb.utf8 { add(byte) }
    var mark = UInt8(ascii: ":")
    for number in numbers {
      add(mark)
      mark = UInt8(ascii: ".")
      if number < 0 { add(UInt8(ascii: "-")) }
      var rest = number.magnitude
      let end = count + digits(in: rest)
      for place in (count..<end).reversed() {
        let digit = UInt8(truncatingIfNeeded: rest % 36)
        text[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        rest /= 36
      }
      count = end
    }
    return count
  }
}

/// How many digits a number has in base 36.
private func digits(in number: UInt) -> Int {
  var count = 1
  var rest = number / 36
  while rest > 0 {
    count += 1
    rest /= 36
  }
  return count
}
