extension Schema {
  /// What each of the staff wants to be told; without a row, the usual things.
  static let noticeWishes = """
    CREATE TABLE noticeWish(
      person INTEGER PRIMARY KEY REFERENCES person(id),
      -- Kinds that are not wanted, with spaces between.
      muted TEXT NOT NULL DEFAULT '',
      -- Minutes of the day; null for never.
      morning INTEGER CHECK (morning BETWEEN 0 AND 1439),
      evening INTEGER CHECK (evening BETWEEN 0 AND 1439),
      tellsFreeDays INTEGER NOT NULL DEFAULT 0 CHECK (tellsFreeDays = 0 OR tellsFreeDays = 1)
    ) STRICT;

    """

  /// What happens when a visit is over, and what its client says of it.
  static let afterVisits = """
    CREATE TABLE aftercare(
      id INTEGER PRIMARY KEY CHECK (id = 1),
      -- Hours after the end of a visit; null for never.
      completionHours INTEGER CHECK (completionHours BETWEEN 1 AND 720),
      rating TEXT NOT NULL \(oneOf("rating", "never", "oneHour", "twoHours", "threeHours",
        "nextMorning")),
      -- Visits that start before it have been looked at.
      completedTo INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    INSERT INTO aftercare(id, completionHours, rating) VALUES (1, 24, 'twoHours');
    CREATE TABLE comeBack(
      service INTEGER PRIMARY KEY REFERENCES service(id),
      days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 730)
    ) STRICT;
    -- One for each visit whose client was asked, or rated it unasked.
    CREATE TABLE review(
      booking INTEGER PRIMARY KEY REFERENCES booking(id),
      specialist INTEGER NOT NULL REFERENCES specialist(id),
      asked INTEGER,
      stars INTEGER CHECK (stars BETWEEN 1 AND 5),
      words TEXT CHECK (length(words) BETWEEN 1 AND 2000),
      created INTEGER,
      -- The fewest stars that the staff was told of.
      told INTEGER CHECK (told BETWEEN 1 AND 5),
      CHECK ((stars IS NULL) = (created IS NULL)),
      CHECK (words IS NULL OR stars IS NOT NULL)
    ) STRICT;
    CREATE INDEX review_book ON review(specialist, created, stars) WHERE stars IS NOT NULL;
    CREATE INDEX review_created ON review(created, stars) WHERE stars IS NOT NULL;
    -- Whether the client wants to be asked when it is time for the next visit.
    ALTER TABLE person ADD COLUMN nudges INTEGER NOT NULL DEFAULT 1
      CHECK (nudges = 0 OR nudges = 1);

    """

  /// The business's own words in place of ours.
  static let ownTexts = """
    CREATE TABLE ownText(
      key TEXT NOT NULL,
      language TEXT NOT NULL,
      text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
      PRIMARY KEY (key, language)
    ) STRICT, WITHOUT ROWID;

    """
}
