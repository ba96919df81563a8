import Testing

@testable import Pictures

@Suite struct FiguresPictureTests {
  private func picture(columns: Int, bars: Int, words: String) -> FiguresPicture {
    FiguresPicture(
      title: words, subtitle: words,
      figures: (0..<4).map { .init(label: words, value: "\($0)") },
      legend: [words, words, words, words],
      columns: (0..<columns).map { .init(label: words, parts: [$0, 2, 1, $0 % 3]) },
      barsTitle: words,
      bars: (0..<bars).map { .init(label: words, share: Double($0) / 4, value: "\($0 * 25) %") })
  }

  @Test func `figures become a picture as wide as a phone's screen`() throws {
    let file = try PNGFile(picture(columns: 13, bars: 3, words: "Ціни").png())
    #expect(file.width == 1_200)
    #expect(file.height > 800)
  }

  @Test(arguments: [
    "", "\u{202E}abc", "שלום עולם", "👩‍👩‍👧‍👦", String(repeating: "x", count: 4_096), "a\nb\0c",
    "<b>&amp;</b>",
  ]) func `no words and no numbers break it`(_ words: String) throws {
    for columns in [0, 1, 37] {
      #expect(!picture(columns: columns, bars: columns % 12, words: words).png().isEmpty)
    }
    var odd = picture(columns: 1, bars: 1, words: words)
    odd.columns = [.init(label: words, parts: [1_000_000_000]), .init(label: "", parts: [])]
    odd.bars = [.init(label: words, share: .nan, value: ""), .init(label: "", share: 7, value: "")]
    odd.figures = []
    #expect(!odd.png().isEmpty)
  }
}
