/// Where a file to be sent comes from (Bot API, sending files).
package enum FileSource: Sendable, Hashable {
  /// A `file_id` known to this bot: sent again without upload.
  case id(String)
  case bytes([UInt8], name: String, mime: String)
  /// A file on this machine, streamed from disk.
  case path(String, name: String, mime: String)
  /// Fetched by Telegram: photos up to 5 MB, other files up to 20 MB.
  case url(String)
}

/// A file that goes along with a call in a multipart body.
package struct Attachment: Sendable, Hashable, Codable {
  package enum Source: Sendable, Hashable, Codable {
    case bytes([UInt8])
    case path(String)
  }

  /// The form field.
  package let name: String
  package let source: Source
  package let filename: String
  package let mime: String

  package init(name: String, source: Source, filename: String, mime: String) {
    self.name = name
    self.source = source
    self.filename = filename
    self.mime = mime
  }
}

extension FileSource {
  /// As a string member, when nothing needs uploading.
  var reference: String? {
    switch self {
    case .id(let text), .url(let text): text
    case .bytes, .path: nil
    }
  }

  func attachment(named name: String) -> Attachment? {
    switch self {
    case .id, .url: nil
    case .bytes(let bytes, let filename, let mime):
      Attachment(name: name, source: .bytes(bytes), filename: filename, mime: mime)
    case .path(let path, let filename, let mime):
      Attachment(name: name, source: .path(path), filename: filename, mime: mime)
    }
  }
}
