import ArgumentParser
import Booking
import Conversation
import Courier
import Foundation
import FrontDesk
import Logging
import Pictures
import Sandbox
import Store
import Telegram

/// Runs the bot against a Telegram of its own, with a page that shows the chats.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Try the bot without a token: a sample business and its chats in a browser.")

  @Option(name: .long, help: "The port of the page; 0 takes a free one.")
  var port = 8080

  @Option(name: .long, help: "The language of the sample business: en, uk, ru or fr.")
  var language: String?

  @Option(name: .long, help: "Keep the data in this database instead of a temporary one.")
  var database: String?

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port takes a number from 0 to 65535.")
    }
  }

  func run() async throws {
    let signals = await trapStopSignals()
    try await orLeave {
      let logger = Log.start(.warning)
      var settings = try await Settings.load(file: nil, needsToken: false)
      let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("bookingbot-demo-\(ProcessInfo.processInfo.processIdentifier)")
      settings.databasePath = database ?? folder.appendingPathComponent("demo.sqlite").path
      settings.backupPath =
        URL(fileURLWithPath: settings.databasePath)
        .deletingLastPathComponent().appendingPathComponent("backups").path
      settings.mediaPath =
        URL(fileURLWithPath: settings.databasePath)
        .deletingLastPathComponent().appendingPathComponent("media").path
      defer { if database == nil { try? FileManager.default.removeItem(at: folder) } }
      try await runUntilStopped(by: signals, logger) { [settings, port, language] in
        try await Demo(settings: settings, port: port, language: language, logger: logger).run()
      }
    }
  }
}

/// The bot, its sandbox and the people who try it.
struct Demo: Sendable {
  let settings: Settings
  let port: Int
  let language: String?
  let logger: Logger

  func run() async throws {
    let code = String((language ?? Sample.systemLanguage ?? "en").prefix(2))
    let cast = Cast(code)
    let sandbox = Sandbox(configuration: cast.configuration(port: port))
    do {
      _ = try await sandbox.start()
    } catch {
      let reason =
        PageServing.isTaken(error) ? "is taken by another program" : "can't be used (\(error))"
      throw Ending.configuration(
        "Port \(port) \(reason). Choose another one: bookingbot demo --port \(port == 8090 ? 8091 : 8090)"
      )
    }
    var settings = settings
    settings.apiBase = sandbox.baseURL
    settings.proxy = nil
    // Letters go to the mailbox on the page, never out.
    settings.smtpURL = try await sandbox.startMail()
    settings.smtpFrom = cast.mailbox
    settings.smsURL = sandbox.gatewayURL
    settings.gateway =
      SMSGateway.read(
        url: sandbox.gatewayURL, method: nil, headers: nil, body: nil, sender: nil
      ).gateway
    settings.httpHost = "127.0.0.1"
    settings.httpPort = FreePort.near(sandbox.port)
    settings.publicURL = "http://127.0.0.1:\(settings.httpPort)"
    guard let token = BotToken(Cast.token) else { return }
    let house = try await House.build(
      settings, token: token, clock: { Instant(sandbox.now()) },
      random: { UInt64.random(in: .min ... .max) }, logger: logger)
    sandbox.onClockMoved = {
      house.clockwork.wake()
      house.courier.wake()
      house.collector.wake()
    }
    try Sample.load(into: house, language: code)
    try cast.takeTheirPlaces(in: house)
    cast.startStaff(in: sandbox)
    let gallery = try cast.hangPictures(in: house, sandbox)
    print(
      """

      The demo is at http://127.0.0.1:\(sandbox.port)/, its pages at http://127.0.0.1:\(settings.httpPort)/
      \(gallery.map { "One of them, with pictures: \($0)" } ?? "")

      Four chats are waiting there: two clients, a specialist and the owner. Press Start in the
      first, book a visit, move the clock, break Telegram. Nothing leaves this machine. Ctrl-C ends it.

      """)
    fflush(nil)
    do {
      let pages = try PageServing(house)
      try await house.run(beside: pages.serve)
    } catch {
      await sandbox.stop()
      throw error
    }
    await sandbox.stop()
  }
}

/// The people of the demo, with names of the reader's language.
struct Cast {
  static let token = "7000000001:AA-demo-demo-demo-demo-demo-demo-de"
  private let code: String
  private let business: String
  private let names: [(first: String, last: String)]
  private let phones: [String]

  init(_ code: String) {
    self.code = ["en", "uk", "ru", "fr"].contains(code) ? code : "en"
    switch self.code {
    case "uk":
      business = "Студія «На розі»"
      names = [
        ("Анна", "Мельник"), ("Богдан", "Ткачук"), ("Олег", "Бондар"), ("Ольга", "Кравець"),
      ]
      phones = ["+380671230001", "+380671230002", "+380671230003", "+380671230004"]
    case "ru":
      business = "Студия «На углу»"
      names = [("Анна", "Ким"), ("Булат", "Сериков"), ("Тимур", "Ахметов"), ("Ольга", "Лебедева")]
      phones = ["+77011230001", "+77011230002", "+77011230003", "+77011230004"]
    case "fr":
      business = "Studio du Coin"
      names = [
        ("Anne", "Morel"), ("Bastien", "Girard"), ("Olivier", "Bernard"), ("Odile", "Laurent"),
      ]
      phones = ["+33612300001", "+33612300002", "+33612300003", "+33612300004"]
    default:
      business = "Corner House Studio"
      names = [("Anna", "Walsh"), ("Ben", "Carter"), ("Oliver", "Bennett"), ("Olivia", "Reid")]
      phones = ["+353851230001", "+353851230002", "+353851230003", "+353851230004"]
    }
  }

  /// The sender of the demo's letters; the domain exists nowhere (RFC 2606).
  var mailbox: String {
    "\(business.filter { !"<>\"".contains($0) }) <studio@corner-house.example>"
  }

  private static let specialist: Int64 = 5_000_000_003
  private static let owner: Int64 = 5_000_000_004

  func configuration(port: Int) -> SandboxConfiguration {
    let roles = ["client", "client2", "specialist", "owner"]
    var configuration = SandboxConfiguration()
    configuration.token = Self.token
    configuration.botUsername = "corner_house_bot"
    configuration.botName = business
    configuration.port = port
    configuration.people = zip(roles, zip(names, phones)).enumerated().map { index, person in
      SandboxPerson(
        id: 5_000_000_001 + Int64(index), role: person.0, firstName: person.1.0.first,
        lastName: person.1.0.last, username: "demo_\(person.0)", languageCode: code,
        phoneNumber: person.1.1)
    }
    return configuration
  }

  /// The staff are in their chats already: Telegram lets a bot write first to nobody, and what
  /// happens to a client should show in the other chats at once.
  func startStaff(in sandbox: Sandbox) {
    for person in [Self.specialist, Self.owner] { sandbox.start(person) }
  }

  /// The specialist keeps the first book of the sample, the owner owns the business.
  func takeTheirPlaces(in house: House) throws {
    let (specialist, owner) = (names[2], names[3])
    try house.store.write { [house, means = house.means, clock = house.clock, code] tx in
      let desk = FrontDesk(tx, now: clock(), means: means, origin: "command")
      let barber = try tx.meet(
        TelegramIdentity(
          id: Self.specialist, name: "\(specialist.first) \(specialist.last)",
          username: "demo_specialist", languageCode: code), now: clock())
      try SampleBusiness.assign(barber.id, toSpecialistAt: 0, at: desk)
      var boss = try tx.meet(
        TelegramIdentity(
          id: Self.owner, name: "\(owner.first) \(owner.last)", username: "demo_owner",
          languageCode: code), now: clock())
      boss.isOwner = true
      try tx.save(boss)
      let voice = house.phrasebook.voice(code)
      try desk.rememberSample(guests: SampleBusiness.guests(voice), by: boss)
    }
  }

  /// A session with pictures, as the photographer of the sample would have sent them; the address of
  /// its gallery. Nothing in a database that has been used before.
  func hangPictures(in house: House, _ sandbox: Sandbox) throws -> String? {
    guard
      try house.store.read({
        try $0.recentSessions(of: $0.catalogue().specialists.map(\.id), limit: 1)
      })
      .isEmpty
    else { return nil }
    let files = (0..<9).map { number -> NewSessionFile in
      let seed = UInt64(number)
      // One of them upright.
      let (long, short) = number == 4 ? (854, 1_280) : (1_280, 854)
      let photo = Landscape.png(seed: seed, width: long, height: short)
      let small = Landscape.png(seed: seed, width: long / 4, height: short / 4)
      let name = "landscape-\(number + 1).png"
      let full = sandbox.keepPhoto(Upload(name: name, mime: "image/png", bytes: photo))
      let thumbnail = sandbox.keepPhoto(Upload(name: name, mime: "image/png", bytes: small))
      return NewSessionFile(
        kind: .photo, fileID: full.fileID, uniqueID: full.uniqueID, mime: "image/png",
        size: Int64(photo.count), width: long, height: short,
        sizes: [
          .init(
            .full, fileID: full.fileID, size: Int64(photo.count), width: long, height: short),
          .init(
            .large, fileID: full.fileID, size: Int64(photo.count), width: long, height: short),
          .init(
            .small, fileID: thumbnail.fileID, size: Int64(small.count), width: long / 4,
            height: short / 4),
        ])
    }
    return try house.store.write { [house, means = house.means, clock = house.clock, code] tx in
      let desk = FrontDesk(tx, now: clock(), means: means, origin: "command")
      let voice = house.phrasebook.voice(code)
      guard let owner = try tx.owners().first,
        let session = try SampleBusiness(voice: voice).addSession(with: files, at: desk, by: owner)
      else { return nil }
      return try desk.pageURL("s/" + desk.pageToken(.session, of: session.raw))
    }
  }
}
