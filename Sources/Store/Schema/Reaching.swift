/// 3: on which ways people are told what, and what to do when a way is closed.
extension Schema {
  static let reaching = """
    -- How the person wants to be told; Telegram unless they say otherwise.
    ALTER TABLE person ADD COLUMN channel TEXT \(oneOf("channel", "letter", "sms"));
    -- What nobody could be told about a booking, so that the staff is asked to call once.
    CREATE TABLE unreached(
      booking INTEGER NOT NULL REFERENCES booking(id),
      revision INTEGER NOT NULL,
      kind TEXT NOT NULL,
      PRIMARY KEY (booking, revision, kind)
    ) STRICT, WITHOUT ROWID;
    -- Mail servers and gateways that do not answer: since when, and whether the owner knows.
    CREATE TABLE outage(
      channel TEXT PRIMARY KEY NOT NULL \(oneOf("channel", "letter", "sms")),
      since INTEGER NOT NULL,
      isTold INTEGER NOT NULL DEFAULT 0 CHECK (isTold IN (0, 1))
    ) STRICT, WITHOUT ROWID;

    """
}
