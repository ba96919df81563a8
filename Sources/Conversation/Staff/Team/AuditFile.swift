import Booking
import FrontDesk
import Phrasebook
import Store

/// The log as a table for other programs, in the reader's words.
struct AuditFile {
  let wording: AuditWording

  func csv(_ entries: [AuditEntry]) -> [UInt8] {
    let voice = wording.wording.voice
    let head: [Key] = [
      "audit.columnDate", "audit.columnTime", "audit.columnWho", "audit.columnWhat",
      "audit.columnSubject", "audit.columnDetail", "audit.columnOrigin",
    ]
    var table = CSV()
    table.append(head.map { voice.text($0) })
    for entry in entries {
      table.append([
        wording.date(entry).description, clock(entry), wording.who(entry), wording.action(entry),
        wording.subject(entry) ?? "", entry.detail.flatMap { wording.detail($0, entry) } ?? "",
        wording.origin(entry) ?? "",
      ])
    }
    return table.bytes
  }

  /// “09:05”, whatever the language: files are read by programs.
  private func clock(_ entry: AuditEntry) -> String {
    let minute = wording.zone.local(entry.moment).minute
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return two(minute / 60) + ":" + two(minute % 60)
  }
}
