extension Schema {
  /// Messages to the business and the invitations that may follow from them.
  static let invitations = """
    CREATE TABLE contactMessage(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person INTEGER NOT NULL REFERENCES person(id),
      subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 100),
      text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
      state TEXT NOT NULL DEFAULT 'open' \(oneOf("state", "open", "answered", "closed")),
      created INTEGER NOT NULL,
      changed INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX contactMessage_state ON contactMessage(state, id);
    CREATE INDEX contactMessage_person ON contactMessage(person, created);
    CREATE TABLE contactReply(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      message INTEGER NOT NULL REFERENCES contactMessage(id) ON DELETE CASCADE,
      person INTEGER NOT NULL REFERENCES person(id),
      byStaff INTEGER NOT NULL CHECK (byStaff IN (0, 1)),
      text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
      created INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX contactReply_message ON contactReply(message, id);
    CREATE INDEX contactReply_person ON contactReply(person, created);

    CREATE TABLE invitation(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      email TEXT NOT NULL,
      -- The address with its case folded: the same mailbox for all that matters here.
      mailbox TEXT NOT NULL,
      language TEXT NOT NULL,
      words TEXT,
      message INTEGER REFERENCES contactMessage(id) ON DELETE SET NULL,
      creator INTEGER NOT NULL REFERENCES person(id),
      state TEXT NOT NULL DEFAULT 'pending'
        \(oneOf("state", "pending", "used", "expired", "cancelled")),
      expires INTEGER NOT NULL,
      created INTEGER NOT NULL,
      link INTEGER REFERENCES link(id),
      usedBy INTEGER REFERENCES person(id) CHECK ((state = 'used') = (usedBy IS NOT NULL)),
      used INTEGER,
      -- The latest letter: its row of the outbox, and what became of it.
      letter INTEGER,
      letterState TEXT \(oneOf("letterState", "waiting", "trying", "sent", "failed")),
      letterTrouble TEXT,
      letterTries INTEGER NOT NULL DEFAULT 0,
      letterChanged INTEGER
    ) STRICT;
    CREATE INDEX invitation_state ON invitation(state, id);
    CREATE INDEX invitation_creator ON invitation(creator, state, id);
    CREATE INDEX invitation_mailbox ON invitation(mailbox, state);
    CREATE INDEX invitation_message ON invitation(message) WHERE message IS NOT NULL;
    CREATE INDEX invitation_usedBy ON invitation(usedBy) WHERE usedBy IS NOT NULL;
    CREATE INDEX invitation_letter ON invitation(letter) WHERE letter IS NOT NULL;
    CREATE TABLE invitationEvent(
      id INTEGER PRIMARY KEY,
      invitation INTEGER NOT NULL REFERENCES invitation(id),
      kind TEXT NOT NULL,
      person INTEGER REFERENCES person(id),
      moment INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX invitationEvent_invitation ON invitationEvent(invitation, id);
    CREATE INDEX invitationEvent_person ON invitationEvent(person) WHERE person IS NOT NULL;
    CREATE TABLE registration(
      invitation INTEGER NOT NULL REFERENCES invitation(id),
      person INTEGER NOT NULL REFERENCES person(id),
      link INTEGER NOT NULL REFERENCES link(id),
      opened INTEGER NOT NULL,
      name TEXT,
      phone TEXT,
      skipsPhone INTEGER NOT NULL DEFAULT 0 CHECK (skipsPhone IN (0, 1)),
      PRIMARY KEY (invitation, person)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX registration_person ON registration(person);
    CREATE TABLE invitationRules(
      id INTEGER PRIMARY KEY CHECK (id = 1),
      days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 90),
      policy TEXT NOT NULL \(oneOf("policy", "any", "lasting", "domains")),
      domains TEXT NOT NULL,
      isClosed INTEGER NOT NULL CHECK (isClosed IN (0, 1))
    ) STRICT;

    """
}
