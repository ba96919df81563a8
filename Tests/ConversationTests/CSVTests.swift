import Testing

@testable import Conversation

/// A table that spreadsheets read as it was meant, and that runs nothing.
@Suite struct CSVTests {
  /// Reads a table as RFC 4180 has it; nil where it is none.
  static func read(_ bytes: [UInt8]) -> [[String]]? {
    guard bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return nil }
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var rest = bytes.dropFirst(3)
    while let byte = rest.popFirst() {
      switch (byte, isQuoted) {
      case (UInt8(ascii: "\""), true):
        if rest.first == UInt8(ascii: "\"") {
          cell.append(byte)
          rest.removeFirst()
        } else {
          isQuoted = false
          guard [UInt8(ascii: ","), 0x0D].contains(rest.first) else { return nil }
        }
      case (UInt8(ascii: "\""), false):
        guard cell.isEmpty else { return nil }
        isQuoted = true
      case (UInt8(ascii: ","), false):
        row.append(String(decoding: cell, as: UTF8.self))
        cell = []
      case (0x0D, false):
        guard rest.popFirst() == 0x0A else { return nil }
        rows.append(row + [String(decoding: cell, as: UTF8.self)])
        row = []
        cell = []
      case (0x0A, false): return nil
      default: cell.append(byte)
      }
    }
    return row.isEmpty && cell.isEmpty && !isQuoted ? rows : nil
  }

  @Test func `cells come back as they were written, whatever is in them`() {
    let rows = [
      ["plain", "", "a,b", "say \"hi\"", "two\r\nlines", "\"", "Іван 👩🏽‍🎨", "שלום", " blanks "],
      ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    ]
    var csv = CSV()
    for row in rows { csv.append(row) }
    #expect(Self.read(csv.bytes) == rows)
  }

  @Test(arguments: [
    "=1+1", "+353 1 555", "-2", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0", "=\"a\",b",
  ]) func `what would be a formula is text`(_ cell: String) {
    var csv = CSV()
    csv.append([cell, "a=b", "1-2"])
    #expect(Self.read(csv.bytes) == [["'" + cell, "a=b", "1-2"]])
  }
}
