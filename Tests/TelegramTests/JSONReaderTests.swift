import Chance
import Foundation
import Testing

@testable import Telegram

/// Reads anything into a comparable shape; only tests need that.
indirect enum JSONShape: Equatable {
  case text(String)
  case number(Double)
  case flag(Bool)
  case nothing
  case list([JSONShape])
  case members([String: JSONShape])

  init(_ reader: inout JSONReader) throws(JSONFault) {
    switch try reader.peek() {
    case UInt8(ascii: "{"):
      var members: [String: JSONShape] = [:]
      try reader.beginObject()
      while let key = try reader.nextKey() {
        let name = key.string
        members[name] = try JSONShape(&reader)
      }
      self = .members(members)
    case UInt8(ascii: "["):
      var list: [JSONShape] = []
      try reader.beginArray()
      while try reader.nextElement() { list.append(try JSONShape(&reader)) }
      self = .list(list)
    case UInt8(ascii: "\""): self = .text(try reader.string())
    case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .flag(try reader.bool())
    case UInt8(ascii: "n"):
      try reader.skip()
      self = .nothing
    default: self = .number(try reader.double())
    }
  }

  static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONShape {
    try JSONReader.read(bytes) { (reader) throws(JSONFault) in
      let shape = try JSONShape(&reader)
      try reader.finish()
      return shape
    }
  }

  var foundation: Any {
    switch self {
    case .text(let text): text
    case .number(let number): number
    case .flag(let flag): flag
    case .nothing: NSNull()
    case .list(let list): list.map(\.foundation)
    case .members(let members): members.mapValues(\.foundation)
    }
  }
}

@Suite("JSON reader") struct JSONReaderTests {
  @Test("reads what Foundation writes, for random values")
  func readsFoundation() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("JSON seed \(seed)")
    var random = SplitMix(seed: seed)
    for _ in 0..<400 {
      let shape = random.shape(depth: 4)
      for options in [[], JSONSerialization.WritingOptions.prettyPrinted] {
        let data = try JSONSerialization.data(
          withJSONObject: ["v": shape.foundation], options: options)
        #expect(try JSONShape.read([UInt8](data)) == .members(["v": shape]), "seed \(seed)")
      }
    }
  }

  @Test("never traps on cut or damaged text, and skips what it can read")
  func survivesGarbage() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("garbage seed \(seed)")
    var random = SplitMix(seed: seed)
    let whole = Array(Payload.callback.utf8)
    for end in 0..<whole.count {
      #expect(throws: JSONFault.self) { try JSONShape.read(Array(whole[..<end])) }
    }
    for _ in 0..<3000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      _ = try? JSONShape.read(bytes)
      _ = try? Update(raw: bytes)
    }
    for _ in 0..<2000 {
      let alphabet = Array(#"{}[]":,\u0dn1-e.tfl "#.utf8)
      let bytes = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        alphabet[Int.random(in: alphabet.indices, using: &random)]
      }
      let accepted = (try? JSONShape.read(bytes)) != nil
      let foundation =
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
      if accepted {
        #expect(foundation, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }

  @Test(
    "resolves escapes",
    arguments: [
      (#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{c}\n\r\tz"),
      (#""\u0416\u20ac""#, "Ж€"),
      (#""\ud83d\ude00!""#, "😀!"),
      (#""\ud83d""#, "\u{FFFD}"),
      (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
      (#""\ud83dx\u0041""#, "\u{FFFD}xA"),
      (#""\u0000""#, "\0"),
    ])
  func escapes(json: String, text: String) throws {
    #expect(try JSONShape.read(Array(json.utf8)) == .text(text))
  }

  @Test(
    "refuses what RFC 8259 refuses",
    arguments: [
      "", " ", "01", "-", "1.", ".5", "1e", "+1", "nul", "tru", "[1,]", "[,1]", "[1 2]", "{\"a\"}",
      "{\"a\":1,}", "{a:1}", "\"\\x\"", "\"\\u12g4\"", "\"\\u12\"", "\"a", "\"\n\"", "[1]]",
      "{\"a\":1 \"b\":2}", "[}", "{]", "\"\\", "NaN",
    ])
  func refuses(json: String) {
    #expect(throws: JSONFault.self) { try JSONShape.read(Array(json.utf8)) }
  }

  @Test("bounds the depth")
  func depth() throws {
    let deep = Array(String(repeating: "[", count: 100_000).utf8)
    #expect(throws: JSONFault(.tooDeep, at: 128)) { try JSONShape.read(deep) }
    let fine = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
    #expect(throws: Never.self) { try JSONShape.read(Array(fine.utf8)) }
  }

  @Test(
    "keeps whole numbers whole, to the last of 64 bits",
    arguments: [
      ("[123456789012345678]", 123_456_789_012_345_678),
      ("[1234567890123456789]", 1_234_567_890_123_456_789),
      ("[-999999999999999999,1]", -999_999_999_999_999_999), ("[0]", 0), ("[-0]", 0), ("[7 ]", 7),
      ("[9223372036854775807]", .max), ("[-9223372036854775808]", .min), ("[1e2]", 100),
      ("[5.0]", 5),
      ("9223372036854775807", Int64.max), ("-9223372036854775808", .min), ("0", 0), ("-0", 0),
      ("4503599627370495", 4_503_599_627_370_495), ("1e3", 1000), ("12.0", 12),
    ])
  func wholeNumbers(json: String, value: Int64) throws {
    let read = try JSONReader.read(Array(json.utf8)) { (reader) throws(JSONFault) in
      if try reader.peek() == UInt8(ascii: "[") {
        try reader.beginArray()
        _ = try reader.nextElement()
      }
      return try reader.int64()
    }
    #expect(read == value)
  }

  @Test(
    "refuses whole numbers that do not fit",
    arguments: [
      "9223372036854775808", "-9223372036854775809", "1.5", "1e40", "99999999999999999999", "[01]",
      "[-]", "[-01]", "[1.]", "[9223372036854775808]", "[1.5]", "[\"1\"]", "[]",
    ])
  func overflow(json: String) {
    #expect(throws: JSONFault.self) {
      try JSONReader.read(Array(json.utf8)) { (reader) throws(JSONFault) in
        if try reader.peek() == UInt8(ascii: "[") {
          try reader.beginArray()
          _ = try reader.nextElement()
        }
        return try reader.int64()
      }
    }
  }

  @Test("finds the end of a string whatever byte stands where")
  func plainRuns() {
    for length in 0...20 {
      for place in 0...length {
        for byte in UInt8.min...UInt8.max {
          // Neighbours that a careless look at eight bytes at once would mistake.
          for filler: UInt8 in [0x20, 0x21, 0x23, 0x5B, 0x5D, 0x80, 0xFF] {
            var bytes = [UInt8](repeating: filler, count: length)
            if place < length { bytes[place] = byte }
            let expected = bytes.firstIndex { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C } ?? length
            let found = bytes.withUnsafeBufferPointer {
              $0.baseAddress.map { PlainRun.end(in: $0, from: 0, to: length) } ?? 0
            }
            if found != expected { Issue.record("\(bytes): \(found)") }
          }
        }
      }
    }
  }

  @Test("compares names with escapes by what they stand for")
  func escapedNames() throws {
    // As long as the name that it is not.
    let json = #"{"id":5,"fir\u0073t":"x","first_name":"A","\u0069s_bot":true}"#
    let user = try JSONReader.decode(User.self, from: Array(json.utf8))
    #expect(user == User(id: 5, isBot: true, firstName: "A"))
  }

  @Test("steps over values with the checks of reading them")
  func skipping() {
    func skips(_ json: String) -> Bool {
      do throws(JSONFault) {
        try JSONReader.read(Array(json.utf8)) { (reader) throws(JSONFault) -> Void in
          try reader.skip()
          try reader.finish()
        }
        return true
      } catch {
        return false
      }
    }
    for json in [
      #"{"a":null,"b":[null,1,-2.5e3,"x\"\\\u00e9"],"c":{},"\u0061":true}"#, "[]", "0", #""""#,
      "{ \"a\" : [ 1 , 2 ] }",
    ] {
      #expect(skips(json), "\(json)")
    }
    for json in [
      "{\"a\":}", "{\"a\" 1}", "{\"a\":1,}", "{\"\\x\":1}", "{\"a\":nul}", "{1:2}", "[1,]", "[1 2]",
      "{\"a\":01}", "\"\t\"", "\"", "{", "[", "{\"a\":[}", "{\"a", "truefalse",
    ] {
      #expect(!skips(json), "\(json)")
    }
  }

  @Test("takes a null member as absent, and knows an escaped name")
  func nullsAndNames() throws {
    let json = #"{"id":5,"first_name":"A","last_name":null,"\u0075sername":"u","x":[null]}"#
    let user = try JSONReader.decode(User.self, from: Array(json.utf8))
    #expect(user == User(id: 5, firstName: "A", username: "u"))
  }

  @Test("says where the fault is")
  func offsets() {
    #expect(throws: JSONFault(.unexpectedByte, at: 4)) { try JSONShape.read(Array("[1, ]".utf8)) }
    #expect(throws: JSONFault(.missing("id"), at: 18)) {
      try JSONReader.decode(User.self, from: Array(#"{"first_name":"x"}"#.utf8))
    }
  }
}
