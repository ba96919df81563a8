import FrontDesk
import Store
import Telegram

/// Files of sessions on their way into the chat, by Telegram's own names for them: nothing is
/// uploaded again.
extension Call {
  private static let captionLimit = 1_024

  /// Files of a kind in one message; one alone as itself. Nil for none.
  static func album(_ files: [SessionFile]) -> Call? {
    guard let first = files.first else { return nil }
    if files.count > 1 {
      return .sendMediaGroup(files.compactMap { $0.media(caption: caption(of: $0)) })
    }
    return file(first, caption: caption(of: first))
  }

  private static func caption(of file: SessionFile) -> HTML? {
    file.caption.map { HTML(Typed.clipped($0, to: captionLimit)) }
  }

  /// A file as a message of its own, as it came: its name at Telegram would not do for another way.
  static func file(
    _ file: SessionFile, caption: HTML? = nil, keyboard: InlineKeyboard? = nil
  ) -> Call {
    if let media = file.media(caption: caption) { return .send(media, keyboard) }
    let (source, markup) = (FileSource.id(file.fileID), keyboard.map { ReplyMarkup.inline($0) })
    return file.form == .videoNote
      ? .sendVideoNote(source, markup: markup)
      : .sendVoice(source, caption: caption, markup: markup)
  }
}

extension SessionFile {
  /// The file as part of a message; nil for what can be sent by itself only: recordings and round
  /// videos.
  func media(caption: HTML?) -> Call.Media? {
    let kind: Call.Media.Kind? =
      switch (self.kind, form) {
      case (_, .voice), (_, .videoNote): nil
      case (_, .animation): .animation
      case (.photo, nil): .photo
      case (.video, nil): .video
      case (.document, nil): .document
      case (.audio, nil): .audio
      }
    return kind.map { Call.Media($0, .id(fileID), caption: caption) }
  }
}
