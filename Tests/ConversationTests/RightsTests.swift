import Booking
import Chance
import FrontDesk
import Stage
import Testing

@testable import Conversation
@testable import Store

/// Every button and every question of the staff's work, in the hands of those who may not: nothing
/// changes, nobody else's data is shown, and there is an answer.
///
/// Routes are taken from `WorkExamples` and the flat ones of the staff, so that a new route is tried
/// here by itself: by a client and a deactivated specialist nothing may be changed with any of them,
/// by a specialist nothing of another's book.
@Suite struct RightsTests {
  /// Who tries.
  enum Role: String, CaseIterable, Sendable {
    /// A client without bookings.
    case client = "Ben"
    /// Kept a book once, and saw everybody's.
    case deactivated = "Dan"
    /// Keeps a book of their own, in which there is nothing.
    case specialist = "Pete"
    /// The same, and sees everybody's.
    case viewer = "Vic"
    /// The same, and manages everybody's.
    case manager = "Mia"
    case owner = "Olga"
  }

  /// The routes of everybody; all others are the staff's.
  private static let everybodys: Set<String> = [
    "home", "nothing", "services", "service", "specialists", "offer", "month", "day", "slot",
    "confirm", "letGo", "otherTime", "comment", "skipDetail", "bookings", "pastBookings",
    "booking", "move", "askCancel", "cancel", "calendarFile", "directions", "write", "again",
    "settings", "editName", "editPhone", "forgetPhone", "editEmail", "forgetEmail", "editZone",
    "setZone", "languages", "setLanguage", "channels", "setChannel", "help", "privacy",
    "exportData", "askErase", "erase",
    "share", "shareSpecialist", "inviteFriend", "waiting", "afterVisit", "news", "results",
  ]
  private static let staffTaps = RouteTests.taps.filter {
    !everybodys.contains(EnumCases.name(of: $0)) && !ownQuiet.contains($0)
  }
  private static let ownQuiet: [Tap] = WorkExamples.remind.filter {
    ["quiet", "setQuiet", "quietOff", "quietUsual"].contains(EnumCases.name(of: $0))
  }.map { .remind($0) }

  /// Questions of the staff, with what could be typed to them.
  private static let staffQuestions = (ChatStateTests.states + WorkExamples.questions).filter {
    ![
      "home", "confirming", "askingPhone", "askingEmail", "askingName", "askingZone",
      "askingComment", "writingToStaff", "waiting", "afterVisit",
    ].contains(EnumCases.name(of: $0)) && $0 != .remind(.quiet)
  }
  private static let words = ["Zoe", "10-12", "off tomorrow", "48"]

  private static let commands =
    Set(BotMenu.Role.allCases.flatMap { BotMenu.entries(for: $0) }.map(\.command))
    .subtracting(BotMenu.everyone.map(\.command)).sorted()

  /// What stands in nobody's screen but those of the staff who may see Anna: her phone, comment and
  /// address.
  private static let secrets = [
    "85 123 0001", "851230001", "ZZNOTE", "quill@example.org", "ZZSESSION", "ZZSHOT",
  ]
  /// What only the staff sees, whoever of it.
  private static let inner = [
    "Quillfeather", "ZZSUBJECT", "ZZWORDS", "ZZINVITED", "zz@example.org",
  ]

  /// A house with something in every book: Anna has a booking and a request with Oliver, whose
  /// cancellation is asked for, and one with Sofia.
  private static func house() throws -> Play {
    let play = try Play()
    for (index, role) in Role.allCases.enumerated() where role != .client && role != .owner {
      play.stage.enter(role.rawValue, id: 710 + Int64(index))
    }
    try play.stage.change { desk in
      for (index, role) in Role.allCases.enumerated() where role != .client && role != .owner {
        let person = try desk.tx.meet(
          TelegramIdentity(
            id: 710 + Int64(index), name: role.rawValue,
            username: role.rawValue.lowercased(), languageCode: "en"), now: desk.now)
        let id = try desk.tx.addSpecialist(name: role.rawValue, person: person.id)
        guard var book = try desk.tx.catalogue().specialist(id) else { continue }
        book.access = role == .viewer ? .view : role == .specialist ? .own : .manage
        book.isActive = role != .deactivated
        try desk.tx.save(book)
      }
      var rules = try desk.business()
      rules.cancelHours = 48
      try desk.tx.save(rules)
    }
    try play.stage.say("Anna", "/start")
    try play.stage.change { desk in
      guard var anna = try desk.tx.person(telegram: 501) else { return }
      anna = try desk.setName("Anna Quillfeather", of: anna)
      anna = try desk.setPhone("+353851230001", of: anna)
      _ = try desk.setEmail("quill@example.org", of: anna)
    }
    let cut = try play.book("Anna", service: 1)
    _ = try play.book("Anna", service: 4, at: 0)
    _ = try play.book("Anna", service: 3, at: 1)
    try play.stage.change { desk in
      guard let anna = try desk.tx.person(telegram: 501) else { return }
      _ = try desk.describe(cut.id, note: "ZZNOTE", photo: "PHOTO", by: anna)
      _ = try desk.cancel(cut.id, by: anna)
      guard let owner = try desk.tx.owners().first else { return }
      _ = try desk.inviteToTeam(name: "Zoe", takesBookings: true, by: owner)
      _ = try desk.leaveMessage(subject: "ZZSUBJECT", text: "ZZWORDS", by: anna)
      _ = try desk.invite(name: "ZZINVITED", email: "zz@example.org", by: owner)
      guard
        case .done(let session) = try desk.addSession(
          name: "ZZSESSION", specialist: cut.specialist, by: owner)
      else { return }
      _ = try desk.setClient(anna.id, of: session.id, by: owner)
      _ = try desk.tx.add(
        NewSessionFile(kind: .photo, fileID: "F1", uniqueID: "U1", name: "ZZSHOT"),
        to: session.id, now: desk.now)
    }
    for role in Role.allCases { try play.stage.say(role.rawValue, "/start") }
    return play
  }

  // MARK: What may not change

  /// Rows of the business by table, as one text each. Left out: the way of the messages, and the
  /// chat's own memory.
  private struct Book: Equatable {
    var rows: [String: Set<String>]

    static let ways: Set<String> = [
      "chat", "seenUpdate", "outbox", "quarantine", "run", "attempt", "sqlite_sequence",
    ]

    init(_ store: Store, tables: [(String, String)]) throws {
      rows = try store.read { tx in
        var rows: [String: Set<String>] = [:]
        for (table, columns) in tables {
          let texts: [String] = try tx.rows("SELECT \(columns) FROM \(table)") { $0[0] }
          rows[table] = Set(texts)
        }
        return rows
      }
    }

    /// Tables with an expression that has all of a row in it.
    static func tables(of store: Store) throws -> [(String, String)] {
      try store.read { tx in
        let columns: [(String, String)] = try tx.rows(
          """
          SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_xinfo(m.name) AS c
          WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'
            AND NOT EXISTS (SELECT 1 FROM sqlite_master AS v WHERE v.sql LIKE 'CREATE VIRTUAL%'
              AND m.name LIKE v.name || '\\_%' ESCAPE '\\')
          """
        ) { ($0[0], $0[1]) }
        return Dictionary(grouping: columns, by: \.0).filter { !ways.contains($0.key) }
          .map { table, columns in
            (table, columns.map { "quote(\"\($0.1)\")" }.joined(separator: " || '|' || "))
          }
      }
    }

    /// Rows that were there and are not any more, or not as they were, by table.
    func lost(in later: Book) -> [String: Set<String>] {
      rows.compactMapValues { $0.isEmpty ? nil : $0 }.reduce(into: [:]) { lost, table in
        let gone = table.value.subtracting(later.rows[table.key] ?? [])
        if !gone.isEmpty { lost[table.key] = gone }
      }
    }

    func added(in later: Book) -> [String: Set<String>] { later.lost(in: self) }
  }

  /// What belongs to somebody's book: where rows were there before, they stay as they are, and where
  /// the table is named here, there are no new ones either.
  private static let bookings: Set<String> = ["booking", "exceptionDay", "moveOffer"]
  /// Where only owners write.
  private static let owners: Set<String> = [
    "specialist", "business", "teamInvitation", "aftercare", "ownText",
  ]
  /// Everybody of the staff answers messages and invites clients.
  private static let reception: Set<String> = [
    "contactMessage", "contactReply", "invitation", "invitationEvent", "registration", "link",
  ]

  /// Why the change is not the role's to make; nil where it is.
  private func violation(_ before: Book, _ after: Book, by role: Role) -> String? {
    let lost = before.lost(in: after)
    let added = before.added(in: after)
    let touched = Set(lost.keys).union(added.keys)
    switch role {
    case .owner: return nil
    case .client, .deactivated:
      // Anybody may write to the business, which is noted; nothing else.
      return lost.isEmpty && touched.isSubset(of: ["contactMessage", "contactReply", "audit"])
        ? nil : "changed \(lost) \(added)"
    case .specialist, .viewer:
      let changed = Set(lost.keys).subtracting(Self.reception)
      if !changed.isEmpty { return "changed \(lost)" }
      let written = Set(added.keys).intersection(Self.bookings.union(Self.owners))
      if !written.isEmpty { return "added \(added)" }
      // Services of one's own stand on calendars of one's own.
      let calendars = (before.rows["calendar"] ?? []).map { $0.prefix { $0 != "|" } }
      let foreign = (added["offering"] ?? []).filter { row in
        calendars.contains(row.drop { $0 != "|" }.dropFirst())
      }
      return foreign.isEmpty ? nil : "offers on others’ calendars: \(foreign)"
    case .manager:
      let wrong = touched.intersection(Self.owners)
      return wrong.isEmpty ? nil : "changed \(lost) \(added)"
    }
  }

  private func maySee(_ role: Role) -> Bool {
    switch role {
    case .client, .deactivated, .specialist: false
    case .viewer, .manager, .owner: true
    }
  }

  /// Tries each act from the same beginning.
  private func attempt<Act>(
    _ acts: [Act], by role: Role, _ perform: (Play, Act) throws -> Void
  ) async throws {
    let play = try Self.house()
    let beginning = try Store()
    try play.stage.store.copy(to: beginning)
    let tables = try Book.tables(of: play.stage.store)
    let before = try Book(play.stage.store, tables: tables)
    #expect(before.rows["booking"]?.count == 3 && before.rows["teamInvitation"]?.count == 1)
    for act in acts {
      // Other tests wait for their turn on the same few threads.
      await Task.yield()
      let (seen, faults) = (play.stage.delivered.count, play.stage.quarantined)
      let written = try play.stage.store.tablesWritten { try perform(play, act) }
      #expect(play.stage.quarantined == faults, "\(role): \(act)")
      let shown = play.stage.delivered[seen...].filter { $0.to == role.rawValue }
      #expect(!shown.isEmpty || !(act is String), "\(role): no answer to \(act)")
      // Most acts write nothing but what was said: then all is as it was.
      if !written.isSubset(of: Book.ways) {
        let after = try Book(play.stage.store, tables: tables)
        if let wrong = violation(before, after, by: role) {
          Issue.record("\(role) \(wrong) by \(act)")
        }
        try beginning.copy(to: play.stage.store)
      }
      guard !maySee(role) else { continue }
      for secret in Self.secrets + (role == .specialist ? [] : Self.inner) {
        let isShown = shown.contains { delivery in
          delivery.message.html.contains(secret)
            || delivery.message.keyboard.joined().contains { $0.text.contains(secret) }
            || delivery.files.contains { file in
              if case .bytes(let bytes) = file.source {
                String(decoding: bytes, as: UTF8.self).contains(secret)
              } else {
                false
              }
            }
        }
        #expect(!isShown, "\(role) sees \(secret) by \(act)")
      }
    }
  }

  @Test(arguments: Role.allCases) func `a tap does no more than its finger may`(_ role: Role)
    async throws
  {
    try await attempt(Self.staffTaps, by: role) { play, tap in
      try play.tap(role.rawValue, tap.data)
    }
  }

  @Test(arguments: Role.allCases) func `a command does no more than its writer may`(_ role: Role)
    async throws
  {
    let arguments = ["", " Anna", " 24.12", " off tomorrow", " Quill quill@example.net"]
    let typed = Self.commands.flatMap { command in arguments.map { "/" + command + $0 } }
    #expect(typed.count > 60)
    try await attempt(typed, by: role) { play, text in try play.stage.say(role.rawValue, text) }
  }

  @Test(arguments: Role.allCases)
  func `an answer to a question of other days does no more than its writer may`(_ role: Role)
    async throws
  {
    let acts = Self.staffQuestions.flatMap { state in Self.words.map { (state, $0) } }
    try await attempt(acts, by: role) { play, act in
      let bytes = try StoredState.encode(act.0)
      try play.stage.store.write { [id = play.stage.people[role.rawValue]?.id ?? 0] tx in
        guard var chat = try tx.chat(id), let person = try tx.person(telegram: id) else { return }
        chat.state = bytes
        try tx.save(chat, person: person.id)
      }
      try play.stage.say(role.rawValue, act.1)
    }
  }
}
