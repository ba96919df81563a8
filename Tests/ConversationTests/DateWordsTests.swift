import Booking
import Phrasebook
import Stage
import Testing

@testable import Conversation

/// Days as people type them. Today is Friday, 20 March 2026.
@Suite struct DateWordsTests {
  private static let book = Result { try Phrasebook.load(directory: Stage.locales) }

  private func read(_ text: String, _ language: String = "en") throws -> String {
    let book = try Self.book.get()
    let today = try #require(LocalDate("2026-03-20"))
    switch DateWords(phrasebook: book, voice: book.voice(language), today: today).read(text) {
    case .day(let day): return day.iso
    case .days(let first, let last): return "\(first.iso)/\(last.iso)"
    case nil: return "nil"
    }
  }

  @Test(arguments: [
    ("24.12", "2026-12-24"), ("24.12.2025", "2025-12-24"), ("24.12.25", "2025-12-24"),
    ("24/12", "2026-12-24"), ("2026-04-01", "2026-04-01"), ("1.3", "2026-03-01"),
    ("today", "2026-03-20"), ("Tomorrow", "2026-03-21"), ("завтра", "2026-03-21"),
    ("Післязавтра", "2026-03-22"), ("послезавтра", "2026-03-22"), ("après-demain", "2026-03-22"),
    ("hier", "2026-03-19"), ("aujourd'hui", "2026-03-20"), ("ВЧОРА", "2026-03-19"),
    ("friday", "2026-03-20"), ("mon", "2026-03-23"), ("п'ятниця", "2026-03-20"),
    ("п’ятницю", "2026-03-20"), ("среду", "2026-03-25"), ("Dimanche", "2026-03-22"),
    ("sam", "2026-03-21"), ("24 December", "2026-12-24"), ("December 24, 2025", "2025-12-24"),
    ("24 декабря", "2026-12-24"), ("24 груд", "2026-12-24"), ("1er avril", "2026-04-01"),
    ("5 août 2026", "2026-08-05"),
    ("march", "2026-03-01/2026-03-31"), ("Березень", "2026-03-01/2026-03-31"),
    ("февраль 2024", "2024-02-01/2024-02-29"), ("2025", "2025-01-01/2025-12-31"),
    ("1.3 - 15.4", "2026-03-01/2026-04-15"), ("1.3–15.3", "2026-03-01/2026-03-15"),
    ("24.12-02.01", "2026-12-24/2027-01-02"), ("2026-03-01 – 2026-03-05", "2026-03-01/2026-03-05"),
    ("week", "2026-03-16/2026-03-22"), ("Next week", "2026-03-23/2026-03-29"),
    ("тиждень", "2026-03-16/2026-03-22"), ("semaine prochaine", "2026-03-23/2026-03-29"),
    ("31.2", "nil"), ("32.1", "nil"), ("0.0", "nil"), ("Anna", "nil"), ("", "nil"),
    ("1.2.3.4", "nil"), ("99999", "nil"), ("-", "nil"), ("+353 1", "nil"), ("👩🏽‍🎨", "nil"),
    ("may day", "nil"), ("1.1.9999", "nil"),
  ]) func `a day or a span is read in every language`(_ text: String, _ expected: String) throws {
    for language in ["en", "uk", "ru", "fr"] {
      #expect(try read(text, language) == expected, "\(text) by \(language)")
    }
  }

  @Test func `Americans write the month first, with strokes`() throws {
    #expect(try read("12/24", "en-US") == "2026-12-24")
    #expect(try read("24.12", "en-US") == "2026-12-24")
    #expect(try read(String(repeating: "1.", count: 3_000)) == "nil")
  }
}
