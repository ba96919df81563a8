extension Schema {
  /// A calendar that nobody needs any more keeps its row, so that whatever points at it still does.
  static let calendars = """
    ALTER TABLE calendar ADD COLUMN isDeleted INTEGER NOT NULL DEFAULT 0
      CHECK (isDeleted IN (0, 1));

    """
}
