/// Attachments as one run of bytes, for a call that is stored before it is sent: for each the
/// form field, the file's name, its type and its content, each after its length (32 bits, big
/// endian); the first byte of the content says whether bytes (0) or a path (1) follow.
package enum StoredAttachments {
  package static func encode(_ attachments: [Attachment]) -> [UInt8] {
    var bytes: [UInt8] = []
    func append(_ part: some Collection<UInt8>) {
      let count = UInt32(clamping: part.count)
      for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
      bytes.append(contentsOf: part)
    }
    for attachment in attachments {
      append(attachment.name.utf8)
      append(attachment.filename.utf8)
      append(attachment.mime.utf8)
      switch attachment.source {
      case .bytes(let content): append([0] + content)
      case .path(let path): append([1] + Array(path.utf8))
      }
    }
    return bytes
  }

  /// Nil when the bytes are not of this making.
  package static func decode(_ bytes: [UInt8]) -> [Attachment]? {
    var rest = bytes[...]
    func part() -> ArraySlice<UInt8>? {
      guard rest.count >= 4 else { return nil }
      let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(4)
      guard rest.count >= count else { return nil }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    var attachments: [Attachment] = []
    while !rest.isEmpty {
      guard let name = part(), let filename = part(), let mime = part(), let content = part(),
        let kind = content.first
      else { return nil }
      let data = content.dropFirst()
      attachments.append(
        Attachment(
          name: String(decoding: name, as: UTF8.self),
          source: kind == 0 ? .bytes(Array(data)) : .path(String(decoding: data, as: UTF8.self)),
          filename: String(decoding: filename, as: UTF8.self),
          mime: String(decoding: mime, as: UTF8.self)))
    }
    return attachments
  }
}
