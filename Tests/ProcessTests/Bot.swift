import Foundation
import Sandbox

/// The real program serving a sandbox, on one database that outlives its runs.
struct Bot {
  let folder: Folder
  let sandbox: Sandbox
  private let more: [String: String]

  /// Starts the sandbox; nothing polls it yet.
  init(people: [SandboxPerson] = SandboxPerson.cast, environment: [String: String] = [:])
    async throws
  {
    folder = try Folder()
    more = environment
    var configuration = SandboxConfiguration()
    configuration.people = people
    sandbox = Sandbox(configuration: configuration)
    _ = try await sandbox.start()
  }

  var environment: [String: String] {
    [
      "BOT_TOKEN": sandbox.configuration.token, "TELEGRAM_API_BASE": sandbox.baseURL,
      "TELEGRAM_LIMITS": "off", "DATABASE_PATH": folder.path("bot.sqlite"),
      "LOCALES_PATH": Program.locales, "HTTP_PORT": "0",
    ].merging(more) { _, mine in mine }
  }

  /// Starts `bookingbot serve --sample` in English.
  func serve(_ arguments: [String] = ["--sample", "--language", "en"]) throws -> Program {
    try Program(["serve"] + arguments, environment: environment, folder: folder)
  }
}
