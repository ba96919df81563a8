import ArgumentParser
import Booking
import Foundation

/// Answers one question for free times, without a database or a network.
///
/// Standard output holds one JSON document and nothing else:
/// `{"slots":["2026-03-29T22:00:00Z"]}`. A request that makes no sense ends with exit code 64 and
/// one line on standard error that names the field.
struct SlotsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slots",
    abstract: "Reads hours, bookings and a span as JSON and prints the free times.",
    discussion: """
      The request comes on standard input: moments in RFC 3339, lengths in minutes.

        {"now": "2026-03-20T00:00:00Z",
         "from": "2026-03-23T00:00:00Z", "to": "2026-03-24T00:00:00Z",
         "calendar": {"timeZone": "Europe/Kyiv", "weekly": {"mon": ["09:00-13:00"]}},
         "service": {"duration": 30}}

      With --explain the answer also has "refused", a list of {"start", "because"}; because is one \
      of: past, notice (too soon), horizon (too far), outside_hours (does not fit its window), \
      full (no seat left), busy (a booking), external (time taken elsewhere), day_full (the \
      date's maximum), off_grid (free, but not a start of the grid).
      """)

  @Flag(help: "Say for each refused start of the grid why.")
  var explain = false

  /// How far --explain looks, so that a slip in a year does not fill the disk.
  private static let longestExplanation: Int64 = 366 * 86_400

  func run() throws {
    let input = try FileHandle.standardInput.readToEnd() ?? Data()
    let request: SlotsRequest
    do {
      request = try SlotsRequest(json: input)
    } catch {
      try refuse(error.description)
    }
    if explain, request.to - request.from > Self.longestExplanation {
      try refuse("to: --explain looks at most 366 days beyond from")
    }
    let availability = request.availability
    let slots = availability.slots(from: request.from, to: request.to)
    var answer = #"{"slots":["#
    answer += slots.lazy.map { "\"\($0.start.iso)\"" }.joined(separator: ",")
    answer += "]"
    if explain {
      let refused = availability.explain(from: request.from, to: request.to)
      answer += #","refused":["#
      answer += refused.lazy
        .map { #"{"start":"\#($0.start.iso)","because":"\#($0.because.rawValue)"}"# }
        .joined(separator: ",")
      answer += "]"
    }
    answer += "}\n"
    try FileHandle.standardOutput.write(contentsOf: Data(answer.utf8))
  }

  private func refuse(_ complaint: String) throws -> Never {
    try FileHandle.standardError.write(contentsOf: Data("\(complaint)\n".utf8))
    throw ExitCode(64)
  }
}
