/// Turns a link of the markup into text_link or text_mention; a link that is none leaves plain text,
/// as on the real server.
enum LinkEntity {
  static func make(_ link: String, _ entity: Entity) -> Entity? {
    var result = entity
    if link.hasPrefix("tg://user?id="), let id = Int64(link.dropFirst(13)) {
      result.type = "text_mention"
      result.extra = ["user": ["id": .int(id), "is_bot": false, "first_name": ""]]
      return result
    }
    guard let url = normalized(link) else { return nil }
    result.type = "text_link"
    result.extra = ["url": .string(url)]
    return result
  }

  /// The link with a scheme and, for a bare host, a closing slash; nil when it is no link.
  static func normalized(_ link: String) -> String? {
    let lower = link.lowercased()
    if lower.hasPrefix("tg:") || lower.hasPrefix("ton:") || lower.hasPrefix("mailto:")
      || lower.hasPrefix("tel:")
    {
      return link
    }
    var scheme = "http://"
    var rest = Substring(link)
    if let range = link.firstRange(of: "://") {
      let given = lower[..<range.lowerBound]
      guard given == "http" || given == "https" else { return nil }
      scheme = given + "://"
      rest = link[range.upperBound...]
    }
    let hostEnd = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    let host = rest[..<hostEnd]
    let bare = host.split(separator: ":").first ?? ""
    guard bare.contains("."),
      !bare.hasPrefix("."), !bare.hasSuffix("."),
      !host.contains(where: { $0.isWhitespace || "<>\"".contains($0) })
    else { return nil }
    let path = rest[hostEnd...]
    return scheme + host.lowercased() + (path.hasPrefix("/") ? "" : "/") + path
  }
}

/// `date_time` entities: `<tg-time unix="…" format="…">`, format `r` or `w?[dD]?[tT]?`.
enum DateTimeEntity {
  static func make(
    _ attributes: [String: String], _ entity: Entity, byteOffset: Int
  ) throws(HTMLParser.Failure) -> Entity {
    guard let unix = attributes["unix"].flatMap(Int64.init), unix > 0 else {
      throw HTMLParser.Failure(text: "Invalid Unix time specified at byte offset \(byteOffset)")
    }
    let format = attributes["format"] ?? ""
    guard isFormat(format) else {
      throw HTMLParser.Failure(
        text: "Invalid date-time format specified at byte offset \(byteOffset)")
    }
    var result = entity
    result.type = "date_time"
    result.extra = ["unix_time": .int(unix)]
    if !format.isEmpty { result.extra["date_time_format"] = .string(format) }
    return result
  }

  static func isFormat(_ format: String) -> Bool {
    if format == "r" { return true }
    var rest = Substring(format)
    if rest.hasPrefix("w") { rest = rest.dropFirst() }
    if rest.hasPrefix("d") || rest.hasPrefix("D") { rest = rest.dropFirst() }
    if rest.hasPrefix("t") || rest.hasPrefix("T") { rest = rest.dropFirst() }
    return rest.isEmpty
  }
}
