import ArgumentParser
import Booking
import Curl
import Foundation
import FrontDesk
import Media
import Phrasebook
import Store
import Telegram

/// Says whether everything works: configuration, token, database, disk, texts, deliveries.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say whether everything works, also while the bot runs.")

  @Option(name: .long, help: "The configuration file.")
  var config: String?

  func run() async throws {
    try await orLeave {
      let (settings, faults) = await Settings.read(file: config, needsToken: true)
      var report = Report()
      for fault in faults { report.add("configuration", .configuration(fault), "") }
      if faults.isEmpty { report.add("configuration", nil, "read, nothing is missing") }
      do {
        let phrasebook = try House.loadPhrases(settings)
        report.add(
          "texts", nil, phrasebook.languages.map(\.name).joined(separator: ", "))
      } catch let ending as Ending {
        report.add("texts", ending, "")
      }
      checkDatabase(settings, &report)
      checkDisk(settings, &report)
      checkMedia(settings, &report)
      await checkTelegram(settings, &report)
      await checkMail(settings, &report)
      await checkGateway(settings, &report)
      print(report.text)
      if let worst = report.worst { throw worst }
    }
  }

  private func checkDatabase(_ settings: Settings, _ report: inout Report) {
    let path = settings.databasePath
    guard FileManager.default.fileExists(atPath: path) else {
      return report.add("database", nil, "\(path) is not there yet; serve makes it")
    }
    do {
      let store = try Store(reading: path)
      if let damage = try store.damage() {
        return report.add(
          "database", .configuration("\(path) is damaged: \(damage). Restore a backup."), "")
      }
      let (outbox, dead, aside, held) = try store.read { tx in
        try (
          tx.countOutbox(), tx.deadLetters(limit: 20), tx.quarantined(limit: 20),
          (count: tx.countSuspended(), rows: tx.suspendedRows(limit: 20))
        )
      }
      report.add(
        "database", nil, "\(path), \(outbox.waiting) waiting, \(outbox.dead) undeliverable")
      for letter in dead {
        report.note(
          "undeliverable \(letter.method) to \(letter.chat.map(String.init) ?? "–")"
            + " since \(letter.created): \(letter.error)")
      }
      if held.count > 0 {
        report.note(
          "\(held.count) not sent again after a restoration; /backup in the owner's chat forgets them"
        )
      }
      for row in held.rows {
        report.note(
          "suspended \(row.method) to \(row.chat.map(String.init) ?? "–") since \(row.created)")
      }
      for update in aside {
        report.note("put aside update \(update.update) at \(update.moment): \(update.error)")
      }
    } catch let fault as StoreFault {
      report.add("database", .configuration(fault.description), "")
    } catch {
      report.add(
        "database",
        .configuration("\(path) can't be read (\(error)). Put a backup in its place."), "")
    }
  }

  private func checkDisk(_ settings: Settings, _ report: inout Report) {
    // Before the first start not even the folder need be there.
    var folder = URL(fileURLWithPath: settings.databasePath).deletingLastPathComponent()
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path) {
      folder.deleteLastPathComponent()
    }
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder.path)
    guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
      return report.add(
        "disk",
        .configuration(
          "\(folder.path) can't be looked at. Check DATABASE_PATH and who may read it."),
        "")
    }
    guard FileManager.default.isWritableFile(atPath: folder.path) else {
      return report.add(
        "disk", .configuration("\(folder.path) can't be written. Check who may write there."), "")
    }
    let megabytes = free / 1_048_576
    let ending: Ending? =
      megabytes < 100
      ? .configuration("\(folder.path) has \(megabytes) MB left; free some space.") : nil
    report.add("disk", ending, "\(megabytes) MB free")
  }

  private func checkTelegram(_ settings: Settings, _ report: inout Report) async {
    guard let token = settings.token, !report.isBroken("configuration") else {
      return report.skip("telegram", "not asked: the configuration comes first")
    }
    let engine = CurlEngine()
    let client = TelegramClient(
      token: token, base: settings.apiBase, proxy: settings.proxy,
      transport: engine)
    do throws(TelegramError) {
      let me = try await client.perform(.getMe())
      let user = try? me.decode(User.self)
      report.add("telegram", nil, "@\(user?.username ?? "?")")
      if let drift = await ClockDrift.ask(settings, engine) {
        report.add("clock", drift.ending, "as Telegram's")
      } else {
        report.skip("clock", "not compared: the server does not tell its time")
      }
    } catch {
      report.add("telegram", Ending(error, proxy: settings.proxy != nil), "")
    }
    await engine.shutdown()
  }
}

extension Ending {
  /// What a failed call means before anything runs, and what to do about it.
  init(_ error: TelegramError, proxy: Bool) {
    if case .unauthorized = error {
      self = .unavailable(
        "Telegram refuses the token (401). Copy BOT_TOKEN again from @BotFather.")
    } else {
      self = .unavailable(
        "Telegram can't be reached: \(error). Check the network"
          + (proxy ? ", TELEGRAM_PROXY" : "") + " and TELEGRAM_API_BASE.")
    }
  }
}

extension CheckCommand {
  /// Whether files can come in, and whether those are there that the database counts on.
  private func checkMedia(_ settings: Settings, _ report: inout Report) {
    let folder = MediaFolder(path: settings.mediaPath)
    switch folder.standing {
    case .notAFolder:
      return report.add(
        "media", .configuration("\(folder.path) is not a folder. Set MEDIA_PATH to one."), "")
    case .unwritable(let place):
      return report.add(
        "media",
        .configuration("\(place) can't be written. Check MEDIA_PATH and who may write there."), "")
    case .notThere:
      return report.add("media", nil, "\(folder.path) is not there yet; serve makes it")
    case .there: break
    }
    let megabytes = (folder.room() ?? 0) / 1_048_576
    let ending: Ending? =
      megabytes < 100
      ? .configuration("\(folder.path) has \(megabytes) MB left; free some space.") : nil
    guard FileManager.default.fileExists(atPath: settings.databasePath),
      let store = try? Store(reading: settings.databasePath),
      let (sum, waiting) = try? store.read({ try ($0.sumMedia(), $0.countWaitingFetches()) })
    else { return report.add("media", ending, "\(folder.path), \(megabytes) MB free") }
    report.add(
      "media", ending,
      "\(folder.path), \(sum.count) files, \(sum.bytes / 1_048_576) MB, \(megabytes) MB free")
    var missing = 0
    for part in UInt8.min...UInt8.max {
      let known = (try? store.read { try $0.knownMedia(beginningWith: part) }) ?? []
      missing += known.count { !folder.has($0) }
    }
    if missing > 0 {
      report.note("\(missing) files are missing in the folder; serve fetches them again")
    }
    if waiting > 0 { report.note("\(waiting) files wait to be fetched from Telegram") }
  }

  /// Greets the mail server and logs in; no letter is sent.
  private func checkMail(_ settings: Settings, _ report: inout Report) async {
    guard let server = settings.smtpURL else {
      return report.skip("mail", "not set up (SMTP_URL): nothing goes by e-mail")
    }
    guard !report.isBroken("configuration") else {
      return report.skip("mail", "not asked: the configuration comes first")
    }
    let engine = CurlEngine(label: "curl-mail")
    do throws(CurlError) {
      try await engine.send(SMTPLetter.probe(server))
      report.add("mail", nil, "the server answers and lets us in; nothing was sent")
    } catch {
      let advice =
        switch error {
        case .smtp(let code, _) where [530, 534, 535, 538].contains(code):
          "The mail server refuses the login (\(error)). Check user and password in SMTP_URL;"
            + " signs such as @ and / are written %40 and %2F there."
        case .tls:
          "No safe line to the mail server: \(error). smtps:// is for port 465,"
            + " smtp+starttls:// for 587."
        default:
          "The mail server does not work: \(error). Check SMTP_URL and the network."
        }
      report.add("mail", .unavailable(advice), "")
    }
    await engine.shutdown()
  }

  /// Asks whether there is a server; a message would cost something.
  private func checkGateway(_ settings: Settings, _ report: inout Report) async {
    guard let url = settings.smsURL else {
      return report.skip("sms", "not set up (SMS_URL): nothing goes by SMS")
    }
    let bare = url.filter { $0 != "{" && $0 != "}" }
    guard !report.isBroken("configuration"), let parts = URLComponents(string: bare) else {
      return report.skip("sms", "not asked: the configuration comes first")
    }
    var root = URLComponents()
    (root.scheme, root.host, root.port, root.path) = (parts.scheme, parts.host, parts.port, "/")
    let engine = CurlEngine(label: "curl-sms")
    do throws(CurlError) {
      _ = try await engine.send(
        HTTPRequest(.other("OPTIONS"), root.string ?? "", deadlines: .init(total: .seconds(20))))
      report.add("sms", nil, "the gateway's server answers; nothing was sent")
    } catch {
      report.add(
        "sms",
        .unavailable("The SMS gateway can't be reached: \(error). Check SMS_URL and the network."),
        "")
    }
    await engine.shutdown()
  }
}

/// The lines of a check, and the worst of what was found.
private struct Report {
  private(set) var text = ""
  private(set) var worst: Ending?
  private var broken: Set<String> = []

  mutating func add(_ part: String, _ ending: Ending?, _ said: String) {
    line(ending == nil ? "ok  " : "FAIL", part, ending?.message ?? said)
    guard let ending else { return }
    broken.insert(part)
    if worst == nil {
      worst = Ending(code: ending.code, message: "Not everything works; see the lines marked FAIL.")
    }
  }

  func isBroken(_ part: String) -> Bool { broken.contains(part) }

  mutating func skip(_ part: String, _ why: String) { line("–   ", part, why) }

  mutating func note(_ line: String) { text += "       \(line)\n" }

  private mutating func line(_ mark: String, _ part: String, _ said: String) {
    text += "\(mark) \(part.padding(toLength: 15, withPad: " ", startingAt: 0)) \(said)\n"
  }
}
