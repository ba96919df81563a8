/// 3: what happens because time passes.
extension Schema {
  static let third = [
    outboxOfThree,
    keepsakes,
    noticeWishes,
    afterVisits,
    ownTexts,
    reaching,
    backups,
    broadcasts,
    waiting,
    reminders,
    series,
    idsOnce,
  ].joined()

  /// Messages that told people of something that may change: they are edited when it does, by the
  /// same notice, worded again.
  private static let keepsakes = """
    CREATE TABLE keepsake(
      kind TEXT NOT NULL,
      subject INTEGER NOT NULL,
      chat INTEGER NOT NULL,
      message INTEGER NOT NULL,
      notice TEXT NOT NULL,
      body BLOB NOT NULL,
      created INTEGER NOT NULL,
      PRIMARY KEY (kind, subject, chat, message)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX keepsake_chat ON keepsake(chat);
    CREATE INDEX keepsake_created ON keepsake(created);
    -- What the live screen is about, as long as it has to follow that.
    ALTER TABLE chat ADD COLUMN shows TEXT;

    """

  /// The outbox learns short messages, and which messages have to follow what they are about. SQLite
  /// can't change a check, so the table is made anew (SQLite, “Making other kinds of table schema
  /// changes”); its ids go on where they were, because letters are known by them.
  private static let outboxOfThree = """
    CREATE TABLE outboxOfThree(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      channel TEXT NOT NULL
        \(oneOf("channel", "telegram", "answer", "notice", "letter", "sms")),
      chat INTEGER,
      person INTEGER REFERENCES person(id),
      priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 9),
      method TEXT NOT NULL,
      body BLOB NOT NULL,
      files BLOB,
      screen INTEGER,
      message INTEGER,
      edits INTEGER NOT NULL DEFAULT 0 CHECK (edits IN (0, 1)),
      repeats INTEGER NOT NULL DEFAULT 1 CHECK (repeats IN (0, 1)),
      created INTEGER NOT NULL,
      notBefore INTEGER NOT NULL DEFAULT 0,
      expires INTEGER,
      attempts INTEGER NOT NULL DEFAULT 0,
      state TEXT NOT NULL DEFAULT 'waiting'
        \(oneOf("state", "waiting", "sending", "dead", "suspended")),
      error TEXT,
      -- The message that shows it is to be remembered as one about this.
      keepsake TEXT,
      keepsakeSubject INTEGER,
      -- That has changed since the row was posted: maybe it was worded before.
      isOutdated INTEGER NOT NULL DEFAULT 0 CHECK (isOutdated = 0 OR isOutdated = 1),
      CHECK ((keepsake IS NULL) = (keepsakeSubject IS NULL))
    ) STRICT;
    INSERT INTO outboxOfThree(id, channel, chat, person, priority, method, body, files, screen,
        message, edits, repeats, created, notBefore, expires, attempts, state, error)
      SELECT id, channel, chat, person, priority, method, body, files, screen,
        message, edits, repeats, created, notBefore, expires, attempts, state, error FROM outbox;
    DELETE FROM sqlite_sequence WHERE name = 'outboxOfThree';
    INSERT INTO sqlite_sequence(name, seq)
      SELECT 'outboxOfThree', seq FROM sqlite_sequence WHERE name = 'outbox';
    DROP TABLE outbox;
    ALTER TABLE outboxOfThree RENAME TO outbox;
    CREATE INDEX outbox_chat ON outbox(chat, message) WHERE edits = 1 AND state = 'waiting';
    CREATE INDEX outbox_dead ON outbox(created) WHERE state = 'dead';
    CREATE INDEX outbox_keepsake ON outbox(keepsake, keepsakeSubject)
      WHERE keepsake IS NOT NULL;

    """
}
