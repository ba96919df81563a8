/// Who waits for a time to come free, what they were offered, and the times that came free.
extension Schema {
  static let waiting = """
    CREATE TABLE waiting(
      -- Never used twice, here and below: an old button must not meet somebody else's.
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      client INTEGER NOT NULL REFERENCES person(id),
      service INTEGER NOT NULL REFERENCES service(id),
      -- None: anybody will do.
      specialist INTEGER REFERENCES specialist(id),
      firstDay INTEGER NOT NULL,
      lastDay INTEGER NOT NULL CHECK (lastDay >= firstDay),
      -- Morning, afternoon, evening; none: any time.
      part INTEGER CHECK (part BETWEEN 1 AND 3),
      joined INTEGER NOT NULL,
      ending TEXT \(oneOf("ending", "booked", "left", "over", "removed")),
      ended INTEGER,
      CHECK ((ending IS NULL) = (ended IS NULL))
    ) STRICT;
    CREATE INDEX waiting_service ON waiting(service, lastDay, firstDay, specialist)
      WHERE ended IS NULL;
    CREATE INDEX waiting_client ON waiting(client, id);
    CREATE INDEX waiting_ended ON waiting(ended) WHERE ended IS NOT NULL;
    CREATE TABLE waitingOffer(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      entry INTEGER NOT NULL REFERENCES waiting(id) ON DELETE CASCADE,
      hold INTEGER NOT NULL REFERENCES booking(id) ON DELETE CASCADE,
      specialist INTEGER NOT NULL REFERENCES specialist(id),
      starts INTEGER NOT NULL,
      -- When the time came free; 0: it had not been booked.
      since INTEGER NOT NULL,
      created INTEGER NOT NULL,
      answer TEXT \(oneOf("answer", "taken", "refused", "lapsed", "withdrawn"))
    ) STRICT;
    -- One at a time.
    CREATE UNIQUE INDEX waitingOffer_open ON waitingOffer(entry) WHERE answer IS NULL;
    CREATE INDEX waitingOffer_entry ON waitingOffer(entry);
    CREATE INDEX waitingOffer_hold ON waitingOffer(hold);
    CREATE INDEX waitingOffer_time ON waitingOffer(specialist, starts);
    CREATE TABLE freedTime(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      specialist INTEGER NOT NULL REFERENCES specialist(id),
      starts INTEGER NOT NULL,
      ends INTEGER NOT NULL CHECK (ends > starts),
      since INTEGER NOT NULL,
      -- How far the line was asked: first those who were not offered the time yet, then those who
      -- let it lapse.
      round INTEGER NOT NULL DEFAULT 0 CHECK (round = 0 OR round = 1),
      passed INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    -- Holds that lapsed; a request that expired is not held until anything.
    CREATE INDEX booking_lapsed ON booking(heldUntil)
      WHERE state = 'expired' AND heldUntil IS NOT NULL;
    -- The offer that a hold is for.
    ALTER TABLE booking ADD COLUMN offer INTEGER;
    ALTER TABLE business ADD COLUMN offerMinutes INTEGER NOT NULL DEFAULT 15
      CHECK (offerMinutes BETWEEN 5 AND 1440);

    """
}
