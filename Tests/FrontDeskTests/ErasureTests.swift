import Booking
import Foundation
import Testing

@testable import FrontDesk
@testable import Store

/// Somebody who was erased can't be found anywhere; what happened stays on record without them.
@Suite struct ErasureTests {
  private static let marks = [
    "Zebulon", "zebuser", "+4915199887766", "zeb@example.org", "21:17-08:43", "ZZNOTE", "ZZPHOTO",
    "ZZREASON",
    "ZZMESSAGE", "ZZCLIENTNOTE", "ZZTAG", "zztag", "ZZGUEST", "zzguest", "ZZWORDS", "ZZDEAD",
    "ZZFILE", "ZZREVIEW", "ZZSHOOT", "ZZSHOT", "ZZFILEID", "ZZWISH", "ZZUPDATE", "ZZSTATE",
    "ZZSTAFF", "501777333", "zz-ZZ",
  ]

  /// A salon on a disk where Zebulon left traces everywhere.
  private func traces(in path: String) throws -> (Salon, Person, [Visit]) {
    let salon = try Salon(store: Store(path: path))
    let now = salon.now
    let (ada, adas, cut) = (salon.ada, salon.adas, salon.cut)
    let visits = try salon.at { desk in
      var zeb = try desk.tx.meet(
        TelegramIdentity(
          id: 501_777_333, name: "Zebulon", username: "zebuser", languageCode: "zz-ZZ"),
        now: now)
      zeb = try desk.setPhone("+4915199887766", of: zeb)
      zeb = try desk.setEmail("zeb@example.org", of: zeb)
      zeb = try desk.setZone(.utc, of: zeb)
      zeb = try desk.setQuiet(QuietHours("21:17-08:43").map { .hours($0) }, of: zeb)
      zeb.channel = .sms
      try desk.tx.save(zeb)
      for channel in [OutboxRow.Channel.letter, .sms] {
        try desk.tx.post(
          Posting(
            channel: channel, person: zeb.id, priority: .notice, method: "staffMessage",
            body: Array("1 1 0\nZZWORDS".utf8)), now: now)
      }
      zeb = try desk.setLanguage("zz-ZZ", of: zeb)
      var visits: [Visit] = []
      for (index, service) in [cut, cut, cut].enumerated() {
        let start = Salon.ten.adding(minutes: index * 60)
        guard
          case .held(let hold) = try desk.hold(
            Wish(service: service), on: adas, at: start, for: zeb)
        else { continue }
        _ = try desk.describe(hold.id, note: "ZZNOTE", photo: "ZZPHOTO", by: zeb)
        // The last one stays a hold.
        if index < 2 { _ = try desk.confirm(hold.id, by: zeb) }
        visits += try desk.tx.visit(hold.id).map { [$0] } ?? []
      }
      _ = try desk.writeToStaff("ZZMESSAGE", about: visits[0].id, by: zeb)
      _ = try desk.writeToClient("ZZSTAFF", about: visits[0].id, by: ada)
      _ = try desk.addNote("ZZCLIENTNOTE", on: zeb.id, by: ada)
      _ = try desk.tag(zeb.id, "ZZTAG", by: ada)
      guard
        let guest = try desk.tx.add(
          GuestDetails(name: "ZZGUEST", phone: "+4915199887766"), by: ada.id, now: now)?.id
      else { throw Unexpected(what: "no guest") }
      _ = try desk.setPhone("+4915199887766", isShared: true, of: zeb)
      _ = try desk.matchPhone(of: zeb)
      _ = try desk.answer("ZZWORDS", to: ada.id, by: zeb)
      try #require(try desk.tx.present(guest) == zeb.id)
      var ended = visits[1]
      ended.reason = "ZZREASON"
      try desk.tx.save(ended, now: now)
      try desk.tx.setStars(2, of: visits[0], now: now)
      try desk.tx.setWords("ZZREVIEW", of: visits[0].id)
      try desk.tx.setTimer(Bell.comeBack.rawValue, subject: visits[0].id.raw, due: Instant(.max))
      guard case .done(var session) = try desk.addSession(name: "ZZSHOOT", by: ada) else {
        throw Unexpected(what: "no session")
      }
      _ = try desk.setClient(zeb.id, of: session.id, by: ada)
      session = try desk.tx.session(session.id) ?? session
      _ = try desk.edit(session.id, by: ada) { $0.name = "ZZSHOOT of Zebulon" }
      let file = try desk.tx.add(
        NewSessionFile(kind: .photo, fileID: "ZZFILEID", uniqueID: "u", name: "ZZSHOT"),
        to: session.id, now: now)
      _ = try desk.deliver(session.id, message: "ZZWISH", by: ada)
      _ = try file.map { try desk.pick($0, true, in: session.id) }
      var chat = ChatMemory(id: 501_777_333)
      chat.state = Array("ZZSTATE".utf8)
      try desk.tx.save(chat, person: zeb.id)
      for (chat, file) in [(Int64(2), true), (501_777_333, false)] {
        try desk.tx.post(
          Posting(
            channel: .telegram, chat: chat, priority: .reply, method: "sendMessage",
            body: Array("\"text\":\"Zebulon ZZDEAD\"".utf8),
            files: file ? Array("ZZFILE".utf8) : nil), now: now)
      }
      for row in desk.tx.posted.suffix(2) { try desk.tx.bury(row.id, error: "Bad Request") }
      try desk.tx.quarantine(
        update: 9, error: "poison",
        body: Array(#"{"from":{"id":501777333,"first_name":"Zebulon"},"text":"ZZUPDATE"}"#.utf8),
        now: now)
      try desk.tx.quarantine(
        update: 10, error: "another's", body: Array(#"{"from":{"id":5}}"#.utf8), now: now)
      try desk.audit("wrote", by: zeb.id, subject: 1, detail: "Zebulon ZZMESSAGE")
      return visits
    }
    let zeb = try salon.store.read { try $0.person(telegram: 501_777_333) }
    return (salon, try #require(zeb), visits)
  }

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("erase-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func `nothing in any table speaks of who was erased`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("bot.sqlite").path
    let (salon, zeb, visits) = try traces(in: path)
    let before = try Dump(of: salon.store)
    for mark in Self.marks { #expect(!before.places(of: mark).isEmpty, "\(mark) was never there") }

    #expect(try salon.at { try $0.erase(zeb) })
    let after = try Dump(of: salon.store)
    for mark in Self.marks { #expect(after.places(of: mark) == [], "\(mark)") }

    // Open bookings are cancelled, the hold is gone, the staff knows; the audit keeps what happened.
    #expect(try visits.map { try salon.state($0) } == [.cancelled, .cancelled, nil])
    #expect(
      salon.told.filter { $0.person == salon.ada.id }.map(\.kind) == [.clientErased, .clientErased])
    #expect(try salon.timers().isEmpty)
    #expect(word(try salon.hold(salon.bob)) == "held")
    let audit = try salon.store.read { tx in
      try tx.rows("SELECT action, person FROM audit ORDER BY id") {
        ($0[0] as String, $0[1] as Int64?)
      }
    }
    #expect(audit.map(\.0).contains("book") && audit.map(\.0).contains("erase"))
    #expect(!audit.contains { $0.1 == zeb.id.raw })
    let kept = try salon.store.read { try $0.quarantined(limit: 9).map(\.update) }
    #expect(kept == [10], "others' updates stay")
    #expect(try salon.store.read { try $0.deadLetters(limit: 9).count } == 1)
    let export = String(decoding: try salon.at { try $0.exportEverything() }, as: UTF8.self)
    for mark in Self.marks { #expect(!export.contains(mark)) }

    // Nor do the bytes of the file, where SQLite wipes what it deletes (Debian's does).
    guard try salon.store.read({ try $0.count("PRAGMA secure_delete") }) == 1 else { return }
    try salon.store.close()
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let bytes = try Data(contentsOf: folder.appendingPathComponent(file))
      for mark in Self.marks {
        #expect(bytes.range(of: Data(mark.utf8)) == nil, "\(mark) in \(file)")
      }
    }
  }

  @Test func `who comes back is somebody new`() throws {
    let salon = try Salon()
    let (ann, now) = (salon.ann, salon.now)
    let visit = try salon.booked(ann)
    #expect(try salon.at { try $0.erase(ann) })
    let again = try salon.at {
      try $0.tx.meet(
        TelegramIdentity(id: 4, name: "Ann", username: nil, languageCode: "en"), now: now)
    }
    #expect(again.id != ann.id)
    #expect(word(try salon.at { try $0.cancel(visit.id, by: again) }) == "notYours")
    let data = String(decoding: try salon.at { try $0.exportData(of: again) }, as: UTF8.self)
    #expect(!data.contains(visit.number))
  }

  @Test func `staff hand over first`() throws {
    let salon = try Salon()
    for staff in [try salon.person(salon.owner), salon.ada] {
      #expect(try !salon.at { try $0.erase(staff) })
      #expect(try salon.person(staff).name == staff.name)
    }
  }

  @Test func `the export of a person holds all of theirs and nobody else's`() throws {
    let salon = try Salon()
    let mine = try salon.booked(salon.ann)
    let other = try salon.booked(salon.bob, at: Salon.ten.adding(minutes: 60))
    let ann = salon.ann
    _ = try salon.at { try $0.describe(mine.id, note: "no \"dryer\"", photo: nil, by: ann) }
    let data = Data(try salon.at { try $0.exportData(of: ann) })
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let person = json["person"] as? [String: Any]
    #expect(person?["name"] as? String == "Ann" && person?["telegramID"] as? Int == 4)
    let bookings = json["bookings"] as? [[String: Any]]
    #expect(bookings?.map { $0["number"] as? String } == [mine.number])
    #expect(bookings?.first?["comment"] as? String == "no \"dryer\"")
    #expect(!String(decoding: data, as: UTF8.self).contains(other.number))
  }
}
