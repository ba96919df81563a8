import Digest
import Media
import NIOCore
import Store

/// A ZIP of files that are stored as they are (APPNOTE 6.3.10), laid out before the first byte is
/// sent: so its length is known and any part of it can be sent alone.
///
/// Names are UTF-8 (general purpose bit 11). ZIP64 is used only where it must be.
struct ZipArchive: Streamable {
  enum Content: Sendable {
    case kept(KeptSize)
    /// Words of ours.
    case words([UInt8])
  }

  struct Entry: Sendable {
    let name: [UInt8]
    let content: Content
    let size: Int64
    let crc: UInt32
    /// Where its header begins; set by the archive.
    fileprivate(set) var offset: Int64 = 0

    init(name: String, _ kept: KeptSize) {
      self.name = Array(name.utf8)
      content = .kept(kept)
      size = kept.size
      crc = kept.crc
    }

    init(name: String, words: [UInt8]) {
      self.name = Array(name.utf8)
      content = .words(words)
      size = Int64(words.count)
      crc = CRC32.of(words)
    }

    fileprivate var isLarge: Bool { size >= ZipArchive.limit }
    /// Bytes of the header before the content.
    fileprivate var headLength: Int64 { Int64(30 + name.count + (isLarge ? 20 : 0)) }
    /// Values of the directory that don't fit into its 32-bit fields.
    fileprivate var largeValues: [Int64] {
      (isLarge ? [size, size] : []) + (offset >= ZipArchive.limit ? [offset] : [])
    }
    fileprivate var directoryLength: Int64 {
      Int64(46 + name.count + (largeValues.isEmpty ? 0 : 4 + 8 * largeValues.count))
    }
  }

  /// From here on 32 bits are not enough.
  static let limit: Int64 = 0xFFFF_FFFF

  let entries: [Entry]
  let size: Int64
  /// The same for the same content in the same order.
  let tag: String
  private let folder: MediaFolder
  private let directory: Range<Int64>
  /// Date and time of all entries, as MS-DOS has them.
  private let stamp: UInt32

  init(_ list: [Entry], folder: MediaFolder, stamp: UInt32) {
    var entries = list
    var place: Int64 = 0
    var length: Int64 = 0
    var facts: [UInt8] = []
    for index in entries.indices {
      entries[index].offset = place
      let entry = entries[index]
      place += entry.headLength + entry.size
      length += entry.directoryLength
      facts += entry.name + [0]
      switch entry.content {
      case .kept(let kept): facts += kept.digest
      case .words(let words): facts += SHA256.hash(words)
      }
    }
    withUnsafeBytes(of: stamp.littleEndian) { facts += $0 }
    tag = "\"z\(SHA256.hash(facts).prefix(15).hexadecimal)\""
    self.entries = entries
    self.folder = folder
    self.stamp = stamp
    directory = place..<place + length
    size = directory.upperBound + Self.endLength(count: entries.count, directory)
  }

  private static func isLarge(count: Int, _ directory: Range<Int64>) -> Bool {
    count >= 0xFFFF || directory.lowerBound >= limit || Int64(directory.count) >= limit
  }

  private static func endLength(count: Int, _ directory: Range<Int64>) -> Int64 {
    isLarge(count: count, directory) ? 56 + 20 + 22 : 22
  }

  // MARK: Sending

  func send(
    _ range: Range<Int64>, to write: (ByteBuffer) async throws -> Void
  ) async throws {
    for entry in entries.dropFirst(first(in: range)) {
      if entry.offset >= range.upperBound { break }
      try await part(header(of: entry), at: entry.offset, of: range, to: write)
      let start = entry.offset + entry.headLength
      let wanted = range.clamped(to: start..<start + entry.size)
      if wanted.isEmpty { continue }
      switch entry.content {
      case .words(let words): try await part(words, at: start, of: range, to: write)
      case .kept(let kept):
        guard let file = MediaFile(kept, in: folder) else { throw MissingContent() }
        try await file.send(
          wanted.lowerBound - start..<wanted.upperBound - start, to: write)
      }
    }
    guard range.upperBound > directory.lowerBound else { return }
    var place = directory.lowerBound
    var lines: [UInt8] = []
    var begun = place
    for entry in entries {
      place += entry.directoryLength
      if place <= range.lowerBound {
        begun = place
        continue
      }
      lines += line(of: entry)
      if lines.count >= FileReader.piece {
        try await part(lines, at: begun, of: range, to: write)
        lines = []
        begun = place
      }
      if place >= range.upperBound { break }
    }
    try await part(lines, at: begun, of: range, to: write)
    try await part(end, at: directory.upperBound, of: range, to: write)
  }

  /// The file went away while it was being sent.
  struct MissingContent: Error {}

  /// The last entry that begins at or before the range.
  private func first(in range: Range<Int64>) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].offset <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  private func part(
    _ bytes: [UInt8], at offset: Int64, of range: Range<Int64>,
    to write: (ByteBuffer) async throws -> Void
  ) async throws {
    let wanted = range.clamped(to: offset..<offset + Int64(bytes.count))
    guard !wanted.isEmpty else { return }
    let slice = bytes[Int(wanted.lowerBound - offset)..<Int(wanted.upperBound - offset)]
    try await write(ByteBuffer(bytes: slice))
  }

  // MARK: The format

  /// What header and directory say alike: the version it takes to read it, names in UTF-8, stored.
  private func put(
    _ entry: Entry, needs version: UInt16, extra: Int, into out: inout LittleEndian
  ) {
    out.put(version)
    out.put(UInt16(1 << 11))
    out.put(UInt16(0))
    out.put(stamp)
    out.put(entry.crc)
    let short = UInt32(entry.isLarge ? Self.limit : entry.size)
    out.put(short)
    out.put(short)
    out.put(UInt16(entry.name.count))
    out.put(UInt16(extra))
  }

  private func header(of entry: Entry) -> [UInt8] {
    var out = LittleEndian()
    out.put(UInt32(0x0403_4B50))
    put(entry, needs: entry.isLarge ? 45 : 20, extra: entry.isLarge ? 20 : 0, into: &out)
    out.bytes += entry.name
    if entry.isLarge { out.putLarge([entry.size, entry.size]) }
    return out.bytes
  }

  private func line(of entry: Entry) -> [UInt8] {
    let large = entry.largeValues
    var out = LittleEndian()
    out.put(UInt32(0x0201_4B50))
    // Made on UNIX, so that the permissions below are read.
    out.put(UInt16(3 << 8 | 45))
    put(
      entry, needs: large.isEmpty ? 20 : 45, extra: large.isEmpty ? 0 : 4 + 8 * large.count,
      into: &out)
    out.put(UInt16(0))
    out.put(UInt16(0))
    out.put(UInt16(0))
    out.put(UInt32(0o100644) << 16)
    out.put(UInt32(min(entry.offset, Self.limit)))
    out.bytes += entry.name
    if !large.isEmpty { out.putLarge(large) }
    return out.bytes
  }

  private var end: [UInt8] {
    var out = LittleEndian()
    let count = entries.count
    if Self.isLarge(count: count, directory) {
      out.put(UInt32(0x0606_4B50))
      out.put(UInt64(44))
      out.put(UInt16(3 << 8 | 45))
      out.put(UInt16(45))
      out.put(UInt32(0))
      out.put(UInt32(0))
      out.put(UInt64(count))
      out.put(UInt64(count))
      out.put(UInt64(directory.count))
      out.put(UInt64(directory.lowerBound))
      out.put(UInt32(0x0706_4B50))
      out.put(UInt32(0))
      out.put(UInt64(directory.upperBound))
      out.put(UInt32(1))
    }
    out.put(UInt32(0x0605_4B50))
    out.put(UInt16(0))
    out.put(UInt16(0))
    out.put(UInt16(min(count, 0xFFFF)))
    out.put(UInt16(min(count, 0xFFFF)))
    out.put(UInt32(min(Int64(directory.count), Self.limit)))
    out.put(UInt32(min(directory.lowerBound, Self.limit)))
    out.put(UInt16(0))
    return out.bytes
  }
}

/// Bytes put together with the low one first.
private struct LittleEndian {
  var bytes: [UInt8] = []

  mutating func put(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }

  /// The extra field of ZIP64.
  mutating func putLarge(_ values: [Int64]) {
    put(UInt16(1))
    put(UInt16(8 * values.count))
    for value in values { put(UInt64(value)) }
  }
}
