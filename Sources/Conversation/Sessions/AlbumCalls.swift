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
      return .sendMediaGroup(
        files.map { Media($0.media, .id($0.fileID), caption: caption(of: $0)) })
    }
    return file(first, caption: caption(of: first))
  }

  private static func caption(of file: SessionFile) -> HTML? {
    file.caption.map { HTML(Typed.clipped($0, to: captionLimit)) }
  }

  /// A file as it came: the same name would not do for another way to send it.
  static func file(
    _ file: SessionFile, caption: HTML?, markup: ReplyMarkup? = nil
  ) -> Call {
    let source = FileSource.id(file.fileID)
    switch file.form {
    case .animation: return .sendAnimation(source, caption: caption, markup: markup)
    case .voice: return .sendVoice(source, caption: caption, markup: markup)
    case .videoNote: return .sendVideoNote(source, markup: markup)
    case nil: break
    }
    return switch file.kind {
    case .photo: .sendPhoto(source, caption: caption, markup: markup)
    case .video: .sendVideo(source, caption: caption, markup: markup)
    case .document: .sendDocument(source, caption: caption, markup: markup)
    case .audio: .sendAudio(source, caption: caption, markup: markup)
    }
  }
}

extension SessionFile {
  var media: Call.Media.Kind {
    if form == .animation { return .animation }
    return switch kind {
    case .photo: .photo
    case .video: .video
    case .document: .document
    case .audio: .audio
    }
  }

  /// Whether a message can be edited to show it.
  var fitsIntoMessage: Bool { form == nil || form == .animation }
}
