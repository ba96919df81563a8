import Foundation
import Synchronization
import Testing

/// The real program in a process of its own: its environment, what it prints, how it ends.
final class Program: Sendable {
  /// How a run ended: by itself with a code, or by a signal.
  enum End: Equatable, Sendable {
    case exit(Int32)
    case signal(Int32)
  }

  private final class Ending: Sendable {
    let end = Mutex<End?>(nil)
  }

  let identifier: pid_t
  private let output = Mutex<(standard: String, error: String)>(("", ""))
  private let ending = Ending()
  /// The outputs that the program, or what it left in the pipes, still writes to.
  private let openPipes = Mutex(2)

  /// Starts `bookingbot` with these arguments and nothing of the tests' own environment but PATH.
  init(_ arguments: [String], environment: [String: String] = [:], folder: Folder) throws {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.environment = environment.merging(
      ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "TMPDIR": folder.url.path]
    ) { mine, _ in mine }
    let standard = Pipe()
    let error = Pipe()
    process.standardOutput = standard
    process.standardError = error
    process.standardInput = FileHandle.nullDevice
    // Not waitUntilExit, which keeps a core busy on any thread but the main one.
    process.terminationHandler = { [ending] process in
      let status = process.terminationStatus
      ending.end.withLock {
        $0 = process.terminationReason == .exit ? .exit(status) : .signal(status)
      }
    }
    try process.run()
    identifier = process.processIdentifier
    read(standard) { $0.standard += $1 }
    read(error) { $0.error += $1 }
    folder.programs.withLock { $0.append(self) }
  }

  /// The program that was built beside the tests.
  static var executable: URL {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
    let beside = bundle ?? URL(fileURLWithPath: CommandLine.arguments[0])
    return beside.deletingLastPathComponent().appendingPathComponent("bookingbot")
  }

  /// The texts of the work tree.
  static var locales: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Locales").path
  }

  private func read(
    _ pipe: Pipe,
    _ keep: @escaping @Sendable (inout (standard: String, error: String), String) -> Void
  ) {
    // A thread that waits, not a readability handler: that sometimes misses the end of the file.
    Thread { [self] in
      while true {
        let data = pipe.fileHandleForReading.availableData
        if data.isEmpty { break }
        output.withLock { keep(&$0, String(decoding: data, as: UTF8.self)) }
      }
      openPipes.withLock { $0 -= 1 }
    }.start()
  }

  var standardOutput: String { output.withLock { $0.standard } }
  var standardError: String { output.withLock { $0.error } }

  var isRunning: Bool { ending.end.withLock { $0 == nil } }

  func kill(_ signal: Int32) { _ = Foundation.kill(identifier, signal) }

  /// Waits for the end; nil when the time is over.
  func ends(within seconds: Double = 40) async throws -> End? {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
      if let end = ending.end.withLock({ $0 }) {
        // What it printed last may still be in the pipe.
        _ = try await waits(seconds: 5) { openPipes.withLock { $0 == 0 } }
        return end
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    return nil
  }

  /// Waits until the condition holds; false when the time is over.
  func waits(seconds: Double = 40, until condition: () -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
      if condition() { return true }
      try await Task.sleep(for: .milliseconds(10))
    }
    // On a busy machine the last nap may have been a long one.
    return condition()
  }
}

/// A folder that is there as long as its owner. Programs that a failed test left running in it end
/// with it.
final class Folder: Sendable {
  let url: URL
  let programs = Mutex<[Program]>([])

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("bookingbot-process-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    for program in programs.withLock({ $0 }) where program.isRunning { program.kill(SIGKILL) }
    try? FileManager.default.removeItem(at: url)
  }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}
