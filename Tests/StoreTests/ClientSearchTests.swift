import Booking
import Chance
import Foundation
import GRDB
import Testing

@testable import Store

/// Clients are found by any part of what is known of them.
@Suite struct ClientSearchTests {
  private let shop: Shop
  private let now = Shop.opening

  init() throws { shop = try Shop() }

  static let letters: [Character] = Array(
    "abzЖжйЙїЇёЁґєіш’'-éÉüßøłçñαΩςשלאحمد李娜김민수काक ंñ😀👩‍👧 ’")

  static func name(_ dice: Dice) -> String {
    String(
      (0..<1 + Int(dice.next() % 12)).map { _ in letters[Int(dice.next() % UInt64(letters.count))] }
    )
  }

  private func add(
    _ name: String, username: String? = nil, phone: String? = nil, email: String? = nil,
    book: ID<Specialist>? = nil
  ) throws -> ID<Person> {
    try shop.store.write { [now] tx in
      let id = try tx.insert(
        """
        INSERT INTO person(name, username, phone, email, created, isReachable)
        VALUES (?, ?, ?, ?, ?, 0)
        """, [name, username, phone, email, now.seconds])
      try tx.addClient(ID(id), to: book, now: now)
      return ID(id)
    }
  }

  private func found(_ words: String, in scope: ClientScope = .house) throws -> [ID<Person>] {
    try shop.store.read { tx in
      try tx.searchClients(words, in: scope, limit: 1_000).map(\.id)
    }
  }

  @Test(arguments: [31, 32, 33] as [UInt64])
  func `any part of any name is found, in any script`(_ seed: UInt64) throws {
    let dice = Dice(seed: seed)
    var names: [ID<Person>: String] = [:]
    var ids: [ID<Person>] = []
    for _ in 0..<120 {
      let name = Self.name(dice)
      ids.append(try add(name))
      names[ids[ids.count - 1]] = name
    }
    for _ in 0..<300 {
      let id = ids[Int(dice.next() % UInt64(ids.count))]
      let name = names[id] ?? ""
      let start = Int(dice.next() % UInt64(name.count))
      let length = 1 + Int(dice.next() % UInt64(name.count - start))
      var part = String(name.dropFirst(start).prefix(length))
      if Folded.words(part).isEmpty { continue }
      if dice.next() % 2 == 0 { part = part.uppercased() }
      // Upper case is not always the way back (ß, ς are); then it is another word.
      if Folded.text(part) != Folded.text(String(name.dropFirst(start).prefix(length))) { continue }
      let found = try found(part)
      #expect(found.contains(id), "seed \(seed): “\(part)” of “\(name)”")
      // And what is found has it.
      for other in found {
        let text = names[other].map(Folded.text) ?? ""
        for word in Folded.words(part) { #expect(text.contains(word), "seed \(seed): “\(part)”") }
      }
    }
  }

  @Test func `a number is found however it is written`() throws {
    let anna = try add("Anna", phone: "+353861234567")
    let olha = try add("Ольга", phone: "+380445550123")
    let ruth = try add("Рут", phone: "+77273550123")
    for typed in [
      "+353 86 123 4567", "086 123 4567", "0861234567", "123-45", "(086) 12", "00353 86",
    ] {
      #expect(try found(typed) == [anna], "\(typed)")
    }
    #expect(try found("044 555-01-23") == [olha])
    #expect(try found("8 (727) 355 01 23") == [ruth])
    #expect(try Set(found("55")) == [olha, ruth])
    #expect(try found("٠٤٤ ٥٥٥") == [olha])
    #expect(try found("0").count == 2)
    #expect(try found("999999").isEmpty)
  }

  @Test func `username, e-mail and tags are searched, words in any order`() throws {
    let anna = try add("Anna Kovalenko", username: "AnnaK_dogs", email: "anna.k@example.org")
    let boris = try add("Борис", email: "b@example.org")
    #expect(try found("@annak") == [anna])
    #expect(try found("K_DOGS") == [anna])
    #expect(try Set(found("example.org")) == [anna, boris])
    #expect(try found("koval ann") == [anna])
    #expect(try found("anna boris").isEmpty)
    _ = try shop.store.write { try $0.tag(anna, "Постійна клієнтка", limit: 20) }
    #expect(try found("ПОСТІЙН") == [anna])
    let tag = try shop.store.read { try $0.tags(of: anna)[0] }
    try shop.store.write { try $0.untag(anna, tag.id) }
    #expect(try found("постійн").isEmpty)
  }

  @Test func `who begins with the words comes first`() throws {
    let middle = try add("Joanna")
    let second = try add("Maria Ann")
    let first = try add("Ann Lee")
    _ = try add("Boris")
    let last = try add("Susanna")
    #expect(try found("ann") == [first, second, last, middle])
    #expect(try found("an").prefix(2) == [first, second])
  }

  @Test(arguments: [
    "", " ", "’", "\"", "\"\"\"", "a\"b", "*", "AND", "NOT anna", "(", "a:b", "^a", "{}", "%", "_",
    "'; DROP TABLE person; --", "\u{0}", "+", "-", "😀", String(repeating: "а", count: 4_096),
    String(repeating: "a b ", count: 1_000), "\u{202E}",
  ]) func `whatever is typed is words to look for`(_ typed: String) throws {
    _ = try add("Anna \"Bob\" (NOT)")
    _ = try found(typed)
  }

  @Test func `the index follows every change`() throws {
    let id = try add("Anna", phone: "+353861234567")
    try shop.store.write { tx in
      guard var anna = try tx.person(id) else { return }
      anna.name = "Ольга"
      anna.phone = nil
      try tx.save(anna)
    }
    #expect(try found("anna").isEmpty && found("86123").isEmpty)
    #expect(try found("ольг") == [id])
    let names = try shop.store.read {
      try $0.clients(in: .house, by: .name, limit: 9, offset: 0).map(\.name)
    }
    #expect(names == ["Ольга"])
    try shop.store.write { [now] in try $0.erase(id, now: now) }
    #expect(try found("ольга").isEmpty)
    #expect(try shop.store.read { try $0.countClients(in: .house) } == 0)
    try shop.store.write {
      try $0.run("INSERT INTO clientTrigram(clientTrigram) VALUES('integrity-check')")
    }
  }

  @Test func `a specialist finds those who are in their book`() throws {
    let (ada, ben) = (shop.ada, shop.ben)
    let hers = try add("Anna A", book: ada)
    let his = try add("Anna B", book: ben)
    #expect(try found("anna", in: .book(ada)) == [hers])
    #expect(try found("an", in: .book(ben)) == [his])
    #expect(try found("anna").count == 2)
    // A booking with Ben makes a client of Ada's his client too; a hold does not.
    let client = shop.client
    #expect(try found("ann", in: .book(ben)) == [his])
    #expect(try shop.insert(Entry(1, at: 0) { $0.calendar = 2 }))
    #expect(try found("ann", in: .book(ben)) == [his, client])
    #expect(try found("ann", in: .book(ada)) == [hers])
    // And who is in one book enters the other with their first booking there.
    #expect(try shop.insert(Entry(2, at: 60)))
    #expect(try found("ann", in: .book(ada)) == [hers, client])
  }

  @Test func `the latest visit follows moves and cancellations`() throws {
    let client = shop.client
    func latest() throws -> Instant? {
      try shop.store.read {
        try $0.clients(in: .house, by: .latest, limit: 9, offset: 0).first { $0.id == client }?
          .latest
      }
    }
    #expect(try latest() == nil)
    #expect(try shop.insert(Entry(1, at: 0)))
    #expect(try shop.insert(Entry(2, at: 300)))
    let (first, second) = try shop.store.read {
      (try $0.visit(ID(1))?.starts, try $0.visit(ID(2))?.starts)
    }
    #expect(try latest() == second)
    try shop.store.write { [now] tx in
      guard var visit = try tx.visit(ID(2)) else { return }
      visit.state = .cancelled
      try tx.save(visit, now: now)
    }
    #expect(try latest() == first)
    try shop.store.write { [now] tx in
      guard var visit = try tx.visit(ID(1)) else { return }
      visit.starts = visit.starts.adding(minutes: -60)
      visit.ends = visit.ends.adding(minutes: -60)
      try tx.save(visit, now: now)
    }
    #expect(try latest() == first?.adding(minutes: -60))
  }

  @Test func `a database of the first version gets its clients listed`() throws {
    let folder = try Folder()
    let path = folder.path("old.sqlite")
    let pool = try DatabasePool(path: path)
    try Schema.bringUpToDate(pool, path: nil, migrations: [Schema.migrations[0]])
    try pool.write { db in
      try db.execute(
        sql: """
          INSERT INTO person(id, name, username, phone, created) VALUES
            (1, 'Мар’яна Їжак', 'marYana', '+380445550123', 5), (2, 'Somebody', NULL, NULL, 5);
          INSERT INTO specialist(id, name) VALUES (7, 'Ada');
          INSERT INTO calendar(id, specialist, name, zone) VALUES (8, 7, 'A', 'UTC');
          INSERT INTO service(id, name, duration, currency) VALUES (9, 'Cut', 30, 'EUR');
          INSERT INTO booking(number, client, service, calendar, specialist, starts, ends,
            bufferBefore, bufferAfter, busyFrom, busyTo, capacity, state, currency, created,
            changed)
          VALUES ('N1', 1, 9, 8, 7, 1000, 2000, 0, 0, 1000, 2000, 1, 'completed', 'EUR', 0, 0),
            ('N2', 2, 9, 8, 7, 3000, 4000, 0, 0, 3000, 4000, 1, 'cancelled', 'EUR', 0, 0);
          """)
    }
    try pool.close()
    let store = try Store(path: path)
    for scope in [ClientScope.house, .book(ID(7))] {
      for words in ["маря", "їж", "@MARYANA", "044 555"] {
        let lines = try store.read { try $0.searchClients(words, in: scope, limit: 9) }
        #expect(lines.map(\.latest) == [Instant(1_000)], "\(words)")
      }
      let all = try store.read { try $0.clients(in: scope, by: .latest, limit: 9, offset: 0) }
      #expect(all.map(\.name) == ["Мар’яна Їжак", "Somebody"])
    }
  }
}
