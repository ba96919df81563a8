/// Copies of the database: when they are made, which are kept, and what came of the last restoration.
extension Schema {
  static let backups = """
    CREATE TABLE backupPlan(
      id INTEGER PRIMARY KEY CHECK (id = 1),
      isOn INTEGER NOT NULL DEFAULT 1 CHECK (isOn IN (0, 1)),
      -- Minute of the day in the business's zone.
      minute INTEGER NOT NULL DEFAULT 210 CHECK (minute BETWEEN 0 AND 1439),
      keep INTEGER NOT NULL DEFAULT 7 CHECK (keep BETWEEN 1 AND 99),
      sends INTEGER NOT NULL DEFAULT 0 CHECK (sends IN (0, 1)),
      -- Where they lie; known since the first start.
      folder TEXT,
      -- A copy is to be made, or being made; for whom, if somebody asked for it.
      asked INTEGER,
      askedBy INTEGER REFERENCES person(id),
      -- Since when and why none could be made; the owners were told once.
      failing INTEGER,
      reason TEXT
    ) STRICT;
    INSERT INTO backupPlan(id) VALUES (1);
    CREATE TABLE keptCopy(
      name TEXT PRIMARY KEY,
      made INTEGER NOT NULL,
      bytes INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE restoration(
      id INTEGER PRIMARY KEY CHECK (id = 1),
      made INTEGER,
      suspended INTEGER NOT NULL,
      restored INTEGER NOT NULL
    ) STRICT;

    """

  /// Ids that buttons and links carry are never given out twice, also not after a restoration, which
  /// lets them begin further on. AUTOINCREMENT changes nothing in the file but the word (SQLite,
  /// “Making other kinds of table schema changes”). To be the last of its migration.
  static let idsOnce = """
    PRAGMA writable_schema = ON;
    UPDATE sqlite_master
      SET sql = replace(sql, 'id INTEGER PRIMARY KEY,', 'id INTEGER PRIMARY KEY AUTOINCREMENT,')
      WHERE type = 'table'
        AND name IN ('person', 'link', 'specialist', 'calendar', 'service', 'clientNote');
    PRAGMA writable_schema = RESET;

    """
}
