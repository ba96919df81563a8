/// 4: sessions with their files, and the links that open pages.
extension Schema {
  static let fourth = sessions + sessionFiles + pageLinks + uploads + lookUps

  /// Work with a result: a shoot, or anything that ends in files for the client.
  private static let sessions = """
    CREATE TABLE session(
      -- Never used twice: a printed card must not open somebody else's pictures.
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      specialist INTEGER NOT NULL REFERENCES specialist(id),
      booking INTEGER UNIQUE REFERENCES booking(id),
      client INTEGER REFERENCES person(id),
      name TEXT NOT NULL,
      about TEXT,
      -- Days since 1970-01-01.
      day INTEGER,
      status TEXT NOT NULL DEFAULT 'created'
        \(oneOf("status", "created", "active", "completed", "archived")),
      -- Whether the first who opens the link becomes the client.
      isClaimable INTEGER NOT NULL DEFAULT 0 CHECK (isClaimable = 0 OR isClaimable = 1),
      -- Whether others may look by the link.
      isOpenToGuests INTEGER NOT NULL DEFAULT 1 CHECK (isOpenToGuests = 0 OR isOpenToGuests = 1),
      pickLimit INTEGER CHECK (pickLimit BETWEEN 1 AND 10000),
      -- The specialist's words when the work was delivered.
      message TEXT,
      -- Grows with every change that a page shows.
      revision INTEGER NOT NULL DEFAULT 0,
      created INTEGER NOT NULL,
      completed INTEGER,
      -- When the staff was last told that the client has chosen.
      picksTold INTEGER
    ) STRICT;
    CREATE INDEX session_specialist ON session(specialist, status, id);
    CREATE INDEX session_client ON session(client, id) WHERE client IS NOT NULL;

    """

  /// The files of sessions as Telegram knows them, and the sizes of each that are kept in the media
  /// folder under their SHA-256.
  private static let sessionFiles = """
    CREATE TABLE media(
      digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
      size INTEGER NOT NULL CHECK (size >= 0),
      -- CRC-32, as ZIP wants it.
      crc INTEGER NOT NULL CHECK (crc BETWEEN 0 AND 4294967295),
      added INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sessionFile(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      session INTEGER NOT NULL REFERENCES session(id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      kind TEXT NOT NULL \(oneOf("kind", "photo", "video", "document", "audio")),
      -- Telegram's name for it, to send it again without an upload; and the one that is the same
      -- whoever sends it.
      fileID TEXT NOT NULL,
      uniqueID TEXT NOT NULL,
      name TEXT,
      mime TEXT,
      size INTEGER,
      width INTEGER,
      height INTEGER,
      duration INTEGER,
      caption TEXT,
      isVisible INTEGER NOT NULL DEFAULT 1 CHECK (isVisible = 0 OR isVisible = 1),
      -- When the client marked it.
      picked INTEGER,
      -- When the client was told of it.
      told INTEGER,
      added INTEGER NOT NULL,
      UNIQUE (session, uniqueID)
    ) STRICT;
    CREATE INDEX sessionFile_order ON sessionFile(session, position, id);
    CREATE TABLE fileSize(
      file INTEGER NOT NULL REFERENCES sessionFile(id) ON DELETE CASCADE,
      -- full: as it was sent; large and small: Telegram's own pictures of it.
      role TEXT NOT NULL \(oneOf("role", "full", "large", "small")),
      fileID TEXT NOT NULL,
      size INTEGER,
      width INTEGER,
      height INTEGER,
      state TEXT NOT NULL DEFAULT 'waiting'
        \(oneOf("state", "waiting", "kept", "failed", "tooBig")),
      attempts INTEGER NOT NULL DEFAULT 0,
      notBefore INTEGER NOT NULL DEFAULT 0,
      error TEXT,
      digest BLOB REFERENCES media(digest),
      CHECK ((state = 'kept') = (digest IS NOT NULL)),
      PRIMARY KEY (file, role)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX fileSize_waiting ON fileSize(notBefore, file) WHERE state = 'waiting';
    CREATE INDEX fileSize_digest ON fileSize(digest) WHERE digest IS NOT NULL;

    """

  /// Links that open pages are counted, and taken back without being forgotten.
  private static let pageLinks = """
    ALTER TABLE link ADD COLUMN takenBack INTEGER;
    ALTER TABLE link ADD COLUMN views INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE link ADD COLUMN downloads INTEGER NOT NULL DEFAULT 0;
    -- How long a link to results opens them.
    ALTER TABLE business ADD COLUMN resultsDays INTEGER NOT NULL DEFAULT 30
      CHECK (resultsDays BETWEEN 1 AND 3650);

    """

  /// When letters with links went to somebody who looked a booking up on the web: so that nobody is
  /// flooded with them.
  private static let lookUps = """
    CREATE TABLE lookUp(
      person INTEGER NOT NULL REFERENCES person(id),
      moment INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX lookUp_person ON lookUp(person, moment);
    CREATE INDEX lookUp_moment ON lookUp(moment);

    """
}
