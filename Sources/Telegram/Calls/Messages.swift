extension Call {
  /// Sends a text; without a link preview.
  package static func sendMessage(
    _ text: HTML, markup: ReplyMarkup? = nil, silent: Bool = false, replyTo: Int64? = nil
  ) -> Call {
    Call(
      "sendMessage", violation: Limits.text(text) ?? Limits.markup(markup),
      capacity: text.source.utf8.count + 512
    ) {
      $0.text("text", text)
      $0.noPreview()
      $0.delivery(silent: silent, replyTo: replyTo)
      $0.markup(markup)
    }
  }

  /// Without a keyboard the old one is taken away.
  package static func editMessageText(_ text: HTML, keyboard: InlineKeyboard? = nil) -> Call {
    Call(
      "editMessageText", violation: Limits.text(text) ?? Limits.keyboard(keyboard),
      capacity: text.source.utf8.count + 512
    ) {
      $0.text("text", text)
      $0.noPreview()
      $0.keyboard(keyboard)
    }
  }

  package static func editMessageCaption(
    _ caption: HTML, keyboard: InlineKeyboard? = nil
  ) -> Call {
    Call(
      "editMessageCaption", violation: Limits.caption(caption) ?? Limits.keyboard(keyboard)
    ) {
      $0.text("caption", caption)
      $0.keyboard(keyboard)
    }
  }

  /// Nil takes the buttons away.
  package static func editMessageReplyMarkup(_ keyboard: InlineKeyboard?) -> Call {
    Call("editMessageReplyMarkup", violation: Limits.keyboard(keyboard)) {
      $0.keyboard(keyboard)
    }
  }

  package static func deleteMessage() -> Call { Call("deleteMessage") }

  /// Copies a message of any kind, without a mark of where it came from.
  package static func copyMessage(
    fromChat: Int64, message: Int64, caption: HTML? = nil, markup: ReplyMarkup? = nil,
    silent: Bool = false
  ) -> Call {
    Call("copyMessage", violation: Limits.caption(caption) ?? Limits.markup(markup)) {
      $0.member("from_chat_id", fromChat)
      $0.member("message_id", message)
      $0.caption(caption)
      $0.delivery(silent: silent, replyTo: nil)
      $0.markup(markup)
    }
  }

  /// Forwards with the author's name.
  package static func forwardMessage(fromChat: Int64, message: Int64, silent: Bool = false) -> Call
  {
    Call("forwardMessage") {
      $0.member("from_chat_id", fromChat)
      $0.member("message_id", message)
      $0.delivery(silent: silent, replyTo: nil)
    }
  }

  package static func sendVenue(
    latitude: Double, longitude: Double, title: String, address: String,
    markup: ReplyMarkup? = nil, silent: Bool = false, replyTo: Int64? = nil
  ) -> Call {
    Call("sendVenue", violation: Limits.markup(markup)) {
      $0.member("latitude", latitude)
      $0.member("longitude", longitude)
      $0.member("title", title)
      $0.member("address", address)
      $0.delivery(silent: silent, replyTo: replyTo)
      $0.markup(markup)
    }
  }

  package static func sendLocation(
    latitude: Double, longitude: Double, markup: ReplyMarkup? = nil, silent: Bool = false,
    replyTo: Int64? = nil
  ) -> Call {
    Call("sendLocation", violation: Limits.markup(markup)) {
      $0.member("latitude", latitude)
      $0.member("longitude", longitude)
      $0.delivery(silent: silent, replyTo: replyTo)
      $0.markup(markup)
    }
  }

  package static func sendContact(
    phone: String, firstName: String, lastName: String? = nil, markup: ReplyMarkup? = nil,
    silent: Bool = false, replyTo: Int64? = nil
  ) -> Call {
    Call("sendContact", violation: Limits.markup(markup)) {
      $0.member("phone_number", phone)
      $0.member("first_name", firstName)
      if let lastName { $0.member("last_name", lastName) }
      $0.delivery(silent: silent, replyTo: replyTo)
      $0.markup(markup)
    }
  }

  /// What the bot seems to be doing, for five seconds.
  package enum ChatAction: String, Sendable, Hashable {
    case typing
    case uploadPhoto = "upload_photo"
    case uploadVideo = "upload_video"
    case uploadDocument = "upload_document"
    case findLocation = "find_location"
  }

  package static func sendChatAction(_ action: ChatAction = .typing) -> Call {
    Call("sendChatAction") { $0.member("action", action.rawValue) }
  }
}
