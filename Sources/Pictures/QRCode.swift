import CPNG
import CQRCode

/// A text as a QR code (ISO/IEC 18004), for links that are scanned from a screen or from paper.
package struct QRCode: Sendable, Equatable {
  /// Modules along a side, without the quiet zone: 21 to 177.
  package let size: Int
  /// Row by row from the top left; true is dark.
  private let modules: [Bool]

  /// Takes the smallest code with error correction M (15 % may be damaged). Nil for an empty
  /// text and for one above 2331 bytes of UTF-8, the most such a code holds.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= 2331,
      let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M)
    else { return nil }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    size = width
    // libqrencode keeps more in the upper bits of a module; the lowest is its colour.
    modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
      .map { $0 & 1 == 1 }
  }

  /// Whether the module is dark. Everything outside the code is light, as the quiet zone is.
  package func isDark(_ column: Int, _ row: Int) -> Bool {
    guard 0..<size ~= column, 0..<size ~= row else { return false }
    return modules[row * size + column]
  }

  /// The code as a PNG file in black and white, one bit a pixel: `scale` pixels a module, with
  /// a quiet zone of `margin` modules (the standard asks for four).
  package func png(scale: Int = 8, margin: Int = 4) -> [UInt8] {
    let scale = min(max(scale, 1), 64)
    let margin = min(max(margin, 0), 64)
    let side = (size + 2 * margin) * scale
    let rowBytes = (side + 7) / 8
    var pixels: [UInt8] = []
    pixels.reserveCapacity(rowBytes * side)
    for row in -margin..<size + margin {
      var line = [UInt8](repeating: 0xFF, count: rowBytes)
      for column in 0..<size where isDark(column, row) {
        let left = (column + margin) * scale
        for x in left..<left + scale { line[x / 8] &= ~(0x80 >> UInt8(x % 8)) }
      }
      for _ in 0..<scale { pixels += line }
    }
    return PNG.encode(pixels, rowBytes: rowBytes, width: side, height: side, as: .bits)
  }

  /// The code for a terminal: two modules a character, in black on white whatever the
  /// terminal's own colours are, with its quiet zone. Each line ends with a line feed.
  package func terminal() -> String {
    let quiet = 4
    var text = ""
    for row in stride(from: -quiet, to: size + quiet, by: 2) {
      // Entries 16 and 231 of the 256 colours are true black and white in every palette.
      text += "\u{1B}[38;5;16;48;5;231m"
      for column in -quiet..<size + quiet {
        switch (isDark(column, row), isDark(column, row + 1)) {
        case (true, true): text += "█"
        case (true, false): text += "▀"
        case (false, true): text += "▄"
        case (false, false): text += " "
        }
      }
      text += "\u{1B}[0m\n"
    }
    return text
  }
}
