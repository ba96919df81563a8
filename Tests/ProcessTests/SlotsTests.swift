import Foundation
import Testing

@Suite("bookingbot slots")
struct SlotsTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private struct Case: Sendable, CustomStringConvertible {
    let source: String
    let request: String
    let slots: [String]
    var description: String { source }
  }

  /// The vectors of the availability calculation, here through the program.
  private static func vectors(_ name: String) throws -> [Case] {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("BookingTests/Vectors/\(name).json")
    let list = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    return try #require(list as? [[String: Any]]).map { one in
      let request = try JSONSerialization.data(withJSONObject: try #require(one["request"]))
      return Case(
        source: one["source"] as? String ?? "", request: String(decoding: request, as: UTF8.self),
        slots: try #require(one["slots"] as? [String]))
    }
  }

  @Test(
    "Every vector has its slots, and with --explain a reason for every other start",
    arguments: ["own", "public-suites"])
  func vectors(name: String) async throws {
    let reasons: Set = [
      "past", "notice", "horizon", "outside_hours", "full", "busy", "external", "day_full",
      "off_grid",
    ]
    var refusals = 0
    for one in try Self.vectors(name) {
      let explained = try await Run.bookingbot(
        ["slots", "--explain"], input: one.request, folder: folder)
      #expect(explained.end == .exit(0), "\(one): \(explained.error)")
      let told = try #require(try object(explained.output))
      #expect(Set(told.keys) == ["slots", "refused"])
      #expect(told["slots"] as? [String] == one.slots, "\(one)")
      let refused = try #require(told["refused"] as? [[String: String]])
      for start in refused {
        #expect(Set(start.keys) == ["start", "because"], "\(one)")
        #expect(reasons.contains(start["because"] ?? ""), "\(one): \(start)")
        // Off the grid of the other starts a time may be free and yet be no start of its own.
        #expect(!one.slots.contains(start["start"] ?? ""), "\(one): \(start)")
      }
      refusals += refused.count
    }
    #expect(refusals > 0)
  }

  @Test("Without --explain the answer is the slots and nothing else", arguments: [0, 3, 5])
  func plain(index: Int) async throws {
    let one = try Self.vectors("own")[index]
    let plain = try await Run.bookingbot(["slots"], input: one.request, folder: folder)
    #expect(plain.end == .exit(0))
    #expect(plain.error == "")
    let answer = try #require(try object(plain.output))
    #expect(Set(answer.keys) == ["slots"])
    #expect(answer["slots"] as? [String] == one.slots, "\(one)")
  }

  private func object(_ text: String) throws -> [String: Any]? {
    try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
  }

  @Test(
    "A request that makes no sense ends with 64 and one line that names the field",
    arguments: [
      ("", "request: not a JSON document"), ("{", "request: not a JSON document"),
      ("[]", "request"), (#"{"now": 1}"#, "now: is not"),
      (good.replacing("Europe/Kyiv", with: "Mars/Base"), "calendar.timeZone"),
      (good.replacing("09:00-13:00", with: "25:00-26:00"), "calendar.weekly.mon[0]"),
      (good.replacing("\"duration\": 30", with: "\"duration\": 0"), "service.duration"),
      (good.replacing("\"duration\"", with: "\"lenght\""), "service.lenght"),
      (good.replacing("2026-03-24", with: "2026-03-22"), "to: is before from"),
      (good.replacing("2026-03-23T00:00:00Z", with: "next Monday"), "from:"),
    ])
  func nonsense(request: String, words: String) async throws {
    let run = try await Run.bookingbot(["slots"], input: request, folder: folder)
    #expect(run.end == .exit(64))
    #expect(run.output == "")
    expect(run.error, says: words)
    #expect(run.error.count { $0 == "\n" } == 1 && run.error.hasSuffix("\n"))
  }

  @Test("An explanation of centuries is refused, the slots themselves are not")
  func longSpan() async throws {
    let long = Self.good.replacing("2026-03-24", with: "2226-03-24")
    let explained = try await Run.bookingbot(["slots", "--explain"], input: long, folder: folder)
    #expect(explained.end == .exit(64))
    expect(explained.error, says: "to:", "366 days")
    let plain = try await Run.bookingbot(["slots"], input: long, folder: folder)
    #expect(plain.end == .exit(0))
  }

  private static let good = """
    {"now": "2026-03-20T00:00:00Z", "from": "2026-03-23T00:00:00Z", "to": "2026-03-24T00:00:00Z",
     "calendar": {"timeZone": "Europe/Kyiv", "weekly": {"mon": ["09:00-13:00"]}},
     "service": {"duration": 30}}
    """
}
