import Booking
import Configuration
import Courier
import Curl
import Foundation
import Logging
import Telegram
import Yams

/// The settings of the deployment: environment over file over defaults, read once, all faults
/// reported together.
struct Settings: Sendable {
  var token: BotToken?
  var apiBase: String
  var proxy: String?
  var limits: SendLimits
  var databasePath: String
  var mediaPath: String
  var httpHost: String
  var httpPort: Int
  var publicURL: String?
  var smtpURL: String?
  var smtpFrom: String?
  var localesPath: String
  var logLevel: Logger.Level

  /// Every key of the file; the environment name is the key in capitals, `bot.token` BOT_TOKEN.
  static let keys: [String] = [
    "bot.token", "telegram.apiBase", "telegram.proxy", "telegram.limits", "database.path",
    "media.path", "http.host", "http.port", "public.url", "smtp.url", "smtp.from",
    "locales.path", "log.level",
  ]

  /// Reads the settings; throws an `Ending` that lists every fault.
  static func load(file: String?, needsToken: Bool) async throws -> Settings {
    var faults: [String] = []
    var providers: [any ConfigProvider] = [EnvironmentVariablesProvider()]
    let path = file ?? "Config/bookingbot.yaml"
    if FileManager.default.fileExists(atPath: path) {
      do {
        faults += try unknownKeys(in: String(contentsOfFile: path, encoding: .utf8), path)
        providers.append(try await FileProvider<YAMLSnapshot>(filePath: .init(path)))
      } catch {
        faults.append("\(path): not readable as YAML. Compare it with Config/bookingbot.yaml.")
      }
    } else if let file {
      faults.append("--config \(file): there is no such file.")
    }
    let reader = Reading(config: ConfigReader(providers: providers))
    let settings = Settings(reader, needsToken: needsToken, &faults)
    guard faults.isEmpty else {
      let list = faults.map { "  - " + $0 }.joined(separator: "\n")
      throw Ending.configuration("The configuration needs attention:\n" + list)
    }
    return settings
  }

  private static func unknownKeys(in text: String, _ path: String) throws -> [String] {
    var found: [String] = []
    func walk(_ node: Any, _ prefix: String) {
      guard let mapping = node as? [String: Any] else {
        if !keys.contains(prefix) { found.append(prefix) }
        return
      }
      for (key, value) in mapping { walk(value, prefix.isEmpty ? key : prefix + "." + key) }
    }
    if let whole = try Yams.load(yaml: text), whole as? [String: Any] != nil || !(whole is NSNull) {
      walk(whole, "")
    }
    return found.sorted().map { key in
      let near = keys.min { distance($0, key) < distance($1, key) } ?? ""
      return "\(path): unknown key \(key.isEmpty ? "(no mapping)" : key). Did you mean \(near)?"
    }
  }

  /// Edits between two short words (Levenshtein).
  private static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.lowercased()), Array(b.lowercased()))
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}

extension Settings {
  /// How e-mail leaves; without SMTP_URL it does not.
  func mailer(_ engine: CurlEngine) -> any Mailer {
    guard let smtpURL, let smtpFrom else { return NoMailer() }
    return SMTPMailer(server: smtpURL, from: smtpFrom, engine: engine) ?? NoMailer()
  }
}

/// Reads values with their names, so that a fault can say what to write where.
private struct Reading {
  let config: ConfigReader

  func text(_ key: String) -> String? {
    guard let text = config.string(forKey: ConfigKey(key)), !text.isEmpty else { return nil }
    return text
  }
}

extension Settings {
  private init(_ read: Reading, needsToken: Bool, _ faults: inout [String]) {
    if let text = read.text("bot.token") {
      token = BotToken(text)
      if token == nil {
        faults.append(
          "BOT_TOKEN does not look like a token. Write it as @BotFather gave it:"
            + " 123456789:AAExampleExampleExampleExampleExampl")
      }
    } else if needsToken {
      faults.append(
        "BOT_TOKEN is missing. Ask @BotFather in Telegram for one (/newbot) and set it in the"
          + " environment. To try the bot without a token: bookingbot demo")
    }
    apiBase = read.text("telegram.apiBase") ?? "https://api.telegram.org"
    if !Self.isURL(apiBase, ["http", "https"]) {
      faults.append(
        "TELEGRAM_API_BASE is not an address. Write for example https://api.telegram.org")
    }
    proxy = read.text("telegram.proxy")
    if let proxy, !Self.isURL(proxy, ["http", "https", "socks5", "socks5h"]) {
      faults.append(
        "TELEGRAM_PROXY is not a proxy. Write for example http://127.0.0.1:3128 or"
          + " socks5://user:password@proxy.example.com:1080")
    }
    switch read.text("telegram.limits") ?? "standard" {
    case "standard": limits = .standard
    case "paid": limits = .paid
    case "off": limits = .off
    case let other:
      limits = .standard
      faults.append("TELEGRAM_LIMITS is \(other). Write standard, paid or off.")
    }
    databasePath = read.text("database.path") ?? "bookingbot.sqlite"
    mediaPath = read.text("media.path") ?? "media"
    httpHost = read.text("http.host") ?? "127.0.0.1"
    let port = read.text("http.port") ?? "8081"
    httpPort = Int(port) ?? -1
    if !(0...65_535).contains(httpPort) {
      faults.append("HTTP_PORT is \(port). Write a number from 0 (any free port) to 65535.")
    }
    publicURL = read.text("public.url")
    if let publicURL, !Self.isURL(publicURL, ["https", "http"]) {
      faults.append("PUBLIC_URL is not an address. Write for example https://book.example.com")
    }
    smtpURL = read.text("smtp.url")
    if let smtpURL, !Self.isURL(smtpURL, ["smtp", "smtps", "smtp+starttls"]) {
      faults.append(
        "SMTP_URL is not a mail server. Write for example"
          + " smtps://user:password@mail.example.com:465")
    }
    smtpFrom = read.text("smtp.from")
    if smtpURL != nil, smtpFrom?.contains("@") != true {
      faults.append("SMTP_FROM is missing. Write the sender's address, booking@example.com")
    }
    localesPath = read.text("locales.path") ?? Self.ownLocales
    let level = read.text("log.level") ?? "info"
    logLevel = Logger.Level(rawValue: level.lowercased()) ?? .info
    if Logger.Level(rawValue: level.lowercased()) == nil {
      let all = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
      faults.append("LOG_LEVEL is \(level). Write one of \(all).")
    }
  }

  private static func isURL(_ text: String, _ schemes: [String]) -> Bool {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      schemes.contains(scheme), parts.host?.isEmpty == false
    else { return false }
    return true
  }

  /// `Locales` in the working directory, else beside the program.
  private static var ownLocales: String {
    let program = URL(fileURLWithPath: CommandLine.arguments.first ?? "")
      .resolvingSymlinksInPath().deletingLastPathComponent()
    let beside = ["Locales", "../share/bookingbot/Locales"].map {
      program.appendingPathComponent($0).standardized.path
    }
    return (["Locales"] + beside).first { FileManager.default.fileExists(atPath: $0) }
      ?? "Locales"
  }
}
