/// 4: files on their way into sessions, and content that nobody refers to any more.
extension Schema {
  static let uploads = """
    -- Files that somebody of the staff sends in a row.
    CREATE TABLE upload(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person INTEGER NOT NULL REFERENCES person(id),
      -- NULL: nobody has said yet which session they are for; they wait in parkedFile.
      session INTEGER REFERENCES session(id) ON DELETE CASCADE,
      received INTEGER NOT NULL DEFAULT 0,
      -- Those that the session had already.
      seenBefore INTEGER NOT NULL DEFAULT 0,
      -- Whether the chat has the message that says how far it is.
      isShown INTEGER NOT NULL DEFAULT 0 CHECK (isShown = 0 OR isShown = 1),
      -- Whether it was explained what is too big for the pages.
      isExplained INTEGER NOT NULL DEFAULT 0 CHECK (isExplained = 0 OR isExplained = 1),
      began INTEGER NOT NULL,
      ended INTEGER
    ) STRICT;
    CREATE INDEX upload_open ON upload(person, id) WHERE ended IS NULL;
    CREATE INDEX upload_session ON upload(session) WHERE session IS NOT NULL;
    CREATE INDEX upload_began ON upload(began);
    CREATE TABLE parkedFile(
      id INTEGER PRIMARY KEY,
      upload INTEGER NOT NULL REFERENCES upload(id) ON DELETE CASCADE,
      uniqueID TEXT NOT NULL,
      file BLOB NOT NULL,
      UNIQUE (upload, uniqueID)
    ) STRICT;
    ALTER TABLE sessionFile ADD COLUMN upload INTEGER REFERENCES upload(id) ON DELETE SET NULL;
    -- What it has to be sent again as, where that is not its kind.
    ALTER TABLE sessionFile ADD COLUMN form TEXT
      \(oneOf("form", "animation", "voice", "videoNote"));
    CREATE INDEX sessionFile_upload ON sessionFile(upload) WHERE upload IS NOT NULL;
    CREATE INDEX fileSize_tooBig ON fileSize(file) WHERE state = 'tooBig';
    -- Content that something has stopped to refer to: it goes when nothing else does.
    CREATE TABLE looseMedia(digest BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TRIGGER fileSize_deleted AFTER DELETE ON fileSize WHEN OLD.digest IS NOT NULL
    BEGIN
      INSERT INTO looseMedia(digest) VALUES (OLD.digest) ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER fileSize_changed AFTER UPDATE OF digest ON fileSize
    WHEN OLD.digest IS NOT NULL AND OLD.digest IS NOT NEW.digest
    BEGIN
      INSERT INTO looseMedia(digest) VALUES (OLD.digest) ON CONFLICT DO NOTHING;
    END;
    -- Owners are told once that the disk is full.
    CREATE TABLE mediaPause(
      id INTEGER PRIMARY KEY CHECK (id = 1),
      since INTEGER NOT NULL
    ) STRICT;

    """
}
