import CZlib

/// CRC-32 as ZIP has it (ISO 3309), of bytes that come in pieces, by zlib.
package struct CRC32: Sendable {
  private var crc = crc32_z(0, nil, 0)

  package init() {}

  package var value: UInt32 { UInt32(truncatingIfNeeded: crc) }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    // zlib begins anew where there are no bytes.
    guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
    crc = crc32_z(crc, start, bytes.count)
  }

  package static func of(_ bytes: [UInt8]) -> UInt32 {
    var crc = CRC32()
    bytes.withUnsafeBytes { crc.update($0) }
    return crc.value
  }
}
