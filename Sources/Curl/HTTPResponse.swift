/// What a server answered.
package struct HTTPResponse: Sendable {
  package let status: Int
  /// Empty when the body went to a file.
  package let body: [UInt8]
  private let headerLines: [UInt8]

  package init(status: Int, body: [UInt8], headerLines: [UInt8] = []) {
    self.status = status
    self.body = body
    self.headerLines = headerLines
  }

  /// The first header of this name, whatever its case; looked up in the raw lines each time, since
  /// most answers are never asked.
  package func header(_ name: String) -> String? {
    let wanted = Array(name.utf8)
    for line in headerLines.split(separator: UInt8(ascii: "\n")) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
        colon - line.startIndex == wanted.count,
        zip(line, wanted).allSatisfy({ Self.lower($0) == Self.lower($1) })
      else { continue }
      let value = line[(colon + 1)...].drop(while: Self.isBlank)
      let end = value.lastIndex { !Self.isBlank($0) }
      return String(decoding: end.map { value[...$0] } ?? [], as: UTF8.self)
    }
    return nil
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (65...90).contains(byte) ? byte | 0x20 : byte
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }
}
