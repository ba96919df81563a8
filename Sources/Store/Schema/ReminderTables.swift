/// Reminders: what each service and the house want, and how far each booking has come.
extension Schema {
  static let reminders = """
    -- Of what is due, the smallest goes first: the start of the visit that a reminder is for.
    ALTER TABLE timer ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
    DROP INDEX timer_due;
    CREATE INDEX timer_due ON timer(due, rank);
    -- The reminder that was sent last, in minutes before the start.
    ALTER TABLE booking ADD COLUMN reminded INTEGER CHECK (reminded > 0);
    -- Quiet hours of one's own, `22:00-08:00`, or `off`; null: those of the house.
    ALTER TABLE person ADD COLUMN quiet TEXT;
    -- Minutes before the start, largest first, with commas; empty: none.
    CREATE TABLE serviceReminders(
      service INTEGER PRIMARY KEY REFERENCES service(id),
      offsets TEXT NOT NULL
    ) STRICT;
    CREATE TABLE reminderRules(
      id INTEGER PRIMARY KEY CHECK (id = 1),
      offsets TEXT NOT NULL,
      quiet TEXT,
      -- The staff is told of visits not confirmed so many hours before.
      unconfirmedHours INTEGER CHECK (unconfirmedHours BETWEEN 1 AND 168)
    ) STRICT;

    """
}
