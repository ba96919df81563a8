/// People without a chat: who put them into the books; and people recognised by a contact.
extension Schema {
  static let guests = """
    -- The member of the staff who wrote the person down, and how they came to it.
    ALTER TABLE person ADD COLUMN addedBy INTEGER REFERENCES person(id);
    ALTER TABLE person ADD COLUMN source TEXT \(oneOf("source", "typed", "contact"));
    CREATE INDEX person_addedBy ON person(addedBy) WHERE addedBy IS NOT NULL;
    CREATE INDEX person_phone ON person(phone) WHERE phone IS NOT NULL;
    CREATE INDEX person_email ON person(lower(email)) WHERE email IS NOT NULL;
    CREATE INDEX person_handle ON person(lower(username)) WHERE username IS NOT NULL;

    """
}
