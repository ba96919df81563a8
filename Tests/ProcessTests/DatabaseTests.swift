import Foundation
import GRDB
import Testing

@Suite("A database that can't be served is refused with the reason, and not a byte of it changes")
struct DatabaseTests {
  let folder: Folder
  let path: String

  init() throws {
    folder = try Folder()
    path = folder.path("bot.sqlite")
  }

  /// Serves with a Telegram that nobody plays: the database comes first.
  private func serve() async throws -> Run {
    let run = try await Run.bookingbot(["serve"], environment: environment, folder: folder)
    expectNoToken(in: run.words)
    return run
  }

  private var environment: [String: String] {
    [
      "BOT_TOKEN": Tokens.good, "TELEGRAM_API_BASE": "http://127.0.0.1:9",
      "DATABASE_PATH": path, "LOCALES_PATH": Program.locales, "HTTP_PORT": "0",
    ]
  }

  private func expectRefused(_ words: String...) async throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    for command in ["serve", "check", "export"] {
      let run = try await Run.bookingbot([command], environment: environment, folder: folder)
      // The check knows the database's fault first and Telegram's absence second.
      #expect(run.end == .exit(78), "\(command)")
      for word in words { expect(run.words, says: path, word) }
      expectNoToken(in: run.words)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    #expect(!FileManager.default.fileExists(atPath: path + ".key"))
  }

  @Test("A text file")
  func text() async throws {
    let text = String(repeating: "Monday 10:00 Anna, haircut\n", count: 100)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try await expectRefused("not a database", "Nothing was changed", "backup", "DATABASE_PATH")
  }

  @Test("A database with a page of rubbish")
  func corrupt() async throws {
    try made()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes.replaceSubrange(100..<4_000, with: repeatElement(0xA5, count: 3_900))
    try bytes.write(to: URL(fileURLWithPath: path))
    try await expectRefused("damaged", "Nothing was changed", "backup")
  }

  @Test("A database of a newer bookingbot")
  func newer() async throws {
    try made { try $0.execute(sql: "PRAGMA user_version = 999") }
    try await expectRefused("newer bookingbot", "999", "Nothing was changed", "run the newer")
  }

  @Test("A database of another program")
  func foreign() async throws {
    let queue = try DatabaseQueue(path: path)
    try await queue.write { try $0.execute(sql: "CREATE TABLE song(title TEXT)") }
    try queue.close()
    try await expectRefused("belongs to another program", "Nothing was changed", "DATABASE_PATH")
  }

  @Test("A folder in its place, and a file in the place of its folder")
  func folders() async throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let folderRun = try await serve()
    #expect(folderRun.end == .exit(78))
    expect(folderRun.error, says: path, "it is a folder", "DATABASE_PATH")
    try Data().write(to: URL(fileURLWithPath: folder.path("file")))
    let run = try await Run.bookingbot(
      ["serve"],
      environment: environment.merging(["DATABASE_PATH": folder.path("file/bot.sqlite")]) { $1 },
      folder: folder)
    #expect(run.end == .exit(78))
    expect(run.error, says: folder.path("file/bot.sqlite"), "its folder can't be made")
  }

  @Test("A key file of the wrong length")
  func brokenKey() async throws {
    try Data("not a key".utf8).write(to: URL(fileURLWithPath: path + ".key"))
    let run = try await serve()
    #expect(run.end == .exit(78))
    expect(run.error, says: path + ".key", "a key file has 32 bytes, this has 9", "backup")
  }

  @Test(
    "A folder or a file that can't be written",
    .enabled(if: Nobody.canRun, "needs setpriv, and a program that everybody may run"))
  func readOnly() async throws {
    let locked = folder.path("locked")
    try FileManager.default.createDirectory(atPath: locked, withIntermediateDirectories: false)
    chmod(locked, 0o555)
    let inFolder = try await Nobody.runs(
      ["serve"], environment.merging(["DATABASE_PATH": locked + "/bot.sqlite"]) { $1 }, folder)
    #expect(inFolder.end == .exit(78))
    expect(inFolder.error, says: locked + "/bot.sqlite", "Permission denied", "folder")
    try made()
    chmod(path, 0o444)
    chmod(folder.url.path, 0o777)
    let onFile = try await Nobody.runs(["serve"], environment, folder)
    #expect(onFile.end == .exit(78))
    expect(onFile.error, says: path, "can't be written", "permissions")
  }

  /// A database that could be ours, changed, with the oldest journal mode: opening it carelessly
  /// would switch the mode and so write to it.
  private func made(_ change: (Database) throws -> Void = { _ in }) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "CREATE TABLE business(id INTEGER PRIMARY KEY, name TEXT)")
      try db.execute(sql: "PRAGMA user_version = 1")
      try change(db)
    }
    try queue.close()
  }
}

/// The user without rights: root may write everything, so that only another user can be refused.
enum Nobody {
  private static let setpriv = [
    "/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--",
  ]
  private static var isRoot: Bool { geteuid() == 0 }

  static var canRun: Bool {
    guard isRoot else { return true }
    guard FileManager.default.isExecutableFile(atPath: setpriv[0]) else { return false }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: setpriv[0])
    process.arguments = setpriv.dropFirst() + [Program.executable.path, "--version-less"]
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return false }
    process.waitUntilExit()
    // 64: the program ran, and did not know the option.
    return process.terminationStatus == 64
  }

  static func runs(
    _ arguments: [String], _ environment: [String: String], _ folder: Folder
  ) async throws -> Run {
    guard isRoot else {
      return try await Run.bookingbot(arguments, environment: environment, folder: folder)
    }
    return try await Run.program(
      setpriv + [Program.executable.path] + arguments, environment: environment, folder: folder)
  }
}
