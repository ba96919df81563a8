import Foundation

/// A reader of QR codes that others wrote: Debian's zbar-tools.
enum Scanner {
  private static let path = "/usr/bin/zbarimg"

  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// What the code in a picture says.
  static func read(_ picture: [UInt8]) throws -> String {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("qr-\(UUID().uuidString).png")
    try Data(picture).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let scanner = Process()
    scanner.executableURL = URL(fileURLWithPath: path)
    scanner.arguments = ["--quiet", "--raw", "--oneshot", "-Sbinary", file.path]
    let output = Pipe()
    scanner.standardOutput = output
    scanner.standardError = FileHandle.nullDevice
    try scanner.run()
    let read = output.fileHandleForReading.readDataToEndOfFile()
    scanner.waitUntilExit()
    return String(decoding: read, as: UTF8.self)
  }
}
