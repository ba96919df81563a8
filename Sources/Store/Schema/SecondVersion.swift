/// 2: the people who work by appointment run the practice from the chat.
extension Schema {
  static let second = [
    roles,
    setup,
    clients,
    invitations,
    agenda,
    moveOffers,
    team,
    guests,
    calendars,
  ].joined()

  /// Beside their own book, specialists may be let see everybody's, or manage it.
  private static let roles = """
    ALTER TABLE specialist ADD COLUMN access TEXT NOT NULL DEFAULT 'own'
      \(oneOf("access", "own", "view", "manage"));

    """
}
