/// Why a JSON text could not be read, and where.
package struct JSONFault: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Reason: Sendable, Hashable {
    case endOfText
    case unexpectedByte
    case wrongType
    case badNumber
    case badEscape
    case tooDeep
    case trailingBytes
    case missing(String)
  }

  package let reason: Reason
  /// Byte offset in the text that was read.
  package let offset: Int

  package init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  package var description: String { "JSON: \(reason) at byte \(offset)" }
}
