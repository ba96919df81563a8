import Foundation

/// The real program in a process of its own, and what the kernel says of it.
final class BotProcess {
  private let process = Process()
  let folder: URL

  /// Starts `bookingbot serve --sample` against a local Bot API.
  init(port: UInt16, locales: String) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("bookingbot-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("bookingbot")
    process.executableURL = program
    process.arguments = ["serve", "--sample", "--language", "en"]
    process.environment = [
      "BOT_TOKEN": "7000000001:AA-bench-bench-bench-bench-bench-benc",
      "TELEGRAM_API_BASE": "http://127.0.0.1:\(port)", "TELEGRAM_LIMITS": "off",
      "DATABASE_PATH": folder.appendingPathComponent("bench.sqlite").path,
      "LOCALES_PATH": locales, "HTTP_PORT": "0", "LOG_LEVEL": "error",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
    ]
    // Settings of the C library's allocator may be tried from outside.
    for (name, value) in ProcessInfo.processInfo.environment where name.hasPrefix("MALLOC_") {
      process.environment?[name] = value
    }
    process.standardOutput = FileHandle.nullDevice
    try process.run()
  }

  /// User and system seconds so far.
  var cpuSeconds: Double {
    let stat = kernelSays("stat")
    let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      return 0
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Resident memory in MB, now and at its highest.
  var memory: (now: Double, peak: Double) {
    let status = kernelSays("status")
    func field(_ name: String) -> Double {
      let line = status.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
      return (Double(line.filter(\.isNumber)) ?? 0) / 1_024
    }
    return (field("VmRSS:"), field("VmHWM:"))
  }

  private func kernelSays(_ file: String) -> String {
    let path = "/proc/\(process.processIdentifier)/\(file)"
    return (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }
}
