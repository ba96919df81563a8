/// Messages to many clients, and who wants none.
extension Schema {
  static let broadcasts = """
    CREATE TABLE broadcast(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      author INTEGER NOT NULL REFERENCES person(id),
      -- Whose clients: a specialist's, or 0 for the whole house's.
      book INTEGER NOT NULL,
      -- Telegram HTML.
      text TEXT NOT NULL,
      photo TEXT,
      audience TEXT NOT NULL,
      state TEXT NOT NULL
        \(oneOf("state", "draft", "running", "paused", "stopped", "done")),
      total INTEGER NOT NULL DEFAULT 0,
      -- The last client whose row was made.
      cursor INTEGER NOT NULL DEFAULT 0,
      -- Rows that were taken back: by a stop, or because their reader wants no more.
      skipped INTEGER NOT NULL DEFAULT 0,
      created INTEGER NOT NULL,
      ended INTEGER
    ) STRICT;
    CREATE INDEX broadcast_author ON broadcast(author, state);
    CREATE TABLE broadcastReader(
      broadcast INTEGER NOT NULL REFERENCES broadcast(id),
      person INTEGER NOT NULL REFERENCES person(id),
      PRIMARY KEY (broadcast, person)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX broadcastReader_person ON broadcastReader(person);
    CREATE TABLE newsRefusal(
      person INTEGER PRIMARY KEY REFERENCES person(id),
      since INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX outbox_broadcast ON outbox(method, state) WHERE priority = 8;

    """
}
