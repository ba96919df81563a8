import Booking
import Foundation
import Testing

@Suite("Requests for slots")
struct SlotsRequestTests {
  static let good = """
    {"now": "2026-03-20T00:00:00Z", "from": "2026-03-23T00:00:00Z", "to": "2026-03-24T00:00:00Z",
     "calendar": {"timeZone": "Europe/Kyiv", "weekly": {"mon": ["09:00-13:00"]},
       "exceptions": {"2026-12-25": []}, "maximumPerDay": null},
     "service": {"duration": 30},
     "busy": [{"kind": "booking", "start": "2026-03-23T08:00:00Z", "end": "2026-03-23T09:00:00Z"},
       {"kind": "external", "start": "2026-03-23T08:00:00Z", "end": "2026-03-23T09:00:00Z"}]}
    """

  static func complaints(_ json: String) -> [String] {
    do {
      _ = try SlotsRequest(json: Data(json.utf8))
      return []
    } catch {
      return error.complaints
    }
  }

  @Test("What is left out has its default; a booking takes the calendar's buffers")
  func defaults() throws {
    let json = Self.good.replacing("\"maximumPerDay\": null", with: "\"bufferBefore\": 7")
    let request = try SlotsRequest(json: Data(json.utf8))
    #expect(request.calendar.horizonDays == 365)
    #expect(request.calendar.step == nil)
    #expect(request.calendar.grid == .window)
    #expect(request.service == ServiceRules(duration: 30))
    let start = try #require(Instant(iso: "2026-03-23T08:00:00Z"))
    #expect(
      request.busy.first
        == .booking(
          start: start, end: start.adding(minutes: 60), bufferBefore: 7, bufferAfter: 0,
          sameService: false, seats: 1))
  }

  /// What to put in place of what, and the complaint it must raise.
  static let slips: [(String, String, String)] = [
    (
      "Europe/Kyiv", "Europe/Nowhere",
      #"calendar.timeZone: "Europe/Nowhere" is not a known time zone"#
    ),
    ("09:00-13:00", "25:00-26:00", #"calendar.weekly.mon[0]: "25:00-26:00" is not a time range"#),
    ("\"09:00-13:00\"", "7", "calendar.weekly.mon[0]: is not a text"),
    ("[\"09:00-13:00\"]", "\"09:00-13:00\"", "calendar.weekly.mon: is not a list"),
    ("\"mon\"", "\"monday\"", "calendar.weekly.monday: is not a known field"),
    ("2026-12-25", "2026-02-29", "calendar.exceptions.2026-02-29: is not a date"),
    (
      "\"2026-12-25\": []", "\"2026-12-25\": [\"x\"]",
      #"calendar.exceptions.2026-12-25[0]: "x" is not a time range"#
    ),
    ("\"maximumPerDay\": null", "\"step\": 0", "calendar.step: 0 is not between 1 and 525600"),
    ("\"maximumPerDay\": null", "\"step\": 7.5", "calendar.step: is not a whole number"),
    ("\"maximumPerDay\": null", "\"step\": \"30\"", "calendar.step: is not a whole number"),
    ("\"maximumPerDay\": null", "\"step\": true", "calendar.step: is not a whole number"),
    (
      "\"maximumPerDay\": null", "\"maximumPerDay\": -1",
      "calendar.maximumPerDay: -1 is not between 0 and 1000000"
    ),
    (
      "\"maximumPerDay\": null", "\"bufferBefore\": -5",
      "calendar.bufferBefore: -5 is not between 0 and 525600"
    ),
    (
      "\"maximumPerDay\": null", "\"grid\": \"loose\"",
      #"calendar.grid: "loose" is none of window, clock, packed"#
    ),
    (
      "\"maximumPerDay\": null", "\"minimumNotise\": 5",
      "calendar.minimumNotise: is not a known field"
    ),
    ("\"duration\": 30", "\"duration\": 0", "service.duration: 0 is not between 1 and 525600"),
    ("\"duration\": 30", "", "service.duration: is missing"),
    (
      "\"duration\": 30", "\"duration\": 30, \"capacity\": 0",
      "service.capacity: 0 is not between 1 and 1000000"
    ),
    ("\"now\": \"2026-03-20T00:00:00Z\", ", "", "now: is missing"),
    (
      "2026-03-20T00:00:00Z", "yesterday",
      #"now: "yesterday" is not a moment such as 2026-03-29T22:00:00Z"#
    ),
    ("\"to\": \"2026-03-24", "\"to\": \"2026-03-22", "to: is before from"),
    (
      "\"kind\": \"external\", \"start\": \"2026-03-23T08",
      "\"kind\": \"external\", \"start\": \"2026-03-23T10", "busy[1].end: is before start"
    ),
    (
      "\"kind\": \"external\"", "\"kind\": \"lunch\"",
      #"busy[1].kind: "lunch" is neither booking nor external"#
    ),
    (
      "\"kind\": \"external\"", "\"kind\": \"external\", \"seats\": 1",
      "busy[1].seats: is not a known field"
    ),
    (
      "\"kind\": \"booking\"", "\"kind\": \"booking\", \"seats\": 0",
      "busy[0].seats: 0 is not between 1 and 1000000"
    ),
    (
      "\"kind\": \"booking\"", "\"kind\": \"booking\", \"sameService\": 1",
      "busy[0].sameService: is neither true nor false"
    ),
    ("{\"duration\": 30}", "[]", "service: is not an object"),
  ]

  @Test("A slip is named with its field", arguments: slips)
  func slip(_ row: (old: String, new: String, complaint: String)) {
    let json = Self.good.replacing(row.old, with: row.new, maxReplacements: 1)
    #expect(json != Self.good)
    #expect(Self.complaints(json).contains(row.complaint), "\(Self.complaints(json))")
  }

  @Test("All slips are named together, on one line")
  func together() {
    let json = Self.good.replacing("Europe/Kyiv", with: "Europe\\nKyiv")
      .replacing("\"duration\": 30", with: "\"duration\": -1")
    #expect(
      Self.complaints(json) == [
        #"calendar.timeZone: "Europe Kyiv" is not a known time zone"#,
        "service.duration: -1 is not between 1 and 525600",
      ])
  }

  @Test(
    "What is no JSON, or no object, is named as such", arguments: ["", "{", "[1", "{\"now\" 1}"])
  func notJSON(text: String) {
    #expect(Self.complaints(text) == ["request: not a JSON document"])
    #expect(Self.complaints("[]").first == "request: is not an object")
  }
}
