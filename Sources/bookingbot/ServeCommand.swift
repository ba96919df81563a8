import ArgumentParser
import Booking
import Conversation
import Foundation
import FrontDesk
import Logging
import Phrasebook
import Store
import Telegram

/// Runs the bot against Telegram.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Run the bot; BOT_TOKEN is all it needs.")

  @Option(name: .long, help: "The configuration file.")
  var config: String?

  @Flag(name: .long, help: "Load the sample business if the database is empty.")
  var sample = false

  @Option(name: .long, help: "The language of the sample business: en, uk, ru or fr.")
  var language: String?

  func run() async throws {
    let signals = await trapStopSignals()
    try await orLeave {
      let settings = try await Settings.load(file: config, needsToken: true)
      guard let token = settings.token else { return }
      let logger = Log.start(settings.logLevel)
      try await runUntilStopped(by: signals, logger) { [sample, language] in
        let house = try await House.build(
          settings, token: token, clock: { Instant(Int64(Date().timeIntervalSince1970)) },
          random: { UInt64.random(in: .min ... .max) }, logger: logger)
        if sample { try Sample.load(into: house, language: language) }
        try OwnerLink.printIfNeeded(house)
        logger.info(
          "Serving",
          metadata: ["bot": "@\(house.bot.username)", "database": "\(settings.databasePath)"])
        let pages = try PageServing(house)
        try await house.run(beside: pages.serve)
      }
    }
  }
}

/// The sample business in a language.
enum Sample {
  static func load(into house: House, language: String?) throws {
    let voice = house.phrasebook.voice(language ?? systemLanguage)
    let isLoaded = try house.store.write { [means = house.means, clock = house.clock] tx in
      let desk = FrontDesk(tx, now: clock(), means: means, origin: "command")
      return try SampleBusiness(voice: voice).load(into: desk)
    }
    house.logger.info(
      isLoaded ? "The sample business is loaded" : "The database is not empty; no sample loaded")
  }

  /// The language of the person at the keyboard, as the environment tells it.
  static var systemLanguage: String? {
    let environment = ProcessInfo.processInfo.environment
    let name = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"]
    guard let name, name.count >= 2, !name.hasPrefix("C") else { return nil }
    return String(name.prefix(2))
  }
}

/// Logs on standard error, in lines that say what happened and never a token or a text.
enum Log {
  static func start(_ level: Logger.Level) -> Logger {
    LoggingSystem.bootstrap { label in
      var handler = StreamLogHandler.standardError(label: label)
      handler.logLevel = level
      return handler
    }
    var logger = Logger(label: "bookingbot")
    logger.logLevel = level
    return logger
  }
}
