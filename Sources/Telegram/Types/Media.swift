/// One size of a photo (Bot API `PhotoSize`). A message lists them from small to large.
package struct PhotoSize: Sendable, Hashable {
  package let fileID: String
  /// The same for the same file, whoever sends it; cannot be used to fetch it.
  package let uniqueID: String
  package let width: Int
  package let height: Int
  /// Bytes.
  package let size: Int64?

  package init(fileID: String, uniqueID: String, width: Int, height: Int, size: Int64? = nil) {
    self.fileID = fileID
    self.uniqueID = uniqueID
    self.width = width
    self.height = height
    self.size = size
  }
}

/// A file sent in a chat: Bot API `Document`, `Video`, `Audio`, `Voice`, `Animation`, `VideoNote`
/// and `Sticker`, whose common fields these are.
package struct MediaFile: Sendable, Hashable {
  package let fileID: String
  package let uniqueID: String
  package let name: String?
  package let mime: String?
  /// Bytes.
  package let size: Int64?
  /// Seconds.
  package let duration: Int?
  /// Pixels; a video note is a square of `length`.
  package let width: Int?
  package let height: Int?
  /// A picture of it that Telegram made, within 320 × 320.
  package let thumbnail: PhotoSize?

  package init(
    fileID: String, uniqueID: String, name: String? = nil, mime: String? = nil,
    size: Int64? = nil, duration: Int? = nil, width: Int? = nil, height: Int? = nil,
    thumbnail: PhotoSize? = nil
  ) {
    self.fileID = fileID
    self.uniqueID = uniqueID
    self.name = name
    self.mime = mime
    self.size = size
    self.duration = duration
    self.width = width
    self.height = height
    self.thumbnail = thumbnail
  }
}

extension PhotoSize: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var fileID: String?
    var uniqueID = ""
    var width = 0
    var height = 0
    var size: Int64?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "file_id": fileID = try reader.string()
      case "file_unique_id": uniqueID = try reader.string()
      case "width": width = try reader.int()
      case "height": height = try reader.int()
      case "file_size": size = try reader.int64()
      default: try reader.skip()
      }
    }
    self.init(
      fileID: try reader.required(fileID, "file_id"), uniqueID: uniqueID, width: width,
      height: height, size: size)
  }
}

extension MediaFile: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var fileID: String?
    var uniqueID = ""
    var name: String?
    var mime: String?
    var size: Int64?
    var duration: Int?
    var width: Int?
    var height: Int?
    var thumbnail: PhotoSize?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "file_id": fileID = try reader.string()
      case "file_unique_id": uniqueID = try reader.string()
      case "file_name": name = try reader.string()
      case "mime_type": mime = try reader.string()
      case "file_size": size = try reader.int64()
      case "duration": duration = try reader.int()
      case "width": width = try reader.int()
      case "height": height = try reader.int()
      case "length":
        width = try reader.int()
        height = width
      case "thumbnail": thumbnail = try PhotoSize(from: &reader)
      default: try reader.skip()
      }
    }
    self.init(
      fileID: try reader.required(fileID, "file_id"), uniqueID: uniqueID, name: name, mime: mime,
      size: size, duration: duration, width: width, height: height, thumbnail: thumbnail)
  }
}
