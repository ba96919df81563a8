/// A marked part of a text (Bot API `MessageEntity`). Offset and length count UTF-16 code units.
package struct Entity: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case mention
    case hashtag
    case botCommand
    case url
    case email
    case phoneNumber
    case bold
    case italic
    case code
    case textLink(String)
    case other
  }

  package let kind: Kind
  package let offset: Int
  package let length: Int

  package init(kind: Kind, offset: Int, length: Int) {
    self.kind = kind
    self.offset = offset
    self.length = length
  }
}

extension Entity: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var kind = Kind.other
    var offset = 0
    var length = 0
    var url: String?
    var isTextLink = false
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "type":
        switch try reader.token() {
        case "mention": kind = .mention
        case "hashtag": kind = .hashtag
        case "bot_command": kind = .botCommand
        case "url": kind = .url
        case "email": kind = .email
        case "phone_number": kind = .phoneNumber
        case "bold": kind = .bold
        case "italic": kind = .italic
        case "code": kind = .code
        case "text_link": isTextLink = true
        default: kind = .other
        }
      case "offset": offset = try reader.int()
      case "length": length = try reader.int()
      case "url": url = try reader.string()
      default: try reader.skip()
      }
    }
    if isTextLink, let url { kind = .textLink(url) }
    self.init(kind: kind, offset: offset, length: length)
  }
}
