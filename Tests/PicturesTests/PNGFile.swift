import CPNG
import Testing

/// A PNG file taken apart: its chunks and check sums by hand, its pixels by libpng.
struct PNGFile {
  let width: Int
  let height: Int
  let bitDepth: UInt8
  let colourType: Int32
  /// A byte a pixel.
  let gray: [UInt8]

  init(_ file: [UInt8]) throws {
    try #require(file.count > 33)
    #expect(Array(file.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    var names: [String] = []
    var at = 8
    while at < file.count {
      try #require(at + 12 <= file.count)
      let length = Self.number(file, at)
      try #require(at + 12 + length <= file.count)
      names.append(String(decoding: file[at + 4..<at + 8], as: UTF8.self))
      #expect(Self.crc(file[at + 4..<at + 8 + length]) == Self.number(file, at + 8 + length))
      at += 12 + length
    }
    #expect(names.first == "IHDR" && names.contains("IDAT") && names.last == "IEND")
    bitDepth = file[24]
    colourType = Int32(file[25])

    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    try #require(png_image_begin_read_from_memory(&image, file, file.count) != 0)
    defer { png_image_free(&image) }
    image.format = 0  // PNG_FORMAT_GRAY
    width = Int(image.width)
    height = Int(image.height)
    #expect(width == Self.number(file, 16) && height == Self.number(file, 20))
    var pixels = [UInt8](repeating: 0, count: width * height)
    try #require(png_image_finish_read(&image, nil, &pixels, Int32(width), nil) != 0)
    gray = pixels
  }

  private static func number(_ file: [UInt8], _ at: Int) -> Int {
    file[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  /// CRC-32 as in the PNG specification, annex D.
  private static func crc(_ bytes: ArraySlice<UInt8>) -> Int {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return Int(~sum)
  }
}
