/// The team: invitations into it, the commands its members are shown, and a log that can be read by
/// what it is about.
extension Schema {
  static let team = """
    CREATE TABLE teamInvitation(
      link INTEGER PRIMARY KEY REFERENCES link(id),
      -- The book that it opens; none as long as nobody came for a new one.
      specialist INTEGER REFERENCES specialist(id),
      name TEXT NOT NULL,
      takesBookings INTEGER NOT NULL CHECK (takesBookings IN (0, 1)),
      createdBy INTEGER REFERENCES person(id),
      revoked INTEGER
    ) STRICT;
    -- Chats with a command menu of their own, and which one; empty: to be sent again.
    CREATE TABLE commandMenu(
      person INTEGER PRIMARY KEY REFERENCES person(id),
      shown TEXT NOT NULL
    ) STRICT;
    ALTER TABLE audit ADD COLUMN topic TEXT NOT NULL DEFAULT 'booking'
      \(oneOf("topic", "booking", "service", "team", "client", "message", "business"));
    UPDATE audit SET topic = CASE action
      WHEN 'addService' THEN 'service' WHEN 'editService' THEN 'service'
      WHEN 'setHours' THEN 'service' WHEN 'ownerLinkMisused' THEN 'team'
      WHEN 'becomeOwner' THEN 'team' WHEN 'block' THEN 'client' WHEN 'unblock' THEN 'client'
      WHEN 'erase' THEN 'client' WHEN 'editBusiness' THEN 'business' ELSE 'booking' END;
    -- For the newest entries of a topic; of bookings there are enough among the newest of all.
    CREATE INDEX audit_topic ON audit(topic) WHERE topic <> 'booking';

    """
}
