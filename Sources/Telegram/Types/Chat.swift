/// Where a message stands (Bot API `Chat`). A private chat has its user's id.
package struct Chat: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case `private`
    case group
    case supergroup
    case channel
    /// A kind newer than this program.
    case other
  }

  package let id: Int64
  package let kind: Kind
  /// Of groups and channels.
  package let title: String?

  package init(id: Int64, kind: Kind, title: String? = nil) {
    self.id = id
    self.kind = kind
    self.title = title
  }
}

extension Chat: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var id: Int64?
    var kind = Kind.other
    var title: String?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "id": id = try reader.int64()
      case "type":
        switch try reader.token() {
        case "private": kind = .private
        case "group": kind = .group
        case "supergroup": kind = .supergroup
        case "channel": kind = .channel
        default: kind = .other
        }
      case "title": title = try reader.string()
      default: try reader.skip()
      }
    }
    self.init(id: try reader.required(id, "id"), kind: kind, title: title)
  }
}
