import Booking
import Foundation
import FrontDesk
import Stage
import Testing

@testable import Conversation
@testable import Store

/// The log says what was done in words: every action that the front desk notes has its phrase.
@Suite struct AuditWordingTests {
  /// The names of actions in the sources: between `audit(` and `by:`, and where a name is handed
  /// on, after `verb:`, `as:` or in a switch that words it.
  private static func actions() throws -> [String: String] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/FrontDesk")
    var actions: [String: String] = [:]
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    for name in files where name.hasSuffix(".swift") {
      let text = try String(
        contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      let noted = text.matches(of: /\baudit\(\s*([^)]*?)\bby:/).map { String($0.1) }
      let handedOn = text.matches(of: /(?:\bverb:|\bas:|\bas action: String =) "[A-Za-z]+"/)
        .map { String($0.0) }
      for part in noted + handedOn {
        for word in part.matches(of: /"([A-Za-z]+)"/) { actions[String(word.1)] = name }
      }
    }
    return actions
  }

  @Test func `every action that is noted has a phrase and a topic`() throws {
    let actions = try Self.actions()
    #expect(actions.count > 30)
    for (action, file) in actions.sorted(by: { $0.key < $1.key }) {
      #expect(AuditWording.phrases[action] != nil, "\(file): “\(action)” has no phrase")
      #expect(AuditTopics.knows(action), "\(file): “\(action)” has no topic")
    }
  }

  @Test func `every phrase has its topic`() {
    for action in AuditWording.phrases.keys {
      #expect(AuditTopics.knows(action), "\(action)")
    }
  }

  private func wording() throws -> AuditWording {
    let play = try Play()
    let catalogue = try play.stage.store.write { try $0.catalogue() }
    return AuditWording(
      wording: Wording(
        voice: play.stage.phrasebook.voice("en"), now: play.stage.now, catalogue: catalogue),
      zone: .utc)
  }

  private func entry(_ action: String, subject: Int64? = nil, detail: String? = nil) -> AuditEntry {
    AuditEntry(
      id: 1, moment: Instant(1_773_997_200), person: nil, name: nil, origin: "timer",
      action: action, topic: .booking, subject: subject, subjectName: nil, detail: detail)
  }

  @Test func `an action that nobody knows is no raw key`() throws {
    let wording = try wording()
    let line = wording.line(entry("zzUnknown", subject: 5)).source
    #expect(!line.contains("zzUnknown") && line.contains("Another change"))
    #expect(line.contains("The bot itself") && line.contains("by the clock"))
  }

  @Test(arguments: [
    ("editService", "price: 2800 EUR → 3050 EUR", "Price: €28 → €30.50"),
    ("editService", "hidden: no → yes\nabout: – → Nice", "Hidden: no → yes; Description: – → Nice"),
    ("editService", "name: a; b → c", "Name: a; b → c"),
    (
      "setAccess", "access: own → manage", "Access: Own bookings only → Manages everyone’s bookings"
    ),
    (
      "setHours", "weekday1: – → 09:00-13:00, 14:00-18:00",
      "Monday: – → 09:00–13:00, 14:00–18:00"
    ),
    ("setException", "off 2026-12-24..2027-01-02", "off: 24/12/2026–02/01/2027"),
    ("setException", "hours 2026-12-24 10:00-14:00", "24/12/2026: 10:00–14:00"),
    ("teamLinkMisused", "zz", "no such invitation"),
    ("move", "time: 1773997200 → 1774000800", "Time: today 09:00 → today 10:00"),
    ("zz", "words: of another kind", "words: of another kind"),
    ("zz", "a → b", "a → b"), ("zz", "zz: a → b", "a → b"), ("zz", "", ""),
    ("editBusiness", "cancelHours: 0 → x", "Free cancellation until: 0 min → x"),
  ]) func `old and new are said in the reader's words`(
    _ action: String, _ detail: String, _ said: String
  ) throws {
    // With ordinary spaces: a number does not part from its unit at the end of a line.
    let detail = try wording().detail(detail, entry(action))
    #expect(detail?.replacing("\u{A0}", with: " ") == said)
  }

  @Test func `details of any length and shape leave a page that Telegram takes`() throws {
    let play = try Play()
    try play.stage.change { desk in
      for detail in [
        String(repeating: "<b>&", count: 2_000), "\u{202E}abc", ": → ", "; ; : ", "→",
        String(repeating: "👨‍👩‍👧‍👦", count: 400), "\n\n", "name: → ",
      ] + Array(repeating: String(repeating: "ж", count: 4_000), count: 4) {
        try desk.tx.note(
          "editService", on: .service, by: nil, from: "chat", subject: 1, detail: detail,
          now: desk.now)
      }
    }
    try play.stage.say("Olga", "/audit")
    #expect(play.shown("Olga")?.html.hasPrefix("<b>Audit log</b>") == true)
    #expect(play.stage.quarantined == 0)
  }
}
