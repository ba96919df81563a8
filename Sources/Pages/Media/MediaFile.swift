import Digest
import Foundation
import Hummingbird
import Media
import NIOCore
import Store

/// A size of one file, as it is sent to a browser.
struct MediaFile: Streamable {
  let size: Int64
  private let reader: FileReader

  init?(_ kept: KeptSize, in folder: MediaFolder) {
    guard let reader = FileReader(path: folder.path(of: kept.digest), size: kept.size) else {
      return nil
    }
    self.reader = reader
    size = kept.size
  }

  func send(
    _ range: Range<Int64>, to write: (ByteBuffer) async throws -> Void
  ) async throws {
    var place = range.lowerBound
    while place < range.upperBound {
      let count = Int(min(Int64(FileReader.piece), range.upperBound - place))
      let piece = try await reader.read(at: place, count: count)
      place += Int64(piece.readableBytes)
      try await write(piece)
    }
  }

  /// Types that browsers show by themselves and that can run nothing.
  private static let shown: Set<String> = [
    "image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "video/mp4", "video/webm",
    "video/quicktime", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/flac", "audio/wav",
    "audio/x-wav", "audio/aac", "audio/x-m4a",
  ]

  /// The type to send a size of a file as; nil: of no type that is shown, so it is downloaded.
  static func type(of file: GalleryFile, _ role: FileSize.Role) -> String? {
    // Telegram's own pictures, and photos, are JPEG.
    if role != .full || file.kind == .photo { return "image/jpeg" }
    let mime = file.mime?.lowercased() ?? (file.kind == .video ? "video/mp4" : "")
    return shown.contains(mime) ? mime : nil
  }

  static func headers(
    for file: GalleryFile, _ role: FileSize.Role, name: String, isWanted: Bool
  ) -> HTTPFields {
    var fields = HTTPFields()
    let type = type(of: file, role)
    fields[.contentType] = type ?? "application/octet-stream"
    fields[.contentDisposition] = disposition(
      type == nil || isWanted ? "attachment" : "inline", name: name)
    fields[.cacheControl] = "private, max-age=2592000, immutable"
    fields[.contentSecurityPolicy] = PageHead.uploadPolicy
    return fields
  }

  /// Content-Disposition with a name in any script (RFC 6266, RFC 8187).
  static func disposition(_ kind: String, name: String) -> String {
    let plain = String(
      name.unicodeScalars.map { scalar in
        scalar.isASCII && scalar.value >= 32 && scalar != "\"" && scalar != "\\" && scalar != "%"
          ? Character(scalar) : "_"
      })
    let whole = name.utf8.map { byte -> String in
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || byte == 45 || byte == 46 || byte == 95
      return isPlain
        ? String(UnicodeScalar(byte))
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    return "\(kind); filename=\"\(plain)\"; filename*=UTF-8''\(whole.joined())"
  }

  /// The SHA-256 names the content for ever.
  static func tag(of kept: KeptSize) -> String {
    "\"\(kept.digest.prefix(16).hexadecimal)\""
  }
}
