extension Schema {
  /// Clients who were asked to choose another time; at most one open question per booking.
  static let moveOffers = """
    CREATE TABLE moveOffer(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      booking INTEGER NOT NULL REFERENCES booking(id),
      calendar INTEGER NOT NULL REFERENCES calendar(id),
      revision INTEGER NOT NULL,
      starts INTEGER NOT NULL,
      created INTEGER NOT NULL,
      answer TEXT \(oneOf("answer", "moved", "cancelled", "kept")),
      answered INTEGER,
      CHECK ((answer IS NULL) = (answered IS NULL))
    ) STRICT;
    CREATE INDEX moveOffer_booking ON moveOffer(booking);
    CREATE UNIQUE INDEX moveOffer_open ON moveOffer(booking) WHERE answer IS NULL;
    CREATE INDEX moveOffer_waiting ON moveOffer(calendar, starts) WHERE answer IS NULL;

    """
}
