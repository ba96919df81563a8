import Chance
import Foundation
import Testing

@testable import Telegram

@Suite("JSON writer") struct JSONWriterTests {
  @Test("writes members, elements and commas")
  func structure() {
    var writer = JSONWriter()
    writer.member("a", 1)
    writer.object("b") {
      $0.member("c", true)
      $0.array("d") { writer in
        writer.element("x")
        writer.object { _ in }
        writer.array { $0.element(-7) }
        writer.object { $0.member("e", 1.5) }
      }
    }
    writer.member("f", "z")
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #""a":1,"b":{"c":true,"d":["x",{},[-7],{"e":1.5}]},"f":"z""#)
  }

  @Test("Foundation reads back every text")
  func texts() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("writer seed \(seed)")
    var random = SplitMix(seed: seed)
    for _ in 0..<500 {
      let text = random.text(30)
      var writer = JSONWriter()
      writer.object { $0.member("t", text) }
      let read = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: String]
      // Compared as bytes: equality of strings forgives normalisation.
      #expect(read?["t"].map { Array($0.utf8) } == Array(text.utf8), "seed \(seed)")
    }
  }

  @Test("escapes every control character")
  func controls() throws {
    let text = String(String.UnicodeScalarView((0..<0x21).compactMap { Unicode.Scalar(UInt8($0)) }))
    var writer = JSONWriter()
    writer.array { $0.element(text) }
    #expect(writer.bytes.allSatisfy { $0 >= 0x20 })
    #expect(try JSONShape.read(writer.bytes) == .list([.text(text)]))
  }

  @Test("escapes at every place of short and long texts")
  func places() throws {
    for length in 1...20 {
      for place in 0..<length {
        for scalar: Unicode.Scalar in ["\"", "\\", "\n", "\u{1}", "é", "😀"] {
          var text = String(repeating: "x", count: place)
          text.unicodeScalars.append(scalar)
          text += String(repeating: "!", count: length - place - 1)
          var writer = JSONWriter()
          writer.array { $0.element(text) }
          #expect(try JSONShape.read(writer.bytes) == .list([.text(text)]))
        }
      }
    }
  }

  @Test("writes whole numbers to the ends of 64 bits", arguments: [Int64.min, -1, 0, 10, .max])
  func numbers(value: Int64) {
    var bytes: [UInt8] = Array("x".utf8)
    bytes.append(decimal: value)
    #expect(String(decoding: bytes, as: UTF8.self) == "x\(value)")
  }

  @Test("has no word for what is not finite")
  func notFinite() {
    var writer = JSONWriter()
    writer.member("n", Double.nan)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == #""n":null"#)
  }
}
