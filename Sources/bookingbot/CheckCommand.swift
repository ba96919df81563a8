import ArgumentParser
import Booking
import Curl
import Foundation
import FrontDesk
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
      let settings = try await Settings.load(file: config, needsToken: true)
      var report = Report()
      report.add("configuration", nil, "read")
      do {
        let phrasebook = try House.loadPhrases(settings)
        report.add(
          "texts", nil, phrasebook.languages.map(\.name).joined(separator: ", "))
      } catch let ending as Ending {
        report.add("texts", ending, "")
      }
      checkDatabase(settings, &report)
      checkDisk(settings, &report)
      await checkToken(settings, &report)
      print(report.text)
      if let worst = report.worst { throw Ending(code: worst.code, message: worst.message) }
    }
  }

  private func checkDatabase(_ settings: Settings, _ report: inout Report) {
    let path = settings.databasePath
    guard FileManager.default.fileExists(atPath: path) else {
      return report.add("database", nil, "\(path) does not exist yet; serve will make it")
    }
    do {
      let store = try Store(reading: path)
      if let damage = try store.damage() {
        return report.add(
          "database", .configuration("\(path) is damaged: \(damage). Restore a backup."), "")
      }
      let (outbox, dead, aside) = try store.read { tx in
        try (tx.countOutbox(), tx.deadLetters(limit: 20), tx.quarantined(limit: 20))
      }
      report.add(
        "database", nil, "\(path), \(outbox.waiting) waiting, \(outbox.dead) undeliverable")
      for letter in dead {
        report.note(
          "undeliverable \(letter.method) to \(letter.chat.map(String.init) ?? "–")"
            + " since \(letter.created): \(letter.error)")
      }
      for update in aside {
        report.note("put aside update \(update.update) at \(update.moment): \(update.error)")
      }
    } catch let fault as StoreFault {
      report.add("database", .configuration(fault.description), "")
    } catch {
      report.add("database", .configuration("\(path) can't be read: \(error)"), "")
    }
  }

  private func checkDisk(_ settings: Settings, _ report: inout Report) {
    let folder = URL(fileURLWithPath: settings.databasePath).deletingLastPathComponent().path
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
      return report.add("disk", .configuration("\(folder) can't be looked at"), "")
    }
    let megabytes = free / 1_048_576
    let ending: Ending? =
      megabytes < 100
      ? .configuration("\(folder) has \(megabytes) MB left; free some space.") : nil
    report.add("disk", ending, "\(megabytes) MB free")
  }

  private func checkToken(_ settings: Settings, _ report: inout Report) async {
    guard let token = settings.token else { return }
    let engine = CurlEngine()
    let client = TelegramClient(
      token: token, base: settings.apiBase, proxy: settings.proxy,
      transport: engine)
    do throws(TelegramError) {
      let me = try await client.perform(.getMe())
      let user = try? me.decode(User.self)
      report.add("token", nil, "@\(user?.username ?? "?")")
    } catch {
      if case .unauthorized = error {
        report.add(
          "token",
          .unavailable("Telegram refuses the token. Copy BOT_TOKEN again from @BotFather."), "")
      } else {
        report.add("token", .unavailable("Telegram can't be reached: \(error)"), "")
      }
    }
    await engine.shutdown()
  }
}

/// The lines of a check, and the worst of what was found.
private struct Report {
  private(set) var text = ""
  private(set) var worst: Ending?

  mutating func add(_ part: String, _ ending: Ending?, _ said: String) {
    let name = part.padding(toLength: 15, withPad: " ", startingAt: 0)
    text += "\(ending == nil ? "ok  " : "FAIL") \(name) \(ending?.message ?? said)\n"
    if let ending, worst == nil {
      worst = Ending(code: ending.code, message: "Not everything works; see the lines marked FAIL.")
    }
  }

  mutating func note(_ line: String) { text += "       \(line)\n" }
}
