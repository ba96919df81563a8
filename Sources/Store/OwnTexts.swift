extension Transaction {
  func loadOwnTexts() throws -> [String: [String: String]] {
    var all: [String: [String: String]] = [:]
    try rows("SELECT language, key, text FROM ownText") { all[$0[0], default: [:]][$0[1]] = $0[2] }
      .forEach { _ in }
    return all
  }

  /// The business's own words for a key, or ours again.
  package func setOwnText(_ text: String?, key: String, language: String) throws {
    if let text {
      try run(
        """
        INSERT INTO ownText(key, language, text) VALUES (?, ?, ?)
        ON CONFLICT(key, language) DO UPDATE SET text = excluded.text
        """, [key, language, text])
    } else {
      try run("DELETE FROM ownText WHERE key = ? AND language = ?", [key, language])
    }
    catalogueChanged()
  }
}
