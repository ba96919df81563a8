import FrontDesk
import Phrasebook
import Store
import Telegram

/// A session's files in words.
struct FileWording {
  let voice: Voice

  /// What a file is called in a list: by its name, its words or its kind.
  func name(_ file: SessionFile, limit: Int) -> String {
    let words = file.name ?? file.caption?.split(separator: "\n").first.map(String.init)
    return Typed.clipped(words ?? voice.text(kind(file)), to: limit)
  }

  private func kind(_ file: SessionFile) -> Key {
    switch (file.kind, file.form) {
    case (_, .voice): "files.voice"
    case (.photo, _): "files.photo"
    case (.video, _): "files.video"
    case (.document, _): "files.document"
    case (.audio, _): "files.audio"
    }
  }

  /// What stands under a file in its keeper's hands.
  func card(_ card: FileCard) -> HTML {
    let file = card.file
    var facts = [voice.text(kind(file))]
    if let width = file.width, let height = file.height, width > 0, height > 0 {
      facts.append("\(width) × \(height)")
    }
    if let size = card.full?.size ?? file.size { facts.append(BackupWording.size(size, voice)) }
    let state: Key? =
      switch card.full?.state {
      case .waiting: "files.stateWaiting"
      case .failed: "files.stateFailed"
      case .tooBig: "files.stateTooBig"
      case .kept, nil: nil
      }
    return lines([
      voice.phrase(
        file.isVisible ? "files.cardShown" : "files.cardHidden",
        ["number": .number(card.number), "count": .number(card.count)]),
      file.name.map { HTML(Typed.clipped($0, to: 100)) },
      HTML(facts.joined(separator: " · ")),
      state.map { voice.phrase($0) },
      file.picked.map { _ in voice.phrase("files.picked") },
      file.caption.map { HTML("\n" + Typed.clipped($0, to: 600)) },
    ])
  }
}
