import CPNG

/// PNG files from plain pixels.
enum PNG {
  /// What a pixel is made of.
  enum Pixels {
    /// One bit, eight pixels a byte from the highest bit down; zero is black.
    case bits
    /// Red, green and blue, a byte each.
    case colours
  }

  /// The file, or nothing when libpng refuses: a side of zero, or too few pixels.
  static func encode(
    _ pixels: [UInt8], rowBytes: Int, width: Int, height: Int, as kind: Pixels
  ) -> [UInt8] {
    guard width > 0, height > 0, pixels.count >= rowBytes * height,
      rowBytes >= (kind == .bits ? (width + 7) / 8 : width * 3)
    else { return [] }
    var file: [UInt8] = []
    let written = withUnsafeMutablePointer(to: &file) { file in
      cpng_write(
        pixels, rowBytes, UInt32(width), UInt32(height), kind == .bits ? 1 : 8,
        kind == .bits ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB,
        { file, bytes, count in
          guard let file, let bytes else { return }
          file.assumingMemoryBound(to: [UInt8].self).pointee
            .append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
        }, file)
    }
    return written ? file : []
  }
}
