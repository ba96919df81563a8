import ArgumentParser
import Booking
import Foundation
import FrontDesk
import Store

/// Puts a copy in the database's place.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a copy in the database's place; the bot must not run.",
    discussion: """
      The file is checked first, and brought up to date if an older bookingbot made it. What waited \
      to be sent when the copy was made is not sent again: `bookingbot check` lists it. Whoever has \
      been erased in the database that is replaced is erased in the copy too. The database that was \
      there is kept beside, as …before-restore-….
      """)

  @Argument(help: "The copy.")
  var file: String

  @Option(name: .long, help: "The configuration file.")
  var config: String?

  @Flag(name: .long, help: "Replace the present database, which is kept beside.")
  var force = false

  func run() async throws {
    try await orLeave {
      let settings = try await Settings.load(file: config, needsToken: false)
      let path = settings.databasePath
      let now = Instant(Int64(Date().timeIntervalSince1970))
      do {
        let restored = try DatabaseCopy(of: path).restore(
          from: file, replacing: force, now: now)
        let store = try Store(path: path)
        let settlement = try FrontDesk.settleCopy(in: store, now: now)
        try store.close()
        print("\(path) is now the copy" + (restored.made.map { " of \($0)" } ?? "") + ".")
        if let replaced = restored.replaced { print("The database before it: \(replaced)") }
        if !restored.hasKey {
          print(
            "The file brought no key: links work only if \(path).key is the one they were made with."
          )
        }
        let count = settlement?.suspended ?? 0
        if count > 0 {
          let isOne = count == 1
          print(
            "\(count) message\(isOne ? "" : "s") waited in it; \(isOne ? "it is" : "they are") "
              + "not sent again (`bookingbot check` lists \(isOne ? "it" : "them").")
        }
        if restored.erased == nil {
          print(
            "There was no database of the same house to compare with: whoever had themselves erased "
              + "after the copy was made is in it again.")
        } else if let again = settlement?.erased, again > 0 {
          print(
            "\(again) \(again == 1 ? "person" : "people") erased since then "
              + "\(again == 1 ? "was" : "were") erased in it too.")
        }
      } catch let fault as CopyFault {
        throw Ending(fault)
      } catch let fault as StoreFault {
        throw Ending.configuration(fault.description)
      }
    }
  }
}
