/// The files of the chat page, embedded into the binary.
enum Page {
  /// What `/page/<name>` serves, and `chat.html`, which is `/`. A file that is added to the folder is
  /// added here; a test compares.
  static let files: [String: [UInt8]] = [
    "api.js": PackageResources.api_js,
    "attaching.js": PackageResources.attaching_js,
    "bubbles.css": PackageResources.bubbles_css,
    "bubbles.js": PackageResources.bubbles_js,
    "cards.js": PackageResources.cards_js,
    "chat.css": PackageResources.chat_css,
    "chat.html": PackageResources.chat_html,
    "chat.js": PackageResources.chat_js,
    "column.js": PackageResources.column_js,
    "composer.css": PackageResources.composer_css,
    "composer.js": PackageResources.composer_js,
    "drawing.js": PackageResources.drawing_js,
    "dom.js": PackageResources.dom_js,
    "english.js": PackageResources.english_js,
    "entities.js": PackageResources.entities_js,
    "faults.js": PackageResources.faults_js,
    "french.js": PackageResources.french_js,
    "links.js": PackageResources.links_js,
    "mailbox.js": PackageResources.mailbox_js,
    "overlay.js": PackageResources.overlay_js,
    "panel.css": PackageResources.panel_css,
    "panel.js": PackageResources.panel_js,
    "personmenu.js": PackageResources.personmenu_js,
    "russian.js": PackageResources.russian_js,
    "texts.js": PackageResources.texts_js,
    "timeline.js": PackageResources.timeline_js,
    "ukrainian.js": PackageResources.ukrainian_js,
  ]

  /// Nothing comes from elsewhere, and nothing may frame the page.
  static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    + "media-src 'self' blob:; frame-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'none'; "
    + "form-action 'none'; frame-ancestors 'none'"

  static let languages = ["en", "uk", "ru", "fr"]

  /// The page's language: `?lang=`, else the browser's first one we have, else English.
  static func language(query: String?, accepted: String?) -> String {
    if let query, languages.contains(query) { return query }
    for wish in (accepted ?? "").split(separator: ",") {
      let code = String(wish).trimmed.prefix(2).lowercased()
      if languages.contains(code) { return code }
    }
    return "en"
  }

  /// The page with its `lang` attribute set, which its script reads.
  static func html(language: String) -> [UInt8] {
    guard language != "en" else { return PackageResources.chat_html }
    let text = String(decoding: PackageResources.chat_html, as: UTF8.self)
    guard let range = text.firstRange(of: "lang=\"en\"") else { return PackageResources.chat_html }
    return Array(text.replacingCharacters(in: range, with: "lang=\"\(language)\"").utf8)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
