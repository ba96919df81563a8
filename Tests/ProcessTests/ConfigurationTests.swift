import Foundation
import Testing

@Suite("What is wrong with the command line and the configuration is said with what to write")
struct ConfigurationTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test(
    "A word or an option that does not exist is a usage fault",
    arguments: [
      ["frobnicate"], ["serve", "--bogus"], ["demo", "--port", "70000"], ["check", "x"],
    ])
  func usage(arguments: [String]) async throws {
    let last = arguments.last ?? ""
    let run = try await Run.bookingbot(arguments, folder: folder)
    #expect(run.end == .exit(64))
    #expect(run.output == "")
    expect(run.error, says: arguments.count == 3 ? "0 to 65535" : last, "--help")
  }

  @Test("Help and the bare program tell the commands and end well")
  func help() async throws {
    for run in [
      try await Run.bookingbot([], folder: folder),
      try await Run.bookingbot(["--help"], folder: folder),
    ] {
      #expect(run.end == .exit(0))
      expect(run.output, says: "demo", "serve", "check", "slots", "export", "BOT_TOKEN")
    }
  }

  @Test("Without a token serve says where one comes from, and how to try the bot without")
  func noToken() async throws {
    let run = try await Run.bookingbot(
      ["serve"], environment: ["LOCALES_PATH": Program.locales], folder: folder)
    #expect(run.end == .exit(78))
    expect(run.error, says: "BOT_TOKEN is missing", "@BotFather", "/newbot", "bookingbot demo")
  }

  @Test("What is not a token is refused without being repeated")
  func malformedToken() async throws {
    let run = try await Run.bookingbot(
      ["serve"],
      environment: ["BOT_TOKEN": "botSECRETSECRETSECRET", "LOCALES_PATH": Program.locales],
      folder: folder)
    #expect(run.end == .exit(78))
    expect(run.error, says: "BOT_TOKEN does not look like a token", "@BotFather")
    #expect(!run.words.contains("SECRET"))
    // Nothing was begun.
    #expect(!FileManager.default.fileExists(atPath: folder.path("bookingbot.sqlite")))
  }

  @Test("All faults are told in one run, each with what to write, and no secret among them")
  func allAtOnce() async throws {
    try write("http:\n  prot: 1\nbusiness:\n  name: Salon\n", to: "bot.yaml")
    let run = try await Run.bookingbot(
      ["serve", "--config", "bot.yaml"],
      environment: [
        "BOT_TOKEN": Tokens.good, "HTTP_PORT": "99999", "PUBLIC_URL": "book.example.com",
        "TELEGRAM_API_BASE": "telegram", "TELEGRAM_LIMITS": "many", "LOG_LEVEL": "loud",
        "LOCALES_PATH": folder.path("nowhere"), "SMTP_URL": "mail://me:hush@mail.example.com",
        "SMTP_FROM": "the salon", "TELEGRAM_PROXY": "127.0.0.1:3128",
      ], folder: folder)
    #expect(run.end == .exit(78))
    expect(
      run.error,
      says: "bot.yaml: unknown key http.prot. Did you mean http.port?",
      "bot.yaml: unknown key business.name",
      "HTTP_PORT is 99999. Write a number from 0", "65535",
      "PUBLIC_URL is not an address", "https://book.example.com",
      "TELEGRAM_API_BASE is not an address", "https://api.telegram.org",
      "TELEGRAM_LIMITS is many. Write standard, paid or off",
      "LOG_LEVEL is loud. Write one of trace, debug, info, notice, warning, error, critical",
      "LOCALES_PATH is \(folder.path("nowhere"))", "Locales that came with the program",
      "SMTP_URL is not a mail server", "smtps://", "SMTP_FROM is not an e-mail address",
      "TELEGRAM_PROXY is not a proxy", "socks5://")
    expectNoToken(in: run.words)
    #expect(!run.words.contains("hush"))
    #expect(run.error.split(separator: "\n").count { $0.hasPrefix("  - ") } == 11)
  }

  @Test(
    "A file that can't be used is told by its name, and its line where there is one",
    arguments: [
      ("http: [1\nport: }", "line 2: not YAML"), ("just words", "not made of keys and values"),
      ("- a\n- b", "not made of keys and values"),
      ("http:\n  port: 1\n  port: 2", "a key stands there twice (port)"),
      ("http:\n  port: [1, 2]", "http.port takes one value, not a list"),
      ("http:\n  port:\n    number: 1", "http.port takes one value, not keys of its own"),
      ("http: 8081", "http is a section"),
      ("http:\n  port: many", "http.port in bot.yaml is many. Write a number"),
      ("log:\n  level: yes", "log.level in bot.yaml is"),
      ("telegram:\n  apibase: x", "unknown key telegram.apibase. Did you mean telegram.apiBase?"),
    ])
  func badFile(text: String, words: String) async throws {
    // The secret of a token in the broken file must not be quoted.
    try write(text + "\n# \(Tokens.good)\n", to: "bot.yaml")
    let run = try await Run.bookingbot(["export", "--config", "bot.yaml"], folder: folder)
    #expect(run.end == .exit(78))
    expect(run.error, says: "bot.yaml", words)
    expectNoToken(in: run.words)
  }

  @Test("A file of comments, or with an empty section, is as good as none")
  func emptyFile() async throws {
    for text in ["", "# nothing yet\n", "smtp:\n  # url: smtps://…\n", "---\n"] {
      try write(text, to: "bot.yaml")
      let run = try await Run.bookingbot(["export", "--config", "bot.yaml"], folder: folder)
      expect(run.error, says: "bookingbot.sqlite", "there is no such file")
      #expect(!run.error.contains("bot.yaml"))
    }
  }

  @Test("A file that was named must be there, and a folder is none")
  func missingFile() async throws {
    let missing = try await Run.bookingbot(["export", "--config", "no.yaml"], folder: folder)
    #expect(missing.end == .exit(78))
    expect(missing.error, says: "--config no.yaml: there is no such file")
    let isFolder = try await Run.bookingbot(["export", "--config", "."], folder: folder)
    #expect(isFolder.end == .exit(78))
    expect(isFolder.error, says: ". is a folder", "./bookingbot.yaml")
  }

  @Test("The environment wins over the file, the file over the default")
  func precedence() async throws {
    try write("database:\n  path: of-the-file.sqlite\nhttp:\n  port: many\n", to: "bot.yaml")
    let file = try await Run.bookingbot(
      ["export", "--config", "bot.yaml"], environment: ["HTTP_PORT": "0"], folder: folder)
    expect(file.error, says: "of-the-file.sqlite")
    let environment = try await Run.bookingbot(
      ["export", "--config", "bot.yaml"],
      environment: ["HTTP_PORT": "0", "DATABASE_PATH": "of-the-environment.sqlite"],
      folder: folder)
    expect(environment.error, says: "of-the-environment.sqlite")
  }

  @Test("The file in Config/ is what the program takes")
  func ownFile() async throws {
    let own = URL(fileURLWithPath: Program.locales).deletingLastPathComponent()
      .appendingPathComponent("Config/bookingbot.yaml").path
    let run = try await Run.bookingbot(["export", "--config", own], folder: folder)
    expect(run.error, says: "there is no such file")
    // And with every comment that shows a setting turned into one.
    let lines = try String(contentsOfFile: own, encoding: .utf8).split(separator: "\n")
    let shown = lines.map { line in
      line.firstMatch(of: /^(\s*)# ((proxy:|smtp:|sms:|backup:|  [a-z]+:).*)$/).map {
        "\($0.1)\($0.2)"
      } ?? String(line)
    }
    #expect(shown.count { !$0.contains("#") } >= lines.count { !$0.contains("#") } + 4)
    try write(shown.joined(separator: "\n"), to: "bot.yaml")
    let all = try await Run.bookingbot(["export", "--config", "bot.yaml"], folder: folder)
    expect(all.error, says: "there is no such file")
    #expect(!all.error.contains("attention"))
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(name)))
  }
}
