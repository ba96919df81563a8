import Booking
import FrontDesk
import Phrasebook
import Store

/// The log as a table for other programs (RFC 4180), in the reader's words.
struct AuditFile {
  let wording: AuditWording

  /// With a byte order mark, without which Excel takes UTF-8 for something else.
  func csv(_ entries: [AuditEntry]) -> [UInt8] {
    let voice = wording.wording.voice
    let head: [Key] = [
      "audit.columnDate", "audit.columnTime", "audit.columnWho", "audit.columnWhat",
      "audit.columnSubject", "audit.columnDetail", "audit.columnOrigin",
    ]
    var text = "\u{FEFF}" + Self.line(head.map { voice.text($0) })
    for entry in entries {
      text += Self.line([
        wording.date(entry).description, wording.clock(entry), wording.who(entry),
        wording.action(entry), wording.subject(entry) ?? "",
        entry.detail.flatMap { wording.detail($0, entry) } ?? "", wording.origin(entry) ?? "",
      ])
    }
    return Array(text.utf8)
  }

  private static func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\r\n"
  }

  /// A cell that begins like a formula would be one in a spreadsheet: an apostrophe keeps it text.
  private static func cell(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
    let safe = isFormula ? "'" + text : text
    guard safe.contains(where: { ",\"\n\r".contains($0) || $0.isNewline }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}

extension AuditWording {
  /// “09:05”, whatever the language: files are read by programs.
  func clock(_ entry: AuditEntry) -> String {
    let minute = zone.local(entry.moment).minute
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return two(minute / 60) + ":" + two(minute % 60)
  }
}
