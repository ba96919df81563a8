/// Who is a client of whom, what the staff keeps about clients, and the index they are found by.
extension Schema {
  static let clients = clientBooks + clientNotes + clientIndex + clientTriggers + clientFill

  /// `clientele` is derived from the bookings, so that lists need not read them: a row for each
  /// book that a client has been in, and one in book 0, which is the whole house.
  private static let clientBooks = """
    -- A guest whose bookings went to somebody's chat: the row keeps the name they were booked by.
    ALTER TABLE person ADD COLUMN joined INTEGER REFERENCES person(id);
    -- A guest whose coming bookings went to the chat with the same username; who they were before
    -- is for the staff to say.
    ALTER TABLE person ADD COLUMN likely INTEGER REFERENCES person(id);
    -- The number came as a shared contact of the sender's own.
    ALTER TABLE person ADD COLUMN phoneIsShared INTEGER NOT NULL DEFAULT 0
      CHECK (phoneIsShared = 0 OR phoneIsShared = 1);
    -- Usernames are looked up without regard to case (`person_handle`).
    DROP INDEX person_username;
    CREATE INDEX person_shared_phone ON person(phone) WHERE phoneIsShared = 1;
    CREATE INDEX person_joined ON person(joined) WHERE joined IS NOT NULL;
    CREATE INDEX person_likely ON person(likely) WHERE likely IS NOT NULL;
    CREATE INDEX link_subject ON link(kind, subject);
    CREATE TABLE clientele(
      book INTEGER NOT NULL,
      client INTEGER NOT NULL REFERENCES person(id),
      name TEXT NOT NULL,
      -- The start of the latest visit that counts, past or to come; before there is one, the
      -- moment the guest was added.
      latest INTEGER NOT NULL,
      PRIMARY KEY (book, client)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX clientele_latest ON clientele(book, latest DESC, client DESC);
    CREATE INDEX clientele_name ON clientele(book, name, client);

    """

  private static let clientNotes = """
    CREATE TABLE clientNote(
      id INTEGER PRIMARY KEY,
      client INTEGER NOT NULL REFERENCES person(id),
      author INTEGER REFERENCES person(id),
      text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
      created INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX clientNote_client ON clientNote(client, id);
    CREATE TABLE tag(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      folded TEXT NOT NULL UNIQUE,
      uses INTEGER NOT NULL DEFAULT 0 CHECK (uses >= 0)
    ) STRICT;
    CREATE TABLE clientTag(
      client INTEGER NOT NULL REFERENCES person(id),
      tag INTEGER NOT NULL REFERENCES tag(id),
      PRIMARY KEY (client, tag)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX clientTag_tag ON clientTag(tag);

    """

  /// Folded words of each client, and their trigrams (SQLite FTS5 §4.3.4). Folded before they are
  /// stored: the tokenizer of SQLite 3.40 knows nothing of diacritics.
  private static let clientIndex = """
    CREATE TABLE clientText(person INTEGER PRIMARY KEY REFERENCES person(id), text TEXT NOT NULL)
      STRICT;
    CREATE VIRTUAL TABLE clientTrigram USING fts5(
      text, content='clientText', content_rowid='person', tokenize='trigram case_sensitive 1');
    CREATE TRIGGER clientText_added AFTER INSERT ON clientText BEGIN
      INSERT INTO clientTrigram(rowid, text) VALUES (NEW.person, NEW.text);
    END;
    CREATE TRIGGER clientText_changed AFTER UPDATE ON clientText WHEN OLD.text <> NEW.text BEGIN
      INSERT INTO clientTrigram(clientTrigram, rowid, text)
        VALUES ('delete', OLD.person, OLD.text);
      INSERT INTO clientTrigram(rowid, text) VALUES (NEW.person, NEW.text);
    END;
    CREATE TRIGGER clientText_removed AFTER DELETE ON clientText BEGIN
      INSERT INTO clientTrigram(clientTrigram, rowid, text)
        VALUES ('delete', OLD.person, OLD.text);
    END;

    """

  private static func text(of person: String) -> String {
    """
    (SELECT folded(name, '@' || username, ltrim(phone, '+'), email,
        (SELECT group_concat(tag.name, ' ') FROM clientTag JOIN tag ON tag.id = tag
          WHERE client = person.id),
        (SELECT group_concat(guest.name, ' ') FROM person AS guest WHERE guest.joined = person.id))
      FROM person WHERE person.id = \(person))
    """
  }

  private static func counts(_ state: String) -> String {
    """
    (\(state) = 'confirmed' OR \(state) = 'completed' OR \(state) = 'requested'
      OR \(state) = 'no_show')
    """
  }

  private static let cameIn = """
    INSERT INTO clientele(book, client, name, latest)
      SELECT entered.book, NEW.client, sortKey(name), NEW.starts
      FROM person, (SELECT 0 AS book UNION ALL SELECT NEW.specialist) AS entered
      WHERE person.id = NEW.client AND NOT EXISTS (
        SELECT 1 FROM clientele AS known
        WHERE known.book = entered.book AND known.client = NEW.client);
    UPDATE clientele SET latest = NEW.starts
      WHERE client = NEW.client AND (book = 0 OR book = NEW.specialist) AND latest < NEW.starts;

    """

  private static func stepBack(_ book: String, _ filter: String) -> String {
    """
    UPDATE clientele SET latest = coalesce(
        (SELECT starts FROM booking WHERE client = OLD.client \(filter)
          AND state IN ('confirmed', 'completed', 'requested', 'no_show')
          ORDER BY starts DESC LIMIT 1), OLD.created)
      WHERE book = \(book) AND client = OLD.client AND latest = OLD.starts;

    """
  }

  /// What a booking does costs nothing while it is held, and a row or two when it is made; the
  /// index changes only when what it is made of does.
  private static let clientTriggers = """
    CREATE TRIGGER clientele_booked AFTER INSERT ON booking WHEN \(counts("NEW.state")) BEGIN
    \(cameIn)END;
    CREATE TRIGGER clientele_came AFTER UPDATE OF state, starts, specialist, client ON booking
    WHEN \(counts("NEW.state")) AND (NOT \(counts("OLD.state")) OR OLD.starts <> NEW.starts
      OR OLD.specialist <> NEW.specialist OR OLD.client <> NEW.client) BEGIN
    \(cameIn)END;
    CREATE TRIGGER clientele_left AFTER UPDATE OF state, starts, specialist, client ON booking
    WHEN \(counts("OLD.state")) AND (NOT \(counts("NEW.state")) OR OLD.starts > NEW.starts
      OR OLD.specialist <> NEW.specialist OR OLD.client <> NEW.client) BEGIN
    \(stepBack("0", ""))\(stepBack("OLD.specialist", "AND specialist = OLD.specialist"))END;
    CREATE TRIGGER clientele_added AFTER INSERT ON clientele WHEN NEW.book = 0 BEGIN
      INSERT INTO clientText(person, text) VALUES (NEW.client, \(text(of: "NEW.client")));
    END;
    CREATE TRIGGER clientele_removed AFTER DELETE ON clientele WHEN OLD.book = 0 BEGIN
      DELETE FROM clientText WHERE person = OLD.client;
    END;
    CREATE TRIGGER person_renamed AFTER UPDATE OF name, username, phone, email ON person
    WHEN OLD.name IS NOT NEW.name OR OLD.username IS NOT NEW.username
      OR OLD.phone IS NOT NEW.phone OR OLD.email IS NOT NEW.email BEGIN
      UPDATE clientText SET text = \(text(of: "NEW.id")) WHERE person = NEW.id;
      UPDATE clientele SET name = sortKey(NEW.name) WHERE OLD.name <> NEW.name
        AND book IN (SELECT 0 UNION ALL SELECT id FROM specialist) AND client = NEW.id;
    END;
    CREATE TRIGGER person_left AFTER UPDATE OF erased, joined ON person
    WHEN NEW.erased IS NOT NULL OR NEW.joined IS NOT NULL BEGIN
      DELETE FROM clientele WHERE client = NEW.id
        AND book IN (SELECT 0 UNION ALL SELECT id FROM specialist);
      UPDATE clientText SET text = \(text(of: "NEW.joined")) WHERE person = NEW.joined;
    END;
    CREATE TRIGGER clientTag_added AFTER INSERT ON clientTag BEGIN
      UPDATE tag SET uses = uses + 1 WHERE id = NEW.tag;
      UPDATE clientText SET text = \(text(of: "NEW.client")) WHERE person = NEW.client;
    END;
    CREATE TRIGGER clientTag_removed AFTER DELETE ON clientTag BEGIN
      UPDATE tag SET uses = uses - 1 WHERE id = OLD.tag;
      DELETE FROM tag WHERE id = OLD.tag AND uses = 0;
      UPDATE clientText SET text = \(text(of: "OLD.client")) WHERE person = OLD.client;
    END;

    """

  /// Those who were clients before there was a list of them.
  private static let clientFill = """
    INSERT INTO clientele(book, client, name, latest)
      SELECT specialist, client, sortKey(name),
        coalesce(max(starts) FILTER (WHERE \(counts("state"))), max(booking.created))
      FROM booking JOIN person ON person.id = client
      WHERE state <> 'held' AND state <> 'expired' AND erased IS NULL GROUP BY specialist, client;
    INSERT INTO clientele(book, client, name, latest)
      SELECT 0, client, name, max(latest) FROM clientele GROUP BY client;

    """
}
