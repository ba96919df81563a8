import Booking
import Clockwork
import Conversation
import Courier
import Curl
import Foundation
import FrontDesk
import Logging
import Media
import Phrasebook
import Store
import Synchronization
import Telegram

/// One bot with everything it stands on, built once and run until it is told to stop.
struct House: Sendable {
  let settings: Settings
  let store: Store
  let phrasebook: Phrasebook
  let engine: CurlEngine
  let client: TelegramClient
  let bot: Bot
  let means: FrontDesk.Means
  let courier: Courier
  let clockwork: Clockwork
  let copyist: Copyist
  let collector: Collector
  let desk: DeskThread
  let media: DeskThread
  let health = PollHealth()
  let clock: @Sendable () -> Instant
  let logger: Logger

  /// Who the bot is, as Telegram says.
  struct Bot: Sendable {
    let username: String
    let name: String
  }

  /// Opens the database, reads the texts, asks Telegram who the bot is.
  ///
  /// Waits for Telegram as long as it can't be reached; a token it refuses is an `Ending`.
  static func build(
    _ settings: Settings, token: BotToken, clock: @escaping @Sendable () -> Instant,
    random: @escaping @Sendable () -> UInt64, logger: Logger
  ) async throws -> House {
    let phrasebook = try loadPhrases(settings)
    let store: Store
    let keys: KeyRing
    do throws(StoreFault) {
      store = try Store(path: settings.databasePath)
      try settleCopy(store, now: clock(), logger)
      keys = try KeyRing.load(path: settings.databasePath + ".key")
    } catch {
      if case .locked = error { throw Ending.unavailable(error.description) }
      throw Ending.configuration(error.description)
    }
    // Twelve calls to chats at once, and answers beside them: what waits for a connection is set up
    // anew each time curl looks whether there is one.
    let engine = CurlEngine(maximumConnectionsPerHost: 32)
    let client = TelegramClient(
      token: token, base: settings.apiBase, proxy: settings.proxy,
      transport: engine)
    let bot = try await introduce(client, logger)
    let means = FrontDesk.Means(
      keys: keys, random: random, botUsername: bot.username, botName: bot.name,
      sendsLetters: settings.smtpURL != nil, sendsMessages: settings.gateway != nil,
      publicURL: settings.publicURL, fetchLimit: settings.fetchLimit)
    let letters = LetterWording(phrasebook: phrasebook, means: means)
    let messages = MessageWording(phrasebook: phrasebook, means: means)
    let wording = NoticeWording(phrasebook: phrasebook, means: means)
    let desk = DeskThread()
    let courier = Courier(
      store: store, wire: client, limits: settings.limits, clock: clock,
      executor: desk, logger: logger, mailer: settings.mailer(),
      texter: settings.texter(engine),
      write: { row, tx, now in try letters.write(row, in: tx, now: now) },
      shorten: { row, tx, now in try messages.shorten(row, in: tx, now: now) },
      letterEnded: { row, fate, tx, now in
        try FrontDesk(tx, now: now, means: means, origin: "courier").noteDelivery(row, fate)
      },
      chatLost: { chat, tx, now in
        try FrontDesk(tx, now: now, means: means, origin: "courier").loseChat(chat)
      },
      word: { row, tx, now in try wording.word(row, in: tx, now: now) })
    let copyist = Copyist(
      store: store, means: means, folder: settings.backupPath, clock: clock,
      posted: { courier.take($0) }, logger: logger)
    let clockwork = Clockwork(
      store: store, means: means, clock: clock, posted: { courier.take($0) }, logger: logger,
      rang: { copyist.heard($0) })
    let collector = Collector(
      store: store, means: means, folder: MediaFolder(path: settings.mediaPath), fetcher: client,
      clock: clock, logger: logger, posted: { courier.take($0) }, setTimers: { clockwork.wake() })
    return House(
      settings: settings, store: store, phrasebook: phrasebook, engine: engine, client: client,
      bot: bot, means: means, courier: courier, clockwork: clockwork, copyist: copyist,
      collector: collector, desk: desk, media: DeskThread(name: "media"), clock: clock,
      logger: logger)
  }

  /// A copy may have been put in the database's place, by `restore` or by hand.
  private static func settleCopy(
    _ store: Store, now: Instant, _ logger: Logger
  ) throws(StoreFault) {
    let settlement: Settlement?
    do {
      settlement = try FrontDesk.settleCopy(in: store, now: now)
    } catch let fault as StoreFault {
      throw fault
    } catch {
      throw .unreachable(path: store.path, reason: "the copy can't be settled: \(error)")
    }
    guard let settlement else { return }
    logger.notice(
      "Going on from a copy; messages that waited in it are not sent again",
      metadata: [
        "made": "\(settlement.made.map { "\($0)" } ?? "unknown")",
        "suspended": "\(settlement.suspended)",
      ])
  }

  static func loadPhrases(_ settings: Settings) throws -> Phrasebook {
    do {
      return try Phrasebook.load(directory: settings.localesPath)
    } catch {
      throw Ending.configuration("\(error)")
    }
  }

  private static func introduce(
    _ client: TelegramClient, _ logger: Logger
  ) async throws -> Bot {
    var wait = 1.0
    while true {
      do throws(TelegramError) {
        let me = try await client.perform(.getMe())
        guard let user = try? me.decode(User.self) else { throw .server(status: 200) }
        return Bot(username: user.username ?? "", name: user.fullName)
      } catch {
        if case .unauthorized = error { throw Ending(error, proxy: false) }
        try Task.checkCancellation()
        logger.warning("Telegram can't be reached yet", metadata: ["error": "\(error)"])
        try await Task.sleep(for: .seconds(wait))
        wait = min(wait * 2, 30)
      }
    }
  }

  /// Runs, with what else is to run beside it, until the task is cancelled or one of them refuses to
  /// go on.
  func run(beside server: (@Sendable () async throws -> Void)? = nil) async throws {
    let crashed = try store.write { [clock, means] tx in
      let crashed = try tx.beginRun(now: clock())
      try FrontDesk(tx, now: clock(), means: means, origin: "command").startClocks()
      // Another server may take what the last one did not.
      if means.fetchLimit == nil { try tx.retryTooBig() }
      return crashed
    }
    if crashed { logger.warning("The last run did not stop in order; going on from what it left") }
    let intake = Intake(
      store: store, conversation: Conversation(phrasebook: phrasebook), means: means,
      clock: clock)
    let care = Care(crashed)
    let poller = Poller(client: client, health: health, logger: logger)
    let failure: (any Error)? = await withTaskGroup(of: (any Error)?.self) { group in
      group.addTask(executorPreference: desk) {
        do {
          try await poller.run { batch in
            let isWary = care.isNeeded
            let taken =
              isWary ? try intake.takeWarily(batch) : try take(batch, intake)
            // The first batch after a crash went well: the others need no such care.
            if isWary {
              care.isNeeded = false
              courier.take(taken.posted)
            }
            if taken.setTimers { clockwork.wake() }
            if taken.addedFiles { collector.wake() }
            if taken.quarantined > 0 {
              logger.error(
                "Updates were put aside; `bookingbot check` lists them",
                metadata: ["count": "\(taken.quarantined)"])
            }
          }
          return nil
        } catch {
          return Ending.unavailable("\(error)")
        }
      }
      group.addTask {
        do {
          try await courier.run()
          return nil
        } catch {
          return Task.isCancelled ? nil : Ending.unavailable("\(error)")
        }
      }
      group.addTask(executorPreference: desk) {
        await clockwork.run()
        return nil
      }
      group.addTask(executorPreference: desk) {
        await copyist.run { clockwork.wake() }
        return nil
      }
      group.addTask(executorPreference: media) {
        await collector.run()
        return nil
      }
      group.addTask {
        await Memory.tidy()
        return nil
      }
      if let server {
        group.addTask {
          do {
            try await server()
            return nil
          } catch {
            return Task.isCancelled ? nil : error
          }
        }
      }
      group.addTask(executorPreference: desk) {
        await introduceBot()
        // Done once: the others decide when to stop.
        try? await Task.sleep(for: .seconds(1 << 30))
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
    await engine.shutdown()
    desk.close()
    media.close()
    try store.write { tx in try tx.endRun() }
    try store.close()
    if let failure { throw failure }
  }

  /// Takes a batch, in one transaction with what became of earlier deliveries.
  private func take(_ batch: [Update], _ intake: Intake) throws -> Intake.Taken {
    let riders = courier.board()
    let taken: Intake.Taken
    do {
      taken = try intake.take(batch) { tx in try riders.write(to: tx) }
    } catch {
      courier.alight(riders, areWritten: false, posted: [])
      throw error
    }
    courier.alight(riders, areWritten: taken.hasCarried, posted: taken.posted)
    return taken
  }

  /// Tells Telegram the commands and what the bot says of itself, in every language. Not vital:
  /// a failure is logged and tried again at the next start.
  private func introduceBot() async {
    do {
      let (business, language, posted) = try store.write { [clock, means, bot, phrasebook] tx in
        let desk = FrontDesk(tx, now: clock(), means: means, origin: "command")
        try BotMenu.refresh(at: desk, phrasebook: phrasebook)
        let business = try tx.catalogue().business
        return (business?.name ?? bot.name, business?.language, tx.posted)
      }
      courier.take(posted)
      for call in BotMenu.introduction(
        phrasebook: phrasebook, business: business, language: language)
      {
        if Task.isCancelled { return }
        do throws(TelegramError) {
          _ = try await client.perform(call)
        } catch {
          logger.info(
            "The bot's menu could not be set",
            metadata: ["method": "\(call.method)", "error": "\(error)"])
        }
      }
    } catch {
      logger.warning("The bot's menu could not be read", metadata: ["error": "\(error)"])
    }
  }
}

/// Whether updates are taken one by one, because the last run crashed.
private final class Care: Sendable {
  private let needed: Mutex<Bool>

  init(_ isNeeded: Bool) { needed = Mutex(isNeeded) }

  var isNeeded: Bool {
    get { needed.withLock { $0 } }
    set { needed.withLock { $0 = newValue } }
  }
}
