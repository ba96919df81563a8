extension Call {
  /// Ends a button's waiting mark, with a toast or, as an alert, a window of up to 200 characters.
  package static func answerCallbackQuery(
    id: String, text: String? = nil, alert: Bool = false, url: String? = nil
  ) -> Call {
    let length = text.map(Limits.length) ?? 0
    return Call(
      "answerCallbackQuery", violation: length > 200 ? .answerTooLong(length) : nil, capacity: 96
    ) {
      $0.member("callback_query_id", id)
      if let text, !text.isEmpty { $0.member("text", text) }
      if alert { $0.member("show_alert", true) }
      if let url { $0.member("url", url) }
    }
  }

  /// A text offered under an inline query (Bot API `InlineQueryResultArticle`).
  package struct Article: Sendable, Hashable {
    /// 1–64 bytes, different within one answer.
    package let id: String
    package let title: String
    package let description: String?
    /// What is sent when it is picked.
    package let text: HTML
    package let keyboard: InlineKeyboard?
    package let thumbnailURL: String?

    package init(
      id: String, title: String, description: String? = nil, text: HTML,
      keyboard: InlineKeyboard? = nil, thumbnailURL: String? = nil
    ) {
      self.id = id
      self.title = title
      self.description = description
      self.text = text
      self.keyboard = keyboard
      self.thumbnailURL = thumbnailURL
    }

    var violation: LimitViolation? {
      let bytes = id.utf8.count
      if !(1...64).contains(bytes) { return .resultID(bytes) }
      return Limits.text(text) ?? Limits.keyboard(keyboard)
    }

    func write(to writer: inout JSONWriter) {
      writer.member("type", "article")
      writer.member("id", id)
      writer.member("title", title)
      if let description { writer.member("description", description) }
      if let thumbnailURL { writer.member("thumbnail_url", thumbnailURL) }
      writer.object("input_message_content") {
        $0.text("message_text", text)
        $0.noPreview()
      }
      writer.keyboard(keyboard)
    }
  }

  /// Answers with up to 50 articles; `button` opens the private chat with a start parameter.
  package static func answerInlineQuery(
    id: String, articles: [Article], cacheSeconds: Int = 0, personal: Bool = true,
    nextOffset: String? = nil, button: (text: String, startParameter: String)? = nil
  ) -> Call {
    var violation = Limits.startParameter(button?.startParameter)
    if articles.count > 50 { violation = .tooManyResults(articles.count) }
    for article in articles where violation == nil { violation = article.violation }
    return Call("answerInlineQuery", violation: violation) {
      $0.member("inline_query_id", id)
      $0.array("results") { writer in
        for article in articles { writer.object { article.write(to: &$0) } }
      }
      $0.member("cache_time", cacheSeconds)
      if personal { $0.member("is_personal", true) }
      if let nextOffset { $0.member("next_offset", nextOffset) }
      if let button {
        $0.object("button") {
          $0.member("text", button.text)
          $0.member("start_parameter", button.startParameter)
        }
      }
    }
  }
}
