extension Call {
  package static func sendPhoto(
    _ photo: FileSource, caption: HTML? = nil, markup: ReplyMarkup? = nil, silent: Bool = false,
    replyTo: Int64? = nil
  ) -> Call {
    file(
      "sendPhoto", field: "photo", photo, caption, markup, silent, replyTo,
      violation: Limits.upload(photo, isPhoto: true))
  }

  package static func sendDocument(
    _ document: FileSource, caption: HTML? = nil, markup: ReplyMarkup? = nil,
    silent: Bool = false, replyTo: Int64? = nil
  ) -> Call {
    file(
      "sendDocument", field: "document", document, caption, markup, silent, replyTo,
      violation: Limits.upload(document))
  }

  package static func sendVideo(
    _ video: FileSource, caption: HTML? = nil, markup: ReplyMarkup? = nil, silent: Bool = false,
    replyTo: Int64? = nil
  ) -> Call {
    file(
      "sendVideo", field: "video", video, caption, markup, silent, replyTo,
      violation: Limits.upload(video))
  }

  package static func sendAudio(
    _ audio: FileSource, caption: HTML? = nil, markup: ReplyMarkup? = nil, silent: Bool = false,
    replyTo: Int64? = nil
  ) -> Call {
    file(
      "sendAudio", field: "audio", audio, caption, markup, silent, replyTo,
      violation: Limits.upload(audio))
  }

  package static func sendVoice(
    _ voice: FileSource, caption: HTML? = nil, markup: ReplyMarkup? = nil, silent: Bool = false,
    replyTo: Int64? = nil
  ) -> Call {
    file(
      "sendVoice", field: "voice", voice, caption, markup, silent, replyTo,
      violation: Limits.upload(voice))
  }

  private static func file(
    _ method: String, field: StaticString, _ source: FileSource, _ caption: HTML?,
    _ markup: ReplyMarkup?, _ silent: Bool, _ replyTo: Int64?, violation: LimitViolation?
  ) -> Call {
    let attachment = source.attachment(named: "\(field)")
    return Call(
      method, attachments: attachment.map { [$0] } ?? [],
      violation: violation ?? Limits.caption(caption) ?? Limits.markup(markup)
    ) {
      if let reference = source.reference { $0.member(field, reference) }
      $0.caption(caption)
      $0.delivery(silent: silent, replyTo: replyTo)
      $0.markup(markup)
    }
  }

  /// One item of an album (Bot API `InputMedia`).
  package struct Media: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
      case photo
      case video
      /// Documents and audio files go only with their like.
      case document
      case audio
      /// Not in albums.
      case animation
    }

    package let kind: Kind
    package let source: FileSource
    package let caption: HTML?

    package init(_ kind: Kind, _ source: FileSource, caption: HTML? = nil) {
      self.kind = kind
      self.source = source
      self.caption = caption
    }

    package static func photo(_ source: FileSource, caption: HTML? = nil) -> Media {
      Media(.photo, source, caption: caption)
    }

    package static func video(_ source: FileSource, caption: HTML? = nil) -> Media {
      Media(.video, source, caption: caption)
    }

    package static func document(_ source: FileSource, caption: HTML? = nil) -> Media {
      Media(.document, source, caption: caption)
    }

    var violation: LimitViolation? {
      Limits.upload(source, isPhoto: kind == .photo) ?? Limits.caption(caption)
    }

    func write(to writer: inout JSONWriter, attachmentName: String) {
      writer.member("type", kind.rawValue)
      writer.member("media", source.reference ?? "attach://\(attachmentName)")
      writer.caption(caption)
    }
  }

  package static func sendVideoNote(
    _ note: FileSource, markup: ReplyMarkup? = nil, silent: Bool = false, replyTo: Int64? = nil
  ) -> Call {
    file(
      "sendVideoNote", field: "video_note", note, nil, markup, silent, replyTo,
      violation: Limits.upload(note))
  }

  package static func sendAnimation(
    _ animation: FileSource, caption: HTML? = nil, markup: ReplyMarkup? = nil,
    silent: Bool = false, replyTo: Int64? = nil
  ) -> Call {
    file(
      "sendAnimation", field: "animation", animation, caption, markup, silent, replyTo,
      violation: Limits.upload(animation))
  }

  /// One item as a message of its own.
  package static func send(_ media: Media, _ keyboard: InlineKeyboard? = nil) -> Call {
    let markup = keyboard.map { ReplyMarkup.inline($0) }
    return switch media.kind {
    case .photo: sendPhoto(media.source, caption: media.caption, markup: markup)
    case .video: sendVideo(media.source, caption: media.caption, markup: markup)
    case .document: sendDocument(media.source, caption: media.caption, markup: markup)
    case .audio: sendAudio(media.source, caption: media.caption, markup: markup)
    case .animation: sendAnimation(media.source, caption: media.caption, markup: markup)
    }
  }

  /// An album of 2–10 items.
  package static func sendMediaGroup(
    _ media: [Media], silent: Bool = false, replyTo: Int64? = nil
  ) -> Call {
    var violation: LimitViolation? = (2...10).contains(media.count) ? nil : .albumSize(media.count)
    for item in media where violation == nil { violation = item.violation }
    let attachments = media.indices.compactMap { media[$0].source.attachment(named: "file\($0)") }
    return Call("sendMediaGroup", attachments: attachments, violation: violation) {
      $0.array("media") { writer in
        for (index, item) in media.enumerated() {
          writer.object { item.write(to: &$0, attachmentName: "file\(index)") }
        }
      }
      $0.delivery(silent: silent, replyTo: replyTo)
    }
  }

  /// Replaces a message's picture or file and its caption.
  package static func editMessageMedia(_ media: Media, keyboard: InlineKeyboard? = nil) -> Call {
    Call(
      "editMessageMedia",
      attachments: media.source.attachment(named: "file0").map { [$0] } ?? [],
      violation: media.violation ?? Limits.keyboard(keyboard)
    ) {
      $0.object("media") { media.write(to: &$0, attachmentName: "file0") }
      $0.keyboard(keyboard)
    }
  }
}
