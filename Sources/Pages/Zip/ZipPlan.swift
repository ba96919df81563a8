import Booking
import Foundation
import Media
import Phrasebook
import Store

/// What goes into the archive of a session, and what can't.
enum ZipPlan {
  /// Files in their order under their own names; those whose content is not kept are named in a text
  /// of their own, so that nobody thinks they have all.
  static func archive(
    of files: [GalleryFile], session: Session, folder: MediaFolder, zone: Zone, voice: Voice
  ) -> ZipArchive {
    var names = ZipNames()
    var entries: [ZipArchive.Entry] = []
    var missing: [String] = []
    let digits = max(3, String(files.count).count)
    for (index, file) in files.enumerated() {
      let name = names.name(file.name, orElse: fallback(file, index + 1, digits: digits))
      if let full = file.full,
        FileReader.isThere(folder.path(of: full.digest), size: full.size)
      {
        entries.append(ZipArchive.Entry(name: name, full))
      } else {
        missing.append(name)
      }
    }
    if !missing.isEmpty {
      let words =
        voice.text("page.zipMissing", ["count": .number(missing.count)]) + "\r\n\r\n"
        + missing.map { "- \($0)\r\n" }.joined()
      // The mark tells the editors of Windows that it is UTF-8.
      entries.append(
        ZipArchive.Entry(
          name: names.name(voice.text("page.zipMissingName") + ".txt", orElse: "missing.txt"),
          words: [0xEF, 0xBB, 0xBF] + Array(words.utf8)))
    }
    return ZipArchive(
      entries, folder: folder, stamp: stamp(session.completed ?? session.created, zone))
  }

  /// The name under which a file is downloaded alone.
  static func name(of file: GalleryFile, number: Int) -> String {
    var names = ZipNames()
    return names.name(file.name, orElse: fallback(file, number, digits: 3))
  }

  private static func fallback(_ file: GalleryFile, _ number: Int, digits: Int) -> String {
    let text = String(number)
    let padded = String(repeating: "0", count: max(0, digits - text.count)) + text
    let ending =
      switch file.kind {
      case .photo: "jpg"
      case .video: file.mime == "video/webm" ? "webm" : "mp4"
      case .audio: file.mime == "audio/ogg" ? "ogg" : "mp3"
      case .document: "bin"
      }
    return "\(padded).\(ending)"
  }

  /// MS-DOS date and time: local, every other second, from 1980 on.
  static func stamp(_ moment: Instant, _ zone: Zone) -> UInt32 {
    let local = zone.local(moment)
    let year = min(max(local.date.year - 1980, 0), 127)
    let date = UInt32(year << 9 | local.date.month << 5 | local.date.day)
    return date << 16 | UInt32((local.minute / 60) << 11 | (local.minute % 60) << 5)
  }
}
