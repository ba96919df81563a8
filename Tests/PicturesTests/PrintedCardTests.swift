import Foundation
import Testing

@testable import Pictures

/// The card of a session: its code can be scanned, whatever the names on it are.
@Suite struct PrintedCardTests {
  private static let link =
    "https://t.me/corner_house_bot?start=v" + String(repeating: "Az", count: 21)
  private static let made = "2026-03-20T09:00:00Z"

  private func card(_ business: String = "Corner House", title: String = "Wedding") throws
    -> PrintedCard
  {
    try #require(
      PrintedCard(
        link: Self.link, business: business, title: title, date: "Saturday, 28 March",
        invitation: "Scan the code: your photos will be here as soon as they are ready"))
  }

  private static let names = [
    ("Corner House", "Wedding"), ("Студія «Ранок»", "Весілля Анни та Богдана"),
    ("חנות", "שלום"), ("", ""), ("<b>&\n", "📷🎉"),
    (String(repeating: "Long name ", count: 30), String(repeating: "W", count: 300)),
  ]

  @Test(arguments: names) func `every form of the card is a file`(
    _ names: (business: String, title: String)
  ) throws {
    let card = try card(names.business, title: names.title)
    let picture = try PNGFile(card.picture())
    #expect(picture.width == 960 && picture.height == 1_200)
    let sheet = try PNGFile(card.sheetPNG())
    #expect(sheet.width == 1_240 && sheet.height == 1_748)
    let pdf = card.sheetPDF(made: Self.made)
    #expect(pdf.starts(with: Array("%PDF-".utf8)))
    #expect(String(decoding: pdf.suffix(8), as: UTF8.self).contains("%%EOF"))
  }

  @Test func `the page is A6, and the same card is the same file`() throws {
    let pdf = try card().sheetPDF(made: Self.made)
    let text = String(decoding: pdf, as: UTF8.self)
    // In points: 105 × 148 mm.
    #expect(
      text.contains("/MediaBox [ 0 0 297.63779") || text.contains("/MediaBox [ 0 0 297.637795"))
    #expect(try card().sheetPDF(made: Self.made) == pdf)
    #expect(try card().sheetPNG() == card().sheetPNG())
  }

  @Test func `a link too long for a code has no card`() {
    let long = String(repeating: "a", count: 3_000)
    #expect(
      PrintedCard(link: long, business: "b", title: "t", date: nil, invitation: "i") == nil)
  }

  @Test(
    .enabled(
      if: Scanner.isThere, "needs the Debian package zbar-tools"), arguments: names)
  func `a scanner reads the link from the screen and from paper`(
    _ names: (business: String, title: String)
  ) throws {
    let card = try card(names.business, title: names.title)
    for picture in [card.picture(), card.sheetPNG()] {
      #expect(try Scanner.read(picture) == Self.link)
    }
  }
}
