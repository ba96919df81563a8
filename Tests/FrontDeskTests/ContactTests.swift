import Booking
import Foundation
import Testing

@testable import FrontDesk
@testable import Store

/// Messages to the business, and the threads that come of them.
@Suite struct ContactTests {
  let salon: Salon

  init() throws { salon = try Salon() }

  private func leave(_ person: Person) throws -> ContactOutcome {
    let person = try salon.person(person)
    return try salon.at { try $0.leaveMessage(subject: "Subject", text: "Text", by: person) }
  }

  private func left(_ person: Person) throws -> ID<ContactMessage> {
    guard case .sent(let id) = try leave(person) else { throw Unexpected(what: "not sent") }
    return id
  }

  private func state(_ id: ID<ContactMessage>) throws -> ContactMessage.State? {
    try salon.store.read { try $0.contactMessage(id)?.state }
  }

  @Test func `a message goes to those who see everything; its thread opens and closes`() throws {
    try salon.store.write { tx in
      var ben = try tx.catalogue().specialists[1]
      ben.access = .view
      try tx.save(ben)
    }
    let id = try left(salon.ann)
    #expect(Set(salon.told.map(\.person)) == [salon.owner.id, salon.ben.id])
    let (ada, ann, bob) = (salon.ada, salon.ann, salon.bob)
    #expect(word(try salon.at { try $0.answer(id, with: "Yes", by: ada) }) == "done")
    #expect(salon.told.map(\.kind) == [.contactAnswered] && salon.told[0].person == ann.id)
    #expect(try state(id) == .answered)
    #expect(word(try salon.at { try $0.writeAgain("Thanks", in: id, by: bob) }) == "gone")
    #expect(word(try salon.at { try $0.writeAgain("Thanks", in: id, by: ann) }) == "sent")
    #expect(try state(id) == .open)
    #expect(word(try salon.at { try $0.setClosed(true, message: id, by: ada) }) == "done")
    #expect(word(try salon.at { try $0.setClosed(true, message: id, by: ada) }) == "already")
    #expect(word(try salon.at { try $0.setClosed(false, message: id, by: ann) }) == "notAllowed")
    let thread = try salon.store.read { try $0.contactReplies(to: id, limit: 9).map(\.text) }
    #expect(thread == ["Yes", "Thanks"])
  }

  @Test func `five a day are enough, and the blocked are not heard`() throws {
    for _ in 1...5 { #expect(word(try leave(salon.ann)) == "sent") }
    #expect(word(try leave(salon.ann)) == "tooMany")
    #expect(word(try leave(salon.bob)) == "sent")
    salon.pass(minutes: 1_440)
    #expect(word(try leave(salon.ann)) == "sent")
    try salon.change(salon.bob) { $0.isBlocked = true }
    #expect(word(try leave(salon.bob)) == "blocked")
  }

  @Test func `pages of messages are read newest first`() throws {
    for person in [salon.ann, salon.bob, salon.ann] { _ = try left(person) }
    let (ada, ann) = (salon.ada, salon.ann)
    let page = try salon.at { try $0.contactMessages(.open, page: 0, size: 2, by: ada) }
    #expect(page?.messages.map(\.name) == ["Ann", "Bob"] && page?.hasMore == true)
    let rest = try salon.at { try $0.contactMessages(.open, page: 1, size: 2, by: ada) }
    #expect(rest?.messages.map(\.name) == ["Ann"] && rest?.hasMore == false)
    #expect(try salon.at { try $0.contactMessages(.open, page: 0, size: 2, by: ann) } == nil)
  }

  @Test func `who is erased takes messages and invitations with them, and exports them before`()
    throws
  {
    let id = try left(salon.ann)
    let (owner, ann) = (salon.owner, salon.ann)
    try salon.at { desk in
      _ = try desk.answer(id, with: "ZZANSWER", by: owner)
      _ = try desk.writeAgain("ZZAGAIN", in: id, by: ann)
      guard
        case .done(let made) = try desk.invite(
          name: "ZZNAME", email: "zz@example.org", from: id, by: owner),
        let token = try desk.startParameter(of: made)?.dropFirst()
      else { return }
      _ = try desk.openInvitation(String(token), by: ann)
      _ = try desk.register(name: "ZZTYPED", for: made.id, by: ann)
    }
    let export = String(decoding: try salon.at { try $0.exportData(of: ann) }, as: UTF8.self)
    #expect(export.contains("ZZAGAIN") && export.contains("ZZANSWER"))
    let marks = ["ZZANSWER", "ZZAGAIN", "ZZNAME", "zz@example.org", "ZZTYPED"]
    let before = try Dump(of: salon.store)
    for mark in marks { #expect(!before.places(of: mark).isEmpty, "\(mark) was never there") }
    #expect(try salon.at { try $0.erase(ann) })
    let after = try Dump(of: salon.store)
    for mark in marks { #expect(after.places(of: mark) == [], "\(mark)") }
  }
}
