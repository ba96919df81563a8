/// A command at the start of a text: `/start@bot payload`.
package struct BotCommand: Sendable, Hashable {
  /// Lower case, without the slash.
  package let name: String
  /// The bot it is meant for, when it says so.
  package let botName: String?
  /// What follows, without white space around it.
  package let argument: String

  package init(name: String, botName: String? = nil, argument: String = "") {
    self.name = name
    self.botName = botName
    self.argument = argument
  }

  /// Nil when the text does not start with a command of `[A-Za-z0-9_]`.
  package init?(parsing text: String) {
    let bytes = text.utf8
    guard bytes.first == UInt8(ascii: "/") else { return nil }
    func isNameByte(_ byte: UInt8) -> Bool {
      byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
    }
    let nameStart = bytes.index(after: bytes.startIndex)
    let nameEnd = bytes[nameStart...].firstIndex { !isNameByte($0) } ?? bytes.endIndex
    guard nameStart < nameEnd else { return nil }
    var rest = nameEnd
    var botName: String?
    if rest < bytes.endIndex, bytes[rest] == UInt8(ascii: "@") {
      let botStart = bytes.index(after: rest)
      rest = bytes[botStart...].firstIndex { !isNameByte($0) } ?? bytes.endIndex
      guard botStart < rest else { return nil }
      botName = String(text[botStart..<rest])
    }
    guard rest == bytes.endIndex || bytes[rest] <= 0x20 else { return nil }
    name = text[nameStart..<nameEnd].lowercased()
    self.botName = botName
    var argument = text[rest...]
    while let first = argument.first, first.isWhitespace { argument.removeFirst() }
    while let last = argument.last, last.isWhitespace { argument.removeLast() }
    self.argument = String(argument)
  }
}
