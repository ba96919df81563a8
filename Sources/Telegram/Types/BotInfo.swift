/// A file on the server (Bot API `File`).
package struct RemoteFile: Sendable, Hashable, JSONReadable {
  package let fileID: String
  package let uniqueID: String
  /// Bytes.
  package let size: Int64?
  /// Relative to the server's file folder; absolute on a self-hosted server in local mode.
  package let path: String?

  package init(from reader: inout JSONReader) throws(JSONFault) {
    var fileID: String?
    var uniqueID = ""
    var size: Int64?
    var path: String?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "file_id": fileID = try reader.string()
      case "file_unique_id": uniqueID = try reader.string()
      case "file_size": size = try reader.int64()
      case "file_path": path = try reader.string()
      default: try reader.skip()
      }
    }
    self.fileID = try reader.required(fileID, "file_id")
    self.uniqueID = uniqueID
    self.size = size
    self.path = path
  }
}

/// How updates are delivered now (Bot API `WebhookInfo`).
package struct WebhookInfo: Sendable, Hashable, JSONReadable {
  /// Empty when no webhook is set.
  package let url: String
  package let pendingUpdates: Int
  package let lastError: String?

  package init(from reader: inout JSONReader) throws(JSONFault) {
    var url = ""
    var pendingUpdates = 0
    var lastError: String?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "url": url = try reader.string()
      case "pending_update_count": pendingUpdates = try reader.int()
      case "last_error_message": lastError = try reader.string()
      default: try reader.skip()
      }
    }
    self.url = url
    self.pendingUpdates = pendingUpdates
    self.lastError = lastError
  }
}
