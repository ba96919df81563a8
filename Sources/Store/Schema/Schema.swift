import Foundation
import GRDB

/// The tables, and how an older file becomes the present one. Migrations are numbered and never
/// edited; a database from a newer program is refused.
enum Schema {
  static let version = migrations.count
  static let overlapMessage = "overlap"

  static func bringUpToDate(
    _ database: any DatabaseWriter, path: String?, migrations: [String] = migrations
  ) throws {
    let version = migrations.count
    // What the triggers call; only the one connection that writes fires them.
    database.writeWithoutTransaction { db in Folded.functions.forEach { db.add(function: $0) } }
    let found = try database.read { try check($0, path: path ?? ":memory:", known: version) }
    if found == version { return }
    if found > 0, let path { try backUp(database, to: path + ".before-\(version)") }
    try database.write { db in
      for (index, migration) in migrations.enumerated() where index >= found {
        try db.execute(sql: migration)
      }
      try db.execute(sql: "PRAGMA user_version = \(version)")
    }
  }

  /// The file's version, 0 for an empty one; throws `StoreFault` for one of a newer program or of
  /// another one.
  static func check(_ db: Database, path: String, known version: Int = version) throws -> Int {
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let tables = try Set(
      String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'"))
    guard tables.contains("business") ? found > 0 : tables.isEmpty else {
      throw StoreFault.foreign(path: path)
    }
    if found > version { throw StoreFault.newer(path: path, found: found, known: version) }
    return found
  }

  private static func backUp(_ database: any DatabaseWriter, to path: String) throws {
    try? FileManager.default.removeItem(atPath: path)
    try database.writeWithoutTransaction { try DatabaseCopy.copyPages(of: $0, to: path) }
  }

  static let migrations = [first, second, third, fourth]

  /// A check that compares; `IN` with more than two words builds a table in memory for each row
  /// that is written.
  static func oneOf(_ column: String, _ words: String...) -> String {
    "CHECK (" + words.map { "\(column) = '\($0)'" }.joined(separator: " OR ") + ")"
  }

  /// 1: everything a client needs to book, and everything that makes it last.
  private static let first = people + catalogue + bookings + overlap + delivery

  private static let people = """
    CREATE TABLE business(
      id INTEGER PRIMARY KEY CHECK (id = 1),
      name TEXT NOT NULL,
      zone TEXT NOT NULL,
      language TEXT NOT NULL,
      currency TEXT NOT NULL CHECK (length(currency) = 3),
      country TEXT NOT NULL CHECK (length(country) = 2),
      about TEXT, address TEXT, phone TEXT, email TEXT,
      asksPhone INTEGER NOT NULL DEFAULT 0 CHECK (asksPhone IN (0, 1)),
      asksEmail INTEGER NOT NULL DEFAULT 0 CHECK (asksEmail IN (0, 1)),
      holdMinutes INTEGER NOT NULL DEFAULT 5 CHECK (holdMinutes BETWEEN 1 AND 60),
      approvalHours INTEGER NOT NULL DEFAULT 24 CHECK (approvalHours BETWEEN 1 AND 720),
      cancelHours INTEGER NOT NULL DEFAULT 0 CHECK (cancelHours BETWEEN 0 AND 720),
      maximumOpen INTEGER CHECK (maximumOpen > 0)
    ) STRICT;
    CREATE TABLE person(
      id INTEGER PRIMARY KEY,
      telegram INTEGER UNIQUE,
      name TEXT NOT NULL,
      username TEXT,
      telegramLanguage TEXT,
      language TEXT,
      phone TEXT,
      email TEXT,
      zone TEXT,
      isOwner INTEGER NOT NULL DEFAULT 0 CHECK (isOwner IN (0, 1)),
      isBlocked INTEGER NOT NULL DEFAULT 0 CHECK (isBlocked IN (0, 1)),
      isReachable INTEGER NOT NULL DEFAULT 1 CHECK (isReachable IN (0, 1)),
      namedByHand INTEGER NOT NULL DEFAULT 0 CHECK (namedByHand IN (0, 1)),
      created INTEGER NOT NULL,
      erased INTEGER
    ) STRICT;
    CREATE INDEX person_username ON person(username) WHERE username IS NOT NULL;
    CREATE INDEX person_owner ON person(id) WHERE isOwner = 1;
    CREATE TABLE chat(
      id INTEGER PRIMARY KEY,
      person INTEGER REFERENCES person(id),
      state BLOB,
      screen INTEGER NOT NULL DEFAULT 0,
      message INTEGER,
      movedTo INTEGER
    ) STRICT;
    CREATE TABLE link(
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      subject INTEGER NOT NULL,
      nonce BLOB NOT NULL,
      digest BLOB NOT NULL UNIQUE,
      created INTEGER NOT NULL,
      expires INTEGER,
      used INTEGER,
      usedBy INTEGER REFERENCES person(id)
    ) STRICT;
    CREATE TABLE audit(
      id INTEGER PRIMARY KEY,
      moment INTEGER NOT NULL,
      person INTEGER REFERENCES person(id),
      origin TEXT NOT NULL,
      action TEXT NOT NULL,
      subject INTEGER,
      detail TEXT
    ) STRICT;
    CREATE INDEX audit_person ON audit(person) WHERE person IS NOT NULL;

    """

  private static let catalogue = """
    CREATE TABLE specialist(
      id INTEGER PRIMARY KEY,
      person INTEGER UNIQUE REFERENCES person(id),
      name TEXT NOT NULL,
      about TEXT,
      isActive INTEGER NOT NULL DEFAULT 1 CHECK (isActive IN (0, 1)),
      position INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE calendar(
      id INTEGER PRIMARY KEY,
      specialist INTEGER NOT NULL REFERENCES specialist(id),
      name TEXT NOT NULL,
      zone TEXT NOT NULL,
      bufferBefore INTEGER NOT NULL DEFAULT 0 CHECK (bufferBefore BETWEEN 0 AND 720),
      bufferAfter INTEGER NOT NULL DEFAULT 0 CHECK (bufferAfter BETWEEN 0 AND 720),
      maximumPerDay INTEGER CHECK (maximumPerDay > 0),
      minimumNotice INTEGER NOT NULL DEFAULT 0 CHECK (minimumNotice >= 0),
      horizonDays INTEGER NOT NULL DEFAULT 60 CHECK (horizonDays BETWEEN 0 AND 1000),
      step INTEGER CHECK (step BETWEEN 1 AND 1440),
      grid TEXT NOT NULL DEFAULT 'window' \(oneOf("grid", "window", "clock", "packed")),
      isActive INTEGER NOT NULL DEFAULT 1 CHECK (isActive IN (0, 1)),
      UNIQUE (id, specialist)
    ) STRICT;
    CREATE TABLE weeklyWindow(
      calendar INTEGER NOT NULL REFERENCES calendar(id),
      weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
      opens INTEGER NOT NULL CHECK (opens BETWEEN 0 AND 1439),
      closes INTEGER NOT NULL CHECK (closes > opens AND closes <= opens + 1440),
      PRIMARY KEY (calendar, weekday, opens)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE exceptionDay(
      calendar INTEGER NOT NULL REFERENCES calendar(id),
      day INTEGER NOT NULL,
      windows TEXT NOT NULL,
      PRIMARY KEY (calendar, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE service(
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
      about TEXT,
      duration INTEGER NOT NULL CHECK (duration BETWEEN 1 AND 1440),
      price INTEGER CHECK (price >= 0),
      currency TEXT NOT NULL CHECK (length(currency) = 3),
      photo TEXT,
      bufferBefore INTEGER CHECK (bufferBefore BETWEEN 0 AND 720),
      bufferAfter INTEGER CHECK (bufferAfter BETWEEN 0 AND 720),
      capacity INTEGER NOT NULL DEFAULT 1 CHECK (capacity BETWEEN 1 AND 1000),
      needsApproval INTEGER NOT NULL DEFAULT 0 CHECK (needsApproval IN (0, 1)),
      address TEXT,
      latitude REAL CHECK (latitude BETWEEN -90 AND 90),
      longitude REAL CHECK (longitude BETWEEN -180 AND 180),
      onlineLink TEXT,
      isHidden INTEGER NOT NULL DEFAULT 0 CHECK (isHidden IN (0, 1)),
      isDeleted INTEGER NOT NULL DEFAULT 0 CHECK (isDeleted IN (0, 1)),
      position INTEGER NOT NULL DEFAULT 0,
      CHECK ((latitude IS NULL) = (longitude IS NULL))
    ) STRICT;
    CREATE TABLE offering(
      service INTEGER NOT NULL REFERENCES service(id),
      calendar INTEGER NOT NULL REFERENCES calendar(id),
      PRIMARY KEY (service, calendar)
    ) STRICT, WITHOUT ROWID;

    """

  private static let bookings = """
    CREATE TABLE booking(
      -- Never used twice: an old button that names a hold must not meet the next one.
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      number TEXT NOT NULL UNIQUE,
      client INTEGER NOT NULL REFERENCES person(id),
      service INTEGER NOT NULL REFERENCES service(id),
      calendar INTEGER NOT NULL,
      specialist INTEGER NOT NULL REFERENCES specialist(id),
      starts INTEGER NOT NULL,
      ends INTEGER NOT NULL CHECK (ends > starts AND ends <= starts + 86400),
      bufferBefore INTEGER NOT NULL CHECK (bufferBefore BETWEEN 0 AND 720),
      bufferAfter INTEGER NOT NULL CHECK (bufferAfter BETWEEN 0 AND 720),
      busyFrom INTEGER NOT NULL CHECK (busyFrom = starts - bufferBefore * 60),
      busyTo INTEGER NOT NULL CHECK (busyTo = ends + bufferAfter * 60),
      capacity INTEGER NOT NULL CHECK (capacity >= 1),
      seats INTEGER NOT NULL DEFAULT 1 CHECK (seats BETWEEN 1 AND capacity),
      state TEXT NOT NULL \(oneOf("state", "held", "requested", "confirmed", "completed",
        "no_show", "cancelled", "declined", "expired")),
      takesTime INTEGER NOT NULL GENERATED ALWAYS AS
        (state <> 'cancelled' AND state <> 'declined' AND state <> 'expired') STORED,
      revision INTEGER NOT NULL DEFAULT 0,
      heldUntil INTEGER CHECK (state <> 'held' OR heldUntil IS NOT NULL),
      moves INTEGER REFERENCES booking(id)
        CHECK (moves IS NULL OR (state <> 'requested' AND state <> 'confirmed')),
      price INTEGER,
      currency TEXT NOT NULL,
      note TEXT,
      photo TEXT,
      cancelledBy TEXT \(oneOf("cancelledBy", "client", "specialist", "owner", "system")),
      reason TEXT,
      cancelAsked INTEGER,
      attendance TEXT CHECK (attendance IN ('asked', 'confirmed')),
      arrived INTEGER,
      created INTEGER NOT NULL,
      changed INTEGER NOT NULL,
      FOREIGN KEY (calendar, specialist) REFERENCES calendar(id, specialist)
    ) STRICT;
    CREATE INDEX booking_time ON booking(specialist, busyFrom, busyTo, calendar, service, starts,
      ends, bufferBefore, bufferAfter, seats, state, heldUntil, moves, takesTime) WHERE takesTime;
    CREATE INDEX booking_held ON booking(specialist, heldUntil) WHERE state = 'held';
    CREATE INDEX booking_client ON booking(client, starts);
    CREATE INDEX booking_service ON booking(service);
    CREATE INDEX booking_moves ON booking(moves) WHERE moves IS NOT NULL;

    """

  /// A specialist is one resource. Two stays of time overlap when their widened intervals do
  /// (half open); the one exception is a group visit: same calendar, service and start, with seats
  /// left. A hold that moves a booking does not collide with that booking. No interval is longer
  /// than a day and its buffers (24 h + 2 × 12 h = 172 800 s), which bounds the search on both
  /// sides.
  private static let overlap = [
    ("inserted", "INSERT"),
    (
      "updated",
      """
      UPDATE OF specialist, calendar, service, starts, busyFrom, busyTo, capacity, seats, state,
        moves
      """
    ),
  ].map { name, event in
    """
    CREATE TRIGGER booking_overlap_\(name) BEFORE \(event) ON booking
    WHEN NEW.state IN ('held', 'requested', 'confirmed')
    BEGIN
      SELECT RAISE(ABORT, '\(overlapMessage)') WHERE EXISTS (
        SELECT 1 FROM booking AS other
        WHERE other.specialist = NEW.specialist
          AND other.busyFrom < NEW.busyTo AND other.busyFrom > NEW.busyFrom - 172800
          AND other.busyTo > NEW.busyFrom
          AND other.takesTime
          AND other.id IS NOT coalesce(NEW.id, -1) AND other.id IS NOT NEW.moves AND other.moves IS NOT coalesce(NEW.id, -1)
          AND NOT (NEW.capacity > 1 AND other.service = NEW.service AND other.starts = NEW.starts
            AND other.calendar = NEW.calendar));
      SELECT RAISE(ABORT, '\(overlapMessage)') WHERE NEW.capacity > 1 AND NEW.seats + (
        SELECT coalesce(sum(other.seats), 0) FROM booking AS other
        WHERE other.specialist = NEW.specialist
          AND other.busyFrom < NEW.busyTo AND other.busyFrom > NEW.busyFrom - 172800
          AND other.service = NEW.service AND other.starts = NEW.starts
          AND other.takesTime
          AND other.id IS NOT coalesce(NEW.id, -1) AND other.id IS NOT NEW.moves AND other.moves IS NOT coalesce(NEW.id, -1)
      ) > NEW.capacity;
    END;

    """
  }.joined()

  private static let delivery = """
    CREATE TABLE seenUpdate(
      id INTEGER PRIMARY KEY,
      moment INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE quarantine(
      id INTEGER PRIMARY KEY,
      updateID INTEGER NOT NULL,
      moment INTEGER NOT NULL,
      error TEXT NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    CREATE TABLE run(started INTEGER NOT NULL) STRICT;
    CREATE TABLE attempt(
      updateID INTEGER PRIMARY KEY,
      times INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE outbox(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      channel TEXT NOT NULL \(oneOf("channel", "telegram", "answer", "notice", "letter")),
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
      error TEXT
    ) STRICT;
    CREATE INDEX outbox_chat ON outbox(chat, message) WHERE edits = 1 AND state = 'waiting';
    CREATE TABLE timer(
      kind TEXT NOT NULL,
      subject INTEGER NOT NULL,
      due INTEGER NOT NULL,
      PRIMARY KEY (kind, subject, due)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX timer_due ON timer(due);

    """
}
