import Booking
import Configuration
import Courier
import Curl
import Foundation
import Logging
import Telegram

/// The settings of the deployment: environment over file over defaults, read once, all faults
/// reported together.
struct Settings: Sendable {
  var token: BotToken?
  var apiBase: String
  var proxy: String?
  var limits: SendLimits
  var databasePath: String
  var mediaPath: String
  /// Where copies of the database are kept.
  var backupPath: String
  var httpHost: String
  var httpPort: Int
  var publicURL: String?
  var smtpURL: String?
  var smtpFrom: String?
  /// Where short messages go; nil: nowhere.
  var gateway: SMSGateway?
  var smsURL: String?
  var localesPath: String
  var logLevel: Logger.Level

  /// Every key of the file; the environment name is the key in capitals, `bot.token` BOT_TOKEN.
  static let keys: [String] = [
    "bot.token", "telegram.apiBase", "telegram.proxy", "telegram.limits", "database.path",
    "media.path", "backup.path", "http.host", "http.port", "public.url", "smtp.url", "smtp.from",
    "sms.url", "sms.method", "sms.headers", "sms.body", "sms.sender",
    "locales.path", "log.level",
  ]

  /// Reads the settings; throws an `Ending` that lists every fault.
  static func load(file: String?, needsToken: Bool) async throws -> Settings {
    let (settings, faults) = await read(file: file, needsToken: needsToken)
    guard faults.isEmpty else {
      let list = faults.map { "  - " + $0 }.joined(separator: "\n")
      throw Ending.configuration("The configuration needs attention:\n" + list)
    }
    return settings
  }

  /// Reads the settings as far as they can be read, and what is wrong with them, each fault with
  /// what to write instead. Who needs a token needs the texts too.
  static func read(file: String?, needsToken: Bool) async -> (Settings, faults: [String]) {
    let file = await SettingsFile(file ?? "Config/bookingbot.yaml", isNamed: file != nil)
    var providers: [any ConfigProvider] = [EnvironmentVariablesProvider()]
    if let provider = file.provider { providers.append(provider) }
    var faults = file.faults
    let reading = Reading(config: ConfigReader(providers: providers), file: file)
    let settings = Settings(reading, needsToken: needsToken, &faults)
    return (settings, faults)
  }
}

extension Settings {
  private static let publicBase = "https://api.telegram.org"

  /// How many bytes of a file a bot may fetch: 20 MB from the public server. What another server
  /// takes is its own matter; one without limit of its own has none.
  var fetchLimit: Int64? { apiBase.hasPrefix(Self.publicBase) ? 20 << 20 : nil }

  /// How e-mail leaves; without SMTP_URL it does not.
  ///
  /// Letters have a curl thread of their own: libcurl holds its thread until a mail server has said
  /// whether it takes a letter, and the chats must not wait for that.
  func mailer() -> any Mailer {
    guard let smtpURL, let smtpFrom else { return NoMailer() }
    return SMTPMailer(server: smtpURL, from: smtpFrom, engine: CurlEngine(label: "curl-mail"))
      ?? NoMailer()
  }
}

extension Settings {
  /// How short messages leave; without SMS_URL they do not.
  func texter(_ engine: CurlEngine) -> any Texter {
    gateway.map { HTTPTexter(gateway: $0, engine: engine) } ?? NoTexter()
  }

  /// The gateway as the settings describe it; `complain` gets what is wrong.
  private static func gateway(
    _ read: Reading, _ complain: (_ key: String, _ words: String) -> Void
  ) -> SMSGateway? {
    let parts = ["method", "headers", "body", "sender"].map { read.text("sms." + $0) }
    guard let url = read.text("sms.url") else {
      if parts.contains(where: { $0 != nil }) {
        complain(
          "sms.url",
          "is missing, though other settings of the gateway are there. Write for example"
            + " https://sms.example.com/messages")
      }
      return nil
    }
    let bare = url.replacingOccurrences(of: "{", with: "").replacingOccurrences(of: "}", with: "")
    if !isURL(bare, ["http", "https"]) {
      complain(
        "sms.url",
        "is not an address. Write for example https://sms.example.com/messages, or with GET"
          + " https://sms.example.com/send?to={phone}&text={text}")
    }
    let (gateway, faults) = SMSGateway.read(
      url: url, method: parts[0], headers: parts[1], body: parts[2], sender: parts[3])
    for fault in faults { complain("sms." + fault.key, fault.words) }
    return gateway
  }
}

/// Reads values with their names, so that a fault can say what to write where.
private struct Reading {
  let config: ConfigReader
  let file: SettingsFile

  func text(_ key: String) -> String? {
    guard let text = config.string(forKey: ConfigKey(key)) else { return nil }
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return trimmed.isEmpty ? nil : trimmed
  }

  /// Where the value came from, or would best be written: `HTTP_PORT`, `http.port in x.yaml`.
  func name(_ key: String) -> String {
    let variable = Self.variable(key)
    let isInEnvironment = ProcessInfo.processInfo.environment[variable] != nil
    return isInEnvironment || !file.found.contains(key) ? variable : "\(key) in \(file.path)"
  }

  /// The environment's name of a key: `telegram.apiBase` is `TELEGRAM_API_BASE`.
  private static func variable(_ key: String) -> String {
    key.reduce(into: "") { name, letter in
      if letter == "." { return name += "_" }
      if letter.isUppercase { name += "_" }
      name += letter.uppercased()
    }
  }
}

extension Settings {
  private init(_ read: Reading, needsToken: Bool, _ faults: inout [String]) {
    func complain(_ key: String, _ words: String) { faults.append("\(read.name(key)) \(words)") }
    func address(_ key: String, _ schemes: [String], _ words: String) -> String? {
      let text = read.text(key)
      if let text, !Self.isURL(text, schemes) { complain(key, words) }
      return text
    }
    if let text = read.text("bot.token") {
      token = BotToken(text)
      if token == nil {
        complain(
          "bot.token",
          "does not look like a token. Write it as @BotFather gave it:"
            + " 123456789:AAExampleExampleExampleExampleExampl")
      }
    } else if needsToken {
      complain(
        "bot.token",
        "is missing. Ask @BotFather in Telegram for one (/newbot) and set it in the"
          + " environment. To try the bot without a token: bookingbot demo")
    }
    apiBase =
      address(
        "telegram.apiBase", ["http", "https"],
        "is not an address. Write for example https://api.telegram.org")
      ?? "https://api.telegram.org"
    proxy = address(
      "telegram.proxy", ["http", "https", "socks5", "socks5h"],
      "is not a proxy. Write for example http://127.0.0.1:3128 or"
        + " socks5://user:password@proxy.example.com:1080")
    switch read.text("telegram.limits") ?? "standard" {
    case "standard": limits = .standard
    case "paid": limits = .paid
    case "off": limits = .off
    case let other:
      limits = .standard
      complain("telegram.limits", "is \(other). Write standard, paid or off.")
    }
    databasePath = read.text("database.path") ?? "bookingbot.sqlite"
    mediaPath = read.text("media.path") ?? "media"
    backupPath =
      read.text("backup.path")
      ?? URL(fileURLWithPath: databasePath).deletingLastPathComponent()
      .appendingPathComponent("backups").path
    httpHost = read.text("http.host") ?? "127.0.0.1"
    let port = read.text("http.port") ?? "8081"
    httpPort = Int(port) ?? -1
    if !(0...65_535).contains(httpPort) {
      complain("http.port", "is \(port). Write a number from 0 (any free port) to 65535.")
    }
    publicURL = address(
      "public.url", ["https", "http"],
      "is not an address. Write for example https://book.example.com")
    while publicURL?.last == "/" { publicURL?.removeLast() }
    smtpURL = address(
      "smtp.url", ["smtp", "smtps", "smtp+starttls"],
      "is not a mail server. Write for example smtps://user:password@mail.example.com:465")
    smtpFrom = read.text("smtp.from")
    if let smtpFrom, Mailbox(smtpFrom) == nil {
      complain("smtp.from", "is not an e-mail address. Write for example booking@example.com")
    } else if smtpURL != nil, smtpFrom == nil {
      complain("smtp.from", "is missing. Write the sender's address: booking@example.com")
    }
    smsURL = read.text("sms.url")
    gateway = Self.gateway(read, complain)
    localesPath = read.text("locales.path") ?? Self.ownLocales
    let english = URL(fileURLWithPath: localesPath).appendingPathComponent("en.json").path
    if needsToken, !FileManager.default.fileExists(atPath: english) {
      complain(
        "locales.path",
        (read.text("locales.path") == nil
          ? "is not set, and \(localesPath)" : "is \(localesPath), which")
          + " holds no texts. Write the path of the folder Locales that came with the program.")
    }
    let level = read.text("log.level") ?? "info"
    logLevel = Logger.Level(rawValue: level.lowercased()) ?? .info
    if Logger.Level(rawValue: level.lowercased()) == nil {
      let all = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
      complain("log.level", "is \(level). Write one of \(all).")
    }
  }

  private static func isURL(_ text: String, _ schemes: [String]) -> Bool {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      schemes.contains(scheme), parts.host?.isEmpty == false,
      (0...65_535).contains(parts.port ?? 0)
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
