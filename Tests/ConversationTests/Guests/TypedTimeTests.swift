import Booking
import Phrasebook
import Stage
import Testing

@testable import Conversation

/// A time as the staff types it, in four languages.
@Suite struct TypedTimeTests {
  /// A Friday.
  private static let today = LocalDate(dayNumber: 20_532)

  private func read(
    _ text: String, _ language: String = "en", on day: LocalDate? = nil
  ) throws -> TypedTime.Reading {
    let phrasebook = try Phrasebook.load(directory: Stage.locales)
    return TypedTime.read(
      text, QuickWords(phrasebook, phrasebook.voice(language)), today: Self.today, on: day)
  }

  private func time(_ days: Int, _ minute: Int) -> TypedTime.Reading {
    .time(TypedTime(date: Self.today.adding(days: days), minute: minute))
  }

  @Test func `dates and times are read in many forms`() throws {
    #expect(Self.today.iso == "2026-03-20" && Self.today.weekday == .friday)
    let table: [(String, String, Int, Int)] = [
      ("en", "14:30", 0, 870), ("en", "9", 0, 540), ("en", "2 pm", 0, 840),
      ("en", "24.3 14:30", 4, 870), ("en", "24.03. 9", 4, 540), ("en", "24/3 0930", 4, 570),
      ("en", "2026-03-24 10:00", 4, 600), ("en", "24 March, 10:00", 4, 600),
      ("en", "tomorrow at 9", 1, 540), ("en", "sat 10.30", 1, 630), ("en", "fri 10", 0, 600),
      ("en", "10:00 tomorrow", 1, 600), ("en", "yesterday 18:00", -1, 1_080),
      ("en", "19.3 18:00", -1, 1_080), ("en", "1.1 12:00", 287, 720), ("en", "00:00", 0, 0),
      ("en-US", "3/24 2:30 pm", 4, 870),
      ("uk", "завтра о 14:30", 1, 870), ("uk", "вчора 9", -1, 540),
      ("uk", "24 березня 10:00", 4, 600),
      ("uk", "у суботу 10", 1, 600), ("ru", "завтра в 9", 1, 540),
      ("ru", "в понедельник 14.30", 3, 870),
      ("ru", "вчера 18:00", -1, 1_080), ("fr", "demain à 14h30", 1, 870),
      ("fr", "hier 18h", -1, 1_080),
      ("fr", "24 mars 10:00", 4, 600), ("fr", "samedi 9h", 1, 540),
    ]
    for (language, text, days, minute) in table {
      #expect(try read(text, language) == time(days, minute), "\(language): \(text)")
    }
  }

  @Test func `without a date it is on the day that is looked at`() throws {
    let day = Self.today.adding(days: 9)
    #expect(try read("14:30", on: day) == time(9, 870))
    #expect(try read("tomorrow 14:30", on: day) == time(1, 870))
  }

  @Test func `what is no time is said to be none`() throws {
    for text in [
      "", "soon", "25:00", "24:00", "9:75", "tomorrow", "24.3", "10-12", "24.3 10-12", "😀",
      String(repeating: "9 ", count: 2_000), "+380671234567", "<b>9</b>",
    ] {
      #expect(try read(text) == .unclear, "\(text)")
    }
    #expect(try read("31.02 10:00") == .noSuchDate)
    #expect(try read("mon 24.3 10:00") == .noSuchDate)
    #expect(try read("24.3.2020 10:00") == .past)
    #expect(try read("24.3.2035 10:00") == .tooFar)
  }
}
