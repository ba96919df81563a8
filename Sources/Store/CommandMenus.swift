import GRDB

extension Transaction {
  /// Everybody who works here: owners, and the people of active specialists.
  package func staff() throws -> [Person] {
    try people(
      where: """
        isOwner = 1 OR id IN
          (SELECT person FROM specialist WHERE isActive = 1 AND person IS NOT NULL)
        """)
  }

  /// Whose chats have a command menu of their own, and which one was sent last.
  package func shownMenus() throws -> [ID<Person>: String] {
    let pairs: [(ID<Person>, String)] = try rows("SELECT person, shown FROM commandMenu") {
      (ID($0[0]), $0[1])
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// Nil: the chat shows everybody's menu.
  package func noteMenu(_ shown: String?, of person: ID<Person>) throws {
    if let shown {
      try run(
        """
        INSERT INTO commandMenu(person, shown) VALUES (?, ?)
        ON CONFLICT(person) DO UPDATE SET shown = excluded.shown
        """, [person.raw, shown])
    } else {
      try run("DELETE FROM commandMenu WHERE person = ?", [person.raw])
    }
  }
}
