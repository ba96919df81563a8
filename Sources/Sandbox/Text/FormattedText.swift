/// A text with its entities, as Telegram keeps it: plain text, offsets in UTF-16 units.
struct FormattedText: Sendable, Equatable {
  var text: String
  var entities: [Entity]

  /// UTF-16 units, the measure of all limits on texts.
  var length: Int { text.utf16.count }
}

/// One formatted stretch of a text (Bot API MessageEntity).
struct Entity: Sendable, Equatable {
  var type: String
  var offset: Int
  var length: Int
  /// The fields that only some types have: url, user, language, custom_emoji_id, unix_time…
  var extra = JSONObject()

  var end: Int { offset + length }

  var json: JSON {
    var object: JSONObject = [
      "offset": .int(Int64(offset)), "length": .int(Int64(length)), "type": .string(type),
    ]
    for member in extra.members { object.append(member.key, member.value) }
    return .object(object)
  }

  /// Types whose neighbours melt together and which may overlap others.
  var isStyle: Bool {
    ["bold", "italic", "underline", "strikethrough", "spoiler"].contains(type)
  }

  var isCode: Bool { type == "code" || type == "pre" }
}

extension FormattedText {
  /// Cleans the text as the server does before it keeps it: control characters become spaces,
  /// carriage returns go, outer white space is trimmed, entities are clipped, merged and sorted, and
  /// links, commands, mentions and addresses are found.
  func tidied() -> FormattedText {
    var units: [UInt16] = []
    var offsets: [Int] = []
    offsets.reserveCapacity(length + 1)
    for unit in text.utf16 {
      offsets.append(units.count)
      switch unit {
      case 13: continue
      case 0..<10, 11..<32: units.append(32)
      default: units.append(unit)
      }
    }
    offsets.append(units.count)
    let isSpace: (UInt16) -> Bool = { $0 == 32 || $0 == 10 || $0 == 0xA0 || $0 == 0x200B }
    let first = units.firstIndex { !isSpace($0) } ?? units.count
    let last = units.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? first
    let kept = Array(units[first..<last])

    var clipped: [Entity] = []
    for entity in entities {
      guard entity.offset >= 0, entity.length > 0, entity.offset < offsets.count else { continue }
      let start = max(offsets[entity.offset], first)
      let end = min(offsets[min(entity.end, offsets.count - 1)], last)
      guard start < end, units[start..<end].contains(where: { !isSpace($0) }) else { continue }
      var copy = entity
      copy.offset = start - first
      copy.length = end - start
      clipped.append(copy)
    }
    let merged = Self.merged(clipped)
    let code = merged.filter(\.isCode)
    var result = merged.filter { entity in
      entity.isCode || entity.type.hasSuffix("blockquote")
        || !code.contains { $0.offset < entity.end && entity.offset < $0.end }
    }
    let taken = result.filter {
      $0.isCode || $0.type.hasPrefix("text_") || $0.type == "custom_emoji" || $0.type == "date_time"
    }
    var finder = EntityFinder(kept)
    for found in finder.find()
    where !taken.contains(where: { $0.offset < found.end && found.offset < $0.end }) {
      result.append(found)
    }
    return FormattedText(
      text: String(decoding: kept, as: UTF16.self), entities: Self.sorted(result))
  }

  private static func sorted(_ entities: [Entity]) -> [Entity] {
    entities.enumerated().sorted { a, b in
      if a.element.offset != b.element.offset { return a.element.offset < b.element.offset }
      if a.element.length != b.element.length { return a.element.length > b.element.length }
      return a.offset < b.offset
    }.map(\.element)
  }

  private static func merged(_ entities: [Entity]) -> [Entity] {
    var result: [Entity] = []
    for entity in sorted(entities) {
      if entity.isStyle,
        let index = result.lastIndex(where: { $0.type == entity.type && $0.end >= entity.offset })
      {
        result[index].length = max(result[index].end, entity.end) - result[index].offset
      } else {
        result.append(entity)
      }
    }
    return result
  }
}
