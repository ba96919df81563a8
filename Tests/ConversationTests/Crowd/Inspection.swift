import Foundation
import Stage

/// What Telegram, or a reader, would not take of a call: the Bot API's limits, broken markup, and
/// words that were never filled in.
struct Inspection {
  private let keys: Set<String>

  init() throws {
    let file = URL(fileURLWithPath: Stage.locales).appendingPathComponent("en.json")
    let phrases = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    keys = Set((phrases as? [String: Any] ?? [:]).keys.filter { $0.contains(".") })
  }

  func problems(of call: Stage.Posted) -> [String] {
    var found: [String] = []
    if let text = call.body["text"] as? String {
      if call.method == "answerCallbackQuery" {
        if text.utf16.count > 200 { found.append("answer of \(text.utf16.count)") }
      } else {
        found += problems(html: text, limit: 4_096, mayBeEmpty: false)
        if call.body["parse_mode"] as? String != "HTML" { found.append("no parse mode") }
      }
    } else if call.method == "sendMessage" || call.method == "editMessageText" {
      found.append("no text")
    }
    if let caption = call.body["caption"] as? String {
      found += problems(html: caption, limit: 1_024, mayBeEmpty: true)
    }
    if call.method == "sendVenue" {
      for part in ["title", "address"] where (call.body[part] as? String ?? "").isEmpty {
        found.append("a venue without \(part)")
      }
    }
    if let markup = call.body["reply_markup"] as? [String: Any] { found += problems(of: markup) }
    return found
  }

  private func problems(of markup: [String: Any]) -> [String] {
    var found: [String] = []
    let rows = (markup["inline_keyboard"] ?? markup["keyboard"]) as? [[[String: Any]]] ?? []
    if rows.reduce(0, { $0 + $1.count }) > 100 { found.append("over 100 buttons") }
    for row in rows {
      if row.isEmpty || row.count > 8 { found.append("a row of \(row.count)") }
      for button in row {
        let text = button["text"] as? String ?? ""
        if text.allSatisfy(\.isWhitespace) { found.append("an empty button") }
        found += unfilled(text).map { "\($0) on a button" }
        if let data = button["callback_data"] as? String, !(1...64).contains(data.utf8.count) {
          found.append("callback data of \(data.utf8.count)")
        }
      }
    }
    return found
  }

  private static let tags: Set<String> = [
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "a", "code", "pre",
    "blockquote", "tg-time", "tg-emoji",
  ]

  private func problems(html: String, limit: Int, mayBeEmpty: Bool) -> [String] {
    var found: [String] = []
    var open: [String] = []
    var visible = String.UnicodeScalarView()
    var rest = html.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "<":
        guard let end = rest.firstIndex(of: ">") else { return found + ["an open <"] }
        let tag = String(rest[..<end])
        rest = rest[rest.index(after: end)...]
        if tag.hasPrefix("/") {
          if open.popLast() != String(tag.dropFirst()) { found.append("a stray <\(tag)>") }
        } else {
          let name = String(tag.prefix { $0 != " " })
          if !Self.tags.contains(name) { found.append("a tag <\(tag)>") }
          open.append(name)
        }
      case ">": found.append("a bare >")
      case "&":
        guard let end = rest.prefix(9).firstIndex(of: ";"),
          let resolved = Self.references[String(rest[..<end])]
        else {
          found.append("a bare &")
          continue
        }
        rest = rest[rest.index(after: end)...]
        visible.append(resolved)
      default: visible.append(scalar)
      }
    }
    found += open.map { "an open <\($0)>" }
    let text = String(visible)
    if text.utf16.count > limit { found.append("text of \(text.utf16.count)") }
    if !mayBeEmpty, text.allSatisfy(\.isWhitespace) { found.append("a blank text") }
    return found + unfilled(text)
  }

  private static let references: [String: Unicode.Scalar] = [
    "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "#39": "'",
  ]

  /// Keys and placeholders that reached the reader.
  private func unfilled(_ text: String) -> [String] {
    if text == "…" { return ["a phrase that is missing"] }
    var found: [String] = []
    var word = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "{"):
        word.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: "}") where word.contains("{"): found.append("the placeholder \(word)}")
      default:
        if word.utf8.count > 5, keys.contains(word) { found.append("the key \(word)") }
        word = ""
      }
    }
    if keys.contains(word) { found.append("the key \(word)") }
    return found
  }
}
