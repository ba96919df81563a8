import ArgumentParser
import Booking
import Foundation
import FrontDesk
import Store

/// Prints the book for other programs.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print bookings, clients, services and calendars, also while the bot runs.")

  @Option(name: .long, help: "The configuration file.")
  var config: String?

  @Flag(name: .long, help: "As JSON, the one format there is so far.")
  var json = false

  func run() async throws {
    try await orLeave {
      let settings = try await Settings.load(file: config, needsToken: false)
      do {
        let store = try Store(reading: settings.databasePath)
        let bytes = try store.read { tx in
          let means = FrontDesk.Means(
            keys: KeyRing(bytes: []), random: { 0 }, botUsername: "", botName: "")
          return try FrontDesk(
            tx, now: Instant(Int64(Date().timeIntervalSince1970)), means: means,
            origin: "command"
          ).exportEverything()
        }
        FileHandle.standardOutput.write(Data(bytes))
        print()
      } catch let fault as StoreFault {
        throw Ending.configuration(fault.description)
      } catch {
        throw Ending.configuration(
          "The database \(settings.databasePath) can't be read (\(error)). Put a backup in its"
            + " place.")
      }
    }
  }
}
