import Booking
import Foundation
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Copies of the database in the owner's words.
struct BackupWording {
  let wording: Wording
  private var voice: Voice { wording.voice }
  private var zone: Zone { wording.catalogue.business?.zone ?? .utc }

  func moment(_ moment: Instant) -> String { wording.near(moment, zone) }

  /// When copies are made, and when the next one is.
  func standing(_ overview: BackupOverview) -> HTML {
    guard let next = overview.next else { return voice.phrase("backup.isOff") }
    return voice.phrase(
      "backup.isOn",
      [
        "time": .text(voice.time(minute: overview.plan.minute)),
        "zone": .text(voice.city(zone)), "next": .text(moment(next)),
      ])
  }

  func line(_ copy: KeptCopy) -> HTML {
    voice.phrase(
      "backup.line",
      ["time": .text(moment(copy.made)), "size": .text(Self.size(copy.bytes, voice))])
  }

  /// “2,4 MB”; thousands of bytes below a million.
  static func size(_ bytes: Int64, _ voice: Voice) -> String {
    if bytes < 1_000_000 {
      return voice.text("backup.kilobytes", ["count": .number(Int(max(bytes / 1_000, 1)))])
    }
    let tenths = Int((Double(bytes) / 100_000).rounded())
    let number =
      tenths < 100 && tenths % 10 != 0
      ? voice.text(
        "backup.decimal", ["whole": .number(tenths / 10), "tenths": .number(tenths % 10)])
      : voice.number((tenths + 5) / 10)
    return voice.text("backup.megabytes", ["number": .text(number)])
  }

  func reason(_ reason: String?) -> String {
    switch reason.flatMap({ CopyFailure(rawValue: $0) }) ?? .other {
    case .full: voice.text("backup.reasonFull")
    case .unwritable: voice.text("backup.reasonUnwritable")
    case .damaged: voice.text("backup.reasonDamaged")
    case .other: voice.text("backup.reasonOther")
    }
  }

  /// The newest copy as a file; nil when it is gone.
  func file(_ notice: Notice, in tx: Transaction) throws -> Call? {
    guard let copy = try notice.moment.flatMap({ try tx.keptCopy(made: $0) }),
      let folder = try tx.backupPlan().folder
    else { return nil }
    return .sendDocument(
      .path(
        (folder as NSString).appendingPathComponent(copy.name), name: copy.name,
        mime: "application/vnd.sqlite3"),
      caption: voice.phrase(
        "backup.file",
        ["time": .text(moment(copy.made)), "size": .text(Self.size(copy.bytes, voice))]))
  }

  /// What the owner is told; nil for notices about something else, and for copies that are gone.
  func screen(_ notice: Notice, in tx: Transaction) throws -> Screen? {
    let toCopies = [[InlineButton.tap(voice.text("button.copies"), .backup(.overview))]]
    func message(_ text: HTML) -> Screen { Screen(text, toCopies) }
    let copy = try notice.moment.flatMap { try tx.keptCopy(made: $0) }
    switch notice.kind {
    case .copyFailed:
      return message(
        voice.phrase("backup.failed", ["reason": .text(reason(notice.text))]))
    case .copyMade:
      guard let copy else { return nil }
      return message(
        voice.phrase(
          "backup.made",
          ["time": .text(moment(copy.made)), "size": .text(Self.size(copy.bytes, voice))]))
    case .copyTooBig:
      guard let copy else { return nil }
      return message(
        voice.phrase("backup.tooBigNow", ["size": .text(Self.size(copy.bytes, voice))]))
    case .restored:
      guard let restoration = try tx.restoration() else { return nil }
      return message(
        lines([
          restoration.made.map {
            voice.phrase("backup.restored", ["time": .text(moment($0))])
          } ?? voice.phrase("backup.restoredPlain"),
          voice.phrase("backup.restoredHint"),
          restoration.suspended == 0
            ? nil : voice.phrase("backup.suspended", ["count": .number(restoration.suspended)]),
        ]))
    default: return nil
    }
  }
}
