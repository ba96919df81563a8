import CPNG
import Foundation
import Testing

@testable import Pictures

@Suite struct QRCodeTests {
  static let link = "https://t.me/example_bot?start=owner_Zk9vQ-7_x1yQ"

  @Test func everyModuleIsInThePNG() throws {
    let code = try #require(QRCode(Self.link))
    let picture = try PNGFile(code.png(scale: 3, margin: 2))
    #expect(picture.width == (code.size + 4) * 3)
    #expect(picture.height == picture.width)
    #expect(picture.bitDepth == 1 && picture.colourType == PNG_COLOR_TYPE_GRAY)
    for row in 0..<picture.height {
      for column in 0..<picture.width {
        let dark = code.isDark(column / 3 - 2, row / 3 - 2)
        #expect(picture.gray[row * picture.width + column] == (dark ? 0 : 255))
      }
    }
  }

  @Test(arguments: [0, 1, 6]) func theTerminalShowsTheSameModules(length: Int) throws {
    let code = try #require(QRCode("x" + String(repeating: "Привіт ", count: length)))
    let lines = code.terminal().split(separator: "\n")
    #expect(lines.count == (code.size + 9) / 2)
    for (index, line) in lines.enumerated() {
      #expect(line.hasPrefix("\u{1B}[38;5;16;48;5;231m") && line.hasSuffix("\u{1B}[0m"))
      let modules = line.drop { $0 != "m" }.dropFirst().prefix { $0 != "\u{1B}" }
      #expect(modules.count == code.size + 8)
      for (column, character) in modules.enumerated() {
        let row = 2 * index - 4
        #expect("█▀".contains(character) == code.isDark(column - 4, row))
        #expect("█▄".contains(character) == code.isDark(column - 4, row + 1))
      }
    }
  }

  @Test func theFinderPatternsAreInThreeCorners() throws {
    let code = try #require(QRCode(Self.link))
    let last = code.size - 7
    for (left, top) in [(0, 0), (last, 0), (0, last)] {
      let middle = (0..<7).map { code.isDark(left + $0, top + 3) }
      #expect(middle == [true, false, true, true, true, false, true])
    }
  }

  @Test func whatDoesNotFitIsRefused() {
    #expect(QRCode("") == nil)
    #expect(QRCode(String(repeating: "a", count: 2331))?.size == 177)
    #expect(QRCode(String(repeating: "a", count: 2332)) == nil)
  }

  @Test func sizesOffTheScaleAreBroughtBack() throws {
    let code = try #require(QRCode("a"))
    #expect(try PNGFile(code.png(scale: 0, margin: -3)).width == code.size)
    #expect(try PNGFile(code.png(scale: .max, margin: .max)).width == (code.size + 128) * 64)
  }

  @Test(
    .enabled(
      if: Scanner.isThere, "needs the Debian package zbar-tools"),
    arguments: [link, "Запис № 7, café", "0123456789", String(repeating: "long ", count: 60)])
  func aScannerReadsTheText(text: String) throws {
    #expect(try Scanner.read(#require(QRCode(text)).png()) == text)
  }
}
