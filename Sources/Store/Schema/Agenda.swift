extension Schema {
  /// The staff's book in the order of time: everybody's, one specialist's, one service's, and what
  /// is not completed, which is little in a book of years; and what became of each booking.
  static let agenda = """
    CREATE INDEX booking_starts ON booking(starts, specialist, state, service, ends)
      WHERE state <> 'held' AND state <> 'expired';
    CREATE INDEX booking_book ON booking(specialist, starts, state, service, ends)
      WHERE state <> 'held' AND state <> 'expired';
    CREATE INDEX booking_pending ON booking(starts, specialist, state, service, ends)
      WHERE state <> 'held' AND state <> 'expired' AND state <> 'completed';
    DROP INDEX booking_service;
    CREATE INDEX booking_service ON booking(service, starts);
    CREATE INDEX audit_subject ON audit(subject) WHERE subject IS NOT NULL;

    """
}
