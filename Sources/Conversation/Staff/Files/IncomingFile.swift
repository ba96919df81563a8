import Store
import Telegram

extension Message {
  /// The picture, video, document or recording that the message brings, as a session keeps it; nil
  /// for any other message.
  var sessionFile: NewSessionFile? {
    switch content {
    case .photo: photoFile
    case .video: video.map { file($0, .video) }
    case .document: document.map { file($0, .document) }
    case .audio: audio.map { file($0, .audio) }
    case .animation: animation.map { file($0, .video, .animation) }
    case .voice: voice.map { file($0, .audio, .voice) }
    case .videoNote: videoNote.map { file($0, .video, .videoNote) }
    default: nil
    }
  }

  private func file(
    _ media: MediaFile, _ kind: SessionFile.Kind, _ form: SessionFile.Form? = nil
  ) -> NewSessionFile {
    var sizes = [
      NewSessionFile.Size(
        .full, fileID: media.fileID, size: media.size, width: media.width, height: media.height)
    ]
    if let picture = media.thumbnail { sizes.append(NewSessionFile.Size(.small, picture)) }
    return NewSessionFile(
      kind: kind, form: form, fileID: media.fileID, uniqueID: media.uniqueID, name: media.name,
      mime: media.mime, size: media.size, width: media.width, height: media.height,
      duration: media.duration, caption: caption, sizes: sizes)
  }

  /// Telegram makes several sizes of a photo. The biggest is the photo; the ones nearest to what
  /// pages show are kept beside it, be it the same one.
  private var photoFile: NewSessionFile? {
    let sizes = photo.sorted { $0.longSide < $1.longSide }
    guard let full = sizes.last else { return nil }
    let large = sizes.first { $0.longSide >= 1_000 } ?? full
    let small = sizes.first { $0.longSide >= 240 } ?? full
    return NewSessionFile(
      kind: .photo, fileID: full.fileID, uniqueID: full.uniqueID, mime: "image/jpeg",
      size: full.size, width: full.width, height: full.height, caption: caption,
      sizes: [.init(.full, full), .init(.large, large), .init(.small, small)])
  }
}

extension PhotoSize {
  fileprivate var longSide: Int { max(width, height) }
}

extension NewSessionFile.Size {
  fileprivate init(_ role: FileSize.Role, _ picture: PhotoSize) {
    self.init(
      role, fileID: picture.fileID, size: picture.size, width: picture.width,
      height: picture.height)
  }
}
