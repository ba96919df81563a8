import Booking
import Chance
import Testing

@testable import Conversation

/// What people type for lengths, hours, links and names.
@Suite struct TypedTests {
  @Test(
    arguments: [
      ("45", 45), ("1:30", 90), ("1h 30", 90), ("1 h 30 min", 90), ("90 min", 90), ("1,5 h", 90),
      ("1.5 год", 90), ("2h", 120), ("2 часа", 120), ("30 хв", 30), ("30 минут", 30),
      ("ca. 20 min", 20), ("2 days", 2_880), ("3 дня", 4_320), ("2 jours", 2_880), ("0", 0),
      ("0:05", 5), ("25 h", 1_500),
    ] as [(String, Int)])
  func `a length of time is read`(_ text: String, _ minutes: Int) {
    #expect(Typed.minutes(text, unit: 1) == minutes)
  }

  @Test(arguments: [
    "", "-5", "−5", "+5", "an hour", "1:75", "1 2 3", "½", "٣", "45'ish", "1e9", "∞", "10 parsecs",
    "99999999999999999999", "1-2",
  ])
  func `what is no length of time is refused`(_ text: String) {
    #expect(Typed.minutes(text, unit: 1) == nil)
  }

  @Test func `a bare number counts the unit that was asked for`() {
    #expect(Typed.minutes("2", unit: 60) == 120 && Typed.minutes("2 min", unit: 60) == 2)
    #expect(Typed.duration("4") == nil && Typed.duration("24 h") == 1_440)
    #expect(Typed.duration("25 h") == nil && Typed.duration("0") == nil)
  }

  @Test func `a text that is too long for its place ends with an ellipsis`() {
    #expect(Typed.clipped("Group dog class", to: 15) == "Group dog class")
    #expect(Typed.clipped("Group dog class", to: 11) == "Group dog…")
    #expect(Typed.clipped("👩🏽‍🎨👩🏽‍🎨", to: 8) == "👩🏽‍🎨…" && Typed.cut("abc", to: 2) == "ab")
  }

  private func ranges(_ text: String) -> String? {
    guard case .windows(let windows) = HoursTyped.read(text) else { return nil }
    return windows.map(\.description).joined(separator: " ")
  }

  @Test(arguments: [
    ("9-13, 14-18", "09:00-13:00 14:00-18:00"), ("14-18; 9-13", "09:00-13:00 14:00-18:00"),
    ("09:00–18:30", "09:00-18:30"), ("9.30 — 18", "09:30-18:00"), ("0930-1800", "09:30-18:00"),
    ("9h-18h30", "09:00-18:30"), ("9am-6pm", "09:00-18:00"), ("12 am - 12 pm", "00:00-12:00"),
    ("22-2", "22:00-02:00"), ("18-9", "18:00-09:00"), ("0-24", "00:00-24:00"),
    ("14-24", "14:00-24:00"), ("9-13 + 13-18", "09:00-13:00 13:00-18:00"),
    ("20-2, 1-5", "01:00-05:00 20:00-02:00"),
  ])
  func `hours are read`(_ text: String, _ windows: String) {
    #expect(ranges(text) == windows)
  }

  @Test func `hours that make no sense are refused, each with its reason`() {
    let nine = TimeRange(start: 540, end: 780)
    #expect(HoursTyped.read("9-9") == .noLength("9-9"))
    #expect(HoursTyped.read("25-30") == .noSuchTime("25"))
    #expect(HoursTyped.read("9-9:75") == .noSuchTime("9:75"))
    #expect(HoursTyped.read("24-9") == .noSuchTime("24"))
    #expect(HoursTyped.read("13pm-14pm") == .noSuchTime("13pm"))
    #expect(
      HoursTyped.read("9-13, 12-15") == .overlapping(nine, TimeRange(start: 720, end: 900)))
    #expect(HoursTyped.read("9-13, 9-13") == .overlapping(nine, nine))
    #expect(
      HoursTyped.read((0..<9).map { "\($0)-\($0 + 1)" }.joined(separator: ",")) == .tooMany)
    for text in ["", ",", "mornings", "9", "9-", "-9", "9-13-18", "9..30-18", "😀-🙂", "٩-١٨"] {
      #expect(HoursTyped.read(text) == .unreadable, "\(text)")
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `whatever is typed for hours, what is understood is sound`(_ seed: UInt64) {
    let dice = Dice(seed: seed)
    let bits = ["9", "13", "24", "0", ":30", "-", "–", ",", " ", "pm", "am", "h", ".", "1800", "x"]
    for _ in 0..<3_000 {
      let text = (0..<dice.next() % 14).map { _ in dice.pick(bits) }.joined()
      guard case .windows(let windows) = HoursTyped.read(text) else { continue }
      let unsound = windows.filter { !$0.isSound }
      #expect(!windows.isEmpty && unsound.isEmpty, "seed \(seed): \(text)")
      for (a, b) in zip(windows, windows.dropFirst()) {
        #expect(a.end <= b.start, "seed \(seed): \(text)")
      }
    }
  }

  @Test func `a link is https with a host`() {
    let good = [
      ("https://meet.example.com/a?b=c#d", "https://meet.example.com/a?b=c#d"),
      (" meet.example.com ", "https://meet.example.com"),
      ("HTTPS://zoom.us/j/1", "HTTPS://zoom.us/j/1"),
    ]
    for (typed, text) in good { #expect(WebAddress(typed)?.text == text) }
    for typed in [
      "", "http://a.com", "ftp://a.com", "https://", "https://localhost", "https://a b.com",
      "javascript:alert(1)", "https://user:pw@a.com", "https://a..com", "https://1.2.3.4",
      "hello", "https://a.com/\n<b>", "https://" + String(repeating: "a", count: 300) + ".com",
    ] {
      #expect(WebAddress(typed) == nil, "\(typed)")
    }
  }

  @Test func `names are found by their parts, in any case and script`() {
    for (typed, name) in [
      ("стриж", "Чоловіча СТРИЖКА"), ("coup", "La Coupé"), ("É", "etude"), ("cut lon", "Long cut"),
      ("straße", "STRASSE"), ("שלום", "שלום עולם"), ("Йога", "йога для двох"),
    ] {
      #expect(NameSearch(typed).finds(name), "\(typed)")
    }
    #expect(!NameSearch("").finds("Cut") && !NameSearch("  ").finds("Cut"))
    #expect(!NameSearch("cut x").finds("Cut") && NameSearch("cut").isExactly("CUT"))
  }
}
