/// A table as comma-separated values (RFC 4180): UTF-8 with a byte order mark, by which
/// spreadsheets know Cyrillic when they see it, and lines ended by CR LF.
struct CSV {
  private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

  mutating func append(_ cells: [String]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell)
    }
    bytes += [0x0D, 0x0A]
  }

  /// What a spreadsheet would take for a formula gets an apostrophe before it: clients choose
  /// their names and comments.
  private mutating func append(_ cell: String) {
    let isFormula = cell.utf8.first.map { Self.starts.contains($0) } ?? false
    let needsQuotes = cell.utf8.contains { Self.special.contains($0) }
    if needsQuotes { bytes.append(Self.quote) }
    if isFormula { bytes.append(UInt8(ascii: "'")) }
    for byte in cell.utf8 {
      if byte == Self.quote { bytes.append(Self.quote) }
      bytes.append(byte)
    }
    if needsQuotes { bytes.append(Self.quote) }
  }

  private static let quote = UInt8(ascii: "\"")
  private static let starts = Array("=+-@\t\r".utf8)
  private static let special = Array(",\"\r\n".utf8)
}
