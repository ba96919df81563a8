import Booking
import Foundation

/// The folder of the copies that are made on schedule. Only files with this database's name and a
/// moment in it are ours; nothing else in it is touched.
package struct CopyFolder: Sendable {
  package let path: String
  let database: String

  package init(path: String, database: String) {
    self.path = path
    self.database = ((database as NSString).lastPathComponent as NSString).deletingPathExtension
  }

  /// `20261121T033000Z`: sorts by time and says the same everywhere.
  static func stamp(_ moment: Instant) -> String {
    let local = Zone.utc.local(moment)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return local.date.iso.replacingOccurrences(of: "-", with: "") + "T" + two(local.minute / 60)
      + two(local.minute % 60) + two(local.second) + "Z"
  }

  package func name(at moment: Instant) -> String {
    "\(database)-\(Self.stamp(moment)).sqlite"
  }

  package func file(_ name: String) -> String { (path as NSString).appendingPathComponent(name) }

  /// Makes the folder, for its owner's eyes only, if it is not there.
  package func prepare() throws(CopyFault) {
    if CopyFile.isFolder(path) { return }
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw .unwritable(path: path, reason: "the folder can't be made") }
  }

  /// The copies that are there, newest first.
  package func copies() -> [KeptCopy] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.compactMap { name in
      guard let made = moment(of: name), let size = CopyFile.size(of: file(name)) else {
        return nil
      }
      return KeptCopy(name: name, made: made, bytes: size)
    }.sorted { ($0.made, $0.name) > ($1.made, $1.name) }
  }

  /// Takes away what a copy left that never came to its end. Only to be called by who makes them,
  /// when none is being made.
  package func cleanUp() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names {
      guard let range = name.range(of: CopyFile.ending),
        ["", "-journal", "-wal", "-shm"].contains(String(name[range.upperBound...])),
        moment(of: String(name[..<range.lowerBound])) != nil
      else { continue }
      unlink(file(name))
    }
  }

  /// Keeps the newest so many copies; returns those that are left.
  package func prune(keeping count: Int) -> [KeptCopy] {
    let all = copies()
    for old in all.dropFirst(max(count, 1)) { unlink(file(old.name)) }
    return Array(all.prefix(max(count, 1)))
  }

  private func moment(of name: String) -> Instant? {
    guard name.hasPrefix(database + "-"), name.hasSuffix("Z.sqlite") else { return nil }
    let stamp = Array(name.dropFirst(database.count + 1).dropLast(".sqlite".count).utf8)
    guard stamp.count == 16, stamp[8] == UInt8(ascii: "T") else { return nil }
    func number(_ range: Range<Int>) -> Int? { Int(String(decoding: stamp[range], as: UTF8.self)) }
    guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8),
      let hour = number(9..<11), let minute = number(11..<13), let second = number(13..<15),
      let date = LocalDate(year: year, month: month, day: day)
    else { return nil }
    let midnight = Zone.utc.instant(date, minute: 0)
    return midnight.adding(seconds: hour * 3_600 + minute * 60 + second)
  }
}

/// A copy that is kept.
package struct KeptCopy: Sendable, Hashable {
  package let name: String
  package let made: Instant
  package let bytes: Int64

  package init(name: String, made: Instant, bytes: Int64) {
    self.name = name
    self.made = made
    self.bytes = bytes
  }
}
