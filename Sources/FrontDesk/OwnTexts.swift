import Store

extension FrontDesk {
  /// Puts the business's own words in place of ours, or ours back where there are none; false when
  /// the person is not an owner. Whether the words make sense is for who asked to check.
  package func setOwnText(
    _ text: String?, key: String, language: String, by person: Person
  ) throws -> Bool {
    guard person.isOwner else { return false }
    if try catalogue().ownTexts[language]?[key] == text { return true }
    try tx.setOwnText(text, key: key, language: language)
    try audit(text == nil ? "resetText" : "editText", by: person.id, detail: language)
    return true
  }
}
