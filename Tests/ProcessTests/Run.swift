import Foundation
import Testing

/// One run of the program from its start to its end, for commands that end by themselves.
struct Run {
  let end: Program.End
  let output: String
  let error: String

  /// Runs `bookingbot` with these arguments, this standard input and nothing of the tests' own
  /// environment but PATH.
  static func bookingbot(
    _ arguments: [String], environment: [String: String] = [:], input: String = "",
    folder: Folder
  ) async throws -> Run {
    try await program(
      [Program.executable.path] + arguments, environment: environment, input: input,
      folder: folder)
  }

  /// The same for any program, its path first.
  static func program(
    _ words: [String], environment: [String: String], input: String = "", folder: Folder
  ) async throws -> Run {
    let name = folder.path("input-\(UUID().uuidString)")
    try Data(input.utf8).write(to: URL(fileURLWithPath: name))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = folder.url
    process.environment = environment.merging(
      ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "TMPDIR": folder.url.path]
    ) { mine, _ in mine }
    // Files, not pipes: nothing has to be read while it runs.
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: name))
    let outputs = try ["out", "err"].map { ending in
      try Data().write(to: URL(fileURLWithPath: name + ending))
      return try FileHandle(forWritingTo: URL(fileURLWithPath: name + ending))
    }
    process.standardOutput = outputs[0]
    process.standardError = outputs[1]
    let (ended, done) = AsyncStream.makeStream(of: Void.self)
    process.terminationHandler = { _ in done.finish() }
    try process.run()
    for await _ in ended {}
    let status = process.terminationStatus
    return Run(
      end: process.terminationReason == .exit ? .exit(status) : .signal(status),
      output: try String(contentsOfFile: name + "out", encoding: .utf8),
      error: try String(contentsOfFile: name + "err", encoding: .utf8))
  }

  /// Everything it printed.
  var words: String { output + error }
}

/// What a message must hold, however it is put.
func expect(
  _ text: String, says words: String..., location: SourceLocation = #_sourceLocation
) {
  for word in words {
    #expect(text.contains(word), "“\(word)” is not in: \(text)", sourceLocation: location)
  }
}

/// Neither the token nor its secret half may be anywhere.
func expectNoToken(
  in texts: String..., token: String = Tokens.good, location: SourceLocation = #_sourceLocation
) {
  let secret = token.split(separator: ":").last.map(String.init) ?? token
  for text in texts {
    #expect(!text.contains(secret), "the token was printed", sourceLocation: location)
  }
}

enum Tokens {
  /// What the sandbox takes.
  static let good = "7123456789:AAF-sandbox_token_without_any_secret0"
  /// Well formed, but nobody's.
  static let strange = "7123456789:AAF-another_token_that_is_not_known_0"
}
