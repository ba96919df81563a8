import ArgumentParser
import Booking
import Foundation
import FrontDesk
import Store

/// Copies the database into one file, also while it is being served.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the database into one file, also while the bot runs.",
    discussion: """
      The copy holds everything, with the key that makes links and QR codes work: keep it like the \
      database itself. It is checked before it gets its name, and no file is ever overwritten. \
      Without a name it goes to BACKUP_PATH, where the schedule keeps its copies.
      """)

  @Argument(help: "The file to write.")
  var file: String?

  @Option(name: .long, help: "The configuration file.")
  var config: String?

  func run() async throws {
    try await orLeave {
      let settings = try await Settings.load(file: config, needsToken: false)
      let now = Instant(Int64(Date().timeIntervalSince1970))
      do throws(CopyFault) {
        let folder = CopyFolder(path: settings.backupPath, database: settings.databasePath)
        if file == nil, FileManager.default.fileExists(atPath: settings.databasePath) {
          try folder.prepare()
        }
        let target = file ?? folder.file(folder.name(at: now))
        let bytes = try DatabaseCopy(of: settings.databasePath).make(at: target, now: now)
        print(
          "\(target): \(bytes) bytes, checked. It holds personal data and the key: keep it safe.")
      } catch { throw Ending(error) }
    }
  }
}

extension Ending {
  init(_ fault: CopyFault) {
    switch fault {
    case .busy, .held: self = .unavailable(fault.description)
    default: self = .configuration(fault.description)
    }
  }
}
