extension Schema {
  /// The staff's book in the order of time, whoever's it is, and what became of each booking.
  static let agenda = """
    CREATE INDEX booking_starts ON booking(starts, specialist, state, service, ends)
      WHERE state <> 'held' AND state <> 'expired';
    CREATE INDEX audit_subject ON audit(subject) WHERE subject IS NOT NULL;

    """
}
