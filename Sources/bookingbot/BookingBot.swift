import ArgumentParser
import Foundation

/// The command line: what `bookingbot` can be told to do.
@main
struct BookingBot: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bookingbot",
    abstract: "A booking service that lives in a Telegram chat.",
    discussion: """
      Start with `bookingbot demo`: it needs no token and shows the chats in a browser. To run \
      it for real, set BOT_TOKEN and start `bookingbot serve`.
      """,
    subcommands: [
      DemoCommand.self, ServeCommand.self, CheckCommand.self, SlotsCommand.self,
      ExportCommand.self, BackupCommand.self, RestoreCommand.self,
    ])
}

/// How the process ends when it can't go on, as sysexits.h numbers it.
struct Ending: Error {
  let code: Int32
  let message: String

  /// The configuration, or what it points to, must be changed first.
  static func configuration(_ message: String) -> Ending { Ending(code: 78, message: message) }
  /// Telegram refuses the token, or another instance holds it.
  static func unavailable(_ message: String) -> Ending { Ending(code: 69, message: message) }

  /// Says why on standard error and leaves.
  func leave() -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(code)
  }
}

/// Runs a command's work and leaves with its code when it can't go on.
func orLeave<T>(_ work: () async throws -> T) async throws -> T {
  do {
    return try await work()
  } catch let ending as Ending {
    ending.leave()
  }
}
