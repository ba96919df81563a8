import Chance
import Testing

@testable import Conversation

@Suite struct ShortTextTests {
  @Test func `the alphabet decides how much fits into a part`() {
    #expect(ShortText.parts(of: String(repeating: "a", count: 160)) == 1)
    #expect(ShortText.parts(of: String(repeating: "a", count: 161)) == 2)
    #expect(ShortText.parts(of: String(repeating: "a", count: 306)) == 2)
    #expect(ShortText.parts(of: String(repeating: "a", count: 307)) == 3)
    #expect(ShortText.parts(of: String(repeating: "€", count: 80)) == 1)
    #expect(ShortText.parts(of: String(repeating: "€", count: 81)) == 2)
    // 153 is odd: the last sign of a part is not torn apart.
    #expect(ShortText.parts(of: String(repeating: "€", count: 153)) == 3)
    #expect(ShortText.parts(of: String(repeating: "ж", count: 70)) == 1)
    #expect(ShortText.parts(of: String(repeating: "ж", count: 71)) == 2)
    #expect(ShortText.parts(of: String(repeating: "ж", count: 134)) == 2)
    #expect(ShortText.parts(of: String(repeating: "ж", count: 135)) == 3)
    #expect(ShortText.isGSM("@£$¥èéùìòÇØøÅå Δ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà"))
    #expect(!ShortText.isGSM("ç") && !ShortText.isGSM("`") && !ShortText.isGSM("’"))
  }

  @Test func `signs that telephones lack become simpler ones`() {
    #expect(
      ShortText.plain("✅ Rendez-vous confirmé\u{202F}: l’été «\u{202F}à 9 h\u{202F}»")
        == "Rendez-vous confirmé : l'été \" à 9 h \"")
    #expect(ShortText.plain("Ça a été déplacé, à bientôt") == "Ça a été déplacé, à bientot")
    // Cyrillic stays as it is, and nothing is gained by poorer Latin letters beside it.
    #expect(ShortText.plain("Візит: café à la crème brûlée") == "Візит: café à la crème brûlée")
    #expect(ShortText.plain("👨‍👩‍👧 a\u{202E}b\n\n c") == "ab\nc")
  }

  @Test func `three parts at most, whatever is said`() {
    let seed = UInt64.random(in: 0 ... .max)
    var dice = SplitMix(seed: seed)
    let letters = Array("ab €{жїé’ç\n😀👨‍👩‍👧م日q-")
    for _ in 0..<300 {
      let length = Int(dice.next() % 700)
      let kinds = Int(dice.next() % UInt64(letters.count)) + 1
      let text = String((0..<length).map { _ in letters[Int(dice.next() % UInt64(kinds))] })
      let short = ShortText(clipping: text)
      #expect(short.parts <= 3 && short.parts == ShortText.parts(of: short.text), "seed \(seed)")
      if short.text == ShortText.plain(text) { continue }
      #expect(short.text.hasSuffix("..."), "seed \(seed)")
      // Nearly three parts are used when something had to go.
      #expect(short.parts >= 2, "seed \(seed)")
    }
  }
}
