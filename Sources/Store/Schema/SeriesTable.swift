extension Schema {
  /// Bookings that belong together because they come back in a rhythm. Whose a series is, its
  /// bookings say; what a booking's place in it is, counts from 0 and stays when others go.
  static let series = """
    CREATE TABLE series(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      -- 1 to 8: every so many weeks; 11 to 13: monthly, by day, weekday or last weekday.
      rhythm INTEGER NOT NULL CHECK (rhythm BETWEEN 1 AND 8 OR rhythm BETWEEN 11 AND 13),
      times INTEGER NOT NULL CHECK (times BETWEEN 2 AND 26),
      created INTEGER NOT NULL
    ) STRICT;
    ALTER TABLE booking ADD COLUMN series INTEGER REFERENCES series(id);
    ALTER TABLE booking ADD COLUMN place INTEGER CHECK (place BETWEEN 0 AND 25);
    CREATE INDEX booking_series ON booking(series, place) WHERE series IS NOT NULL;

    """
}
