import Testing

@testable import ICalendar

@Suite struct PlainTextTests {
  @Test(arguments: [
    ("", ""), (" \t\n", ""), (" a b\t", "a b"), ("a\r\nb", "a\nb"), ("a\rb", "a\nb"),
    ("a\r\r\nb\n\nc", "a\n\nb\n\nc"), ("a\r\u{1}\nb", "a\n\nb"), ("a\u{85}b\u{2028}c", "a\nb\nc"),
    ("a\u{2029}b", "a\nb"), ("\u{2027}\u{202A}…“”", "\u{2027}\u{202A}…“”"),
    ("\u{0}a\u{7F}\u{80}b\u{9F}\u{A0}", "ab\u{A0}"), ("Київ · 語 🐾 é", "Київ · 語 🐾 é"),
    ("\u{85}a\u{2028}", "a"), ("â\u{82}€", "â€"),
  ])
  func controlCharactersGoAndLinesEndInLineFeeds(_ text: String, _ lines: String) {
    #expect(PlainText.lines(text) == lines)
  }

  @Test(arguments: [3, UInt64.random(in: 0...UInt64.max)])
  func anyTextIsCleanedScalarByScalar(_ seed: UInt64) {
    print("PlainTextTests.anyTextIsCleanedScalarByScalar: seed \(seed)")
    var state = seed
    let scalars: [Unicode.Scalar] = [
      "\r", "\n", "\t", " ", "\u{0}", "\u{1F}", "\u{7E}", "\u{7F}", "\u{80}", "\u{85}", "\u{9F}",
      "\u{A0}", "\u{BF}", "\u{C2}", "\u{E2}", "\u{7FF}", "\u{800}", "\u{2027}", "\u{2028}",
      "\u{2029}", "\u{202A}", "\u{2068}", "\u{D7FF}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}", "a",
      "Ж", "語", "🐾",
    ]
    for _ in 0..<2_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int(state >> 60) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.append(scalars[Int(state >> 33) % scalars.count])
      }
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let lines = PlainText.lines(String(text))
      #expect(
        Array(lines.unicodeScalars) == Self.cleaned(text),
        "seed \(seed): \(text.map { String($0.value, radix: 16) })")
    }
  }

  /// The same, said the plain way.
  private static func cleaned(_ text: String.UnicodeScalarView) -> [Unicode.Scalar] {
    var clean: [Unicode.Scalar] = []
    var before: Unicode.Scalar?
    for scalar in text {
      switch scalar {
      case "\r", "\u{85}", "\u{2028}", "\u{2029}": clean.append("\n")
      case "\n": if before != "\r" { clean.append("\n") }
      case "\t": clean.append(scalar)
      default:
        if scalar.value >= 0x20, !(0x7F...0x9F ~= scalar.value) { clean.append(scalar) }
      }
      before = scalar
    }
    let blanks: [Unicode.Scalar] = [" ", "\t", "\n"]
    while let last = clean.last, blanks.contains(last) { clean.removeLast() }
    return Array(clean.drop { blanks.contains($0) })
  }

  @Test(arguments: [
    ("", ""), ("ab-1@bot.telegram", "ab-1@bot.telegram"), (" a\r\nb\t", "ab"), ("a\u{A0}ж", "aж"),
    ("~\u{7F}!", "~!"),
  ])
  func aWordHasNoBlanks(_ text: String, _ word: String) {
    #expect(PlainText.word(text) == word)
  }
}
