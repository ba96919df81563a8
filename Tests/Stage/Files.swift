import Booking
import Foundation
import FrontDesk
import Store
import Telegram

/// Files that people send, and a media folder that only has the names of what was fetched.
extension Stage {
  /// `session INDEX NAME…`: a session of the specialist at that place.
  func addSession(_ words: [String]) throws {
    guard words.count >= 3, let index = Int(words[1]) else { return }
    let name = words.dropFirst(2).joined(separator: " ")
    try change { desk in
      let specialists = try desk.catalogue().specialists
      guard specialists.indices.contains(index) else { return }
      _ = try desk.tx.add(
        NewSession(specialist: specialists[index].id, name: name), now: desk.now)
    }
  }

  /// The messages of an act in brackets; nil for any other act.
  ///
  ///     (photo NAME)  (photos COUNT)  (album COUNT CAPTION)  (animation NAME)  (voice NAME)
  ///     (document NAME MEGABYTES)  (video NAME MEGABYTES)  (audio NAME MEGABYTES)  (note NAME)
  func files(_ act: String) -> [[String: Any]]? {
    guard act.hasPrefix("("), act.hasSuffix(")") else { return nil }
    let words = act.dropFirst().dropLast().split(separator: " ").map(String.init)
    guard words.count >= 2 else { return nil }
    switch words[0] {
    case "photo": return [["photo": Self.photo(words[1])]]
    case "photos", "album":
      guard let count = Int(words[1]) else { return nil }
      let caption = words.dropFirst(2).joined(separator: " ")
      return (0..<count).map { index in
        photosSent += 1
        var message: [String: Any] = ["photo": Self.photo("p\(photosSent)")]
        if words[0] == "album" {
          message["media_group_id"] = "a\(photosSent - index)"
          if index == 0, !caption.isEmpty { message["caption"] = caption }
        }
        return message
      }
    case "document", "video", "audio", "voice", "animation", "note":
      let kind = words[0] == "note" ? "video_note" : words[0]
      let megabytes = words.count > 2 ? Int(words[2]) ?? 1 : 1
      var file: [String: Any] = [
        "file_id": words[1], "file_unique_id": "u-" + words[1], "file_size": megabytes << 20,
        "duration": 7,
      ]
      if ["document", "audio", "video"].contains(kind) { file["file_name"] = words[1] }
      return [[kind: file]]
    default: return nil
    }
  }

  private static func photo(_ name: String) -> [[String: Any]] {
    [(90, "s"), (320, "m"), (800, "x"), (1_280, "y")].map { side, mark in
      [
        "file_id": name + mark, "file_unique_id": "u-" + name + mark, "width": side,
        "height": side * 2 / 3, "file_size": side * 100,
      ]
    }
  }

  /// In one batch, as an album comes.
  func send(_ name: String, files: [[String: Any]]) throws {
    try take(batch: files.map { try update(message($0, from: name)) })
  }

  /// Writes down what a collector would have fetched; the content is the name up to a dash, so that
  /// `a-1` and `a-2` are the same picture.
  func fetch(fails: Bool) throws {
    try change { desk in
      while true {
        let wanted = try desk.tx.wantedFiles(now: desk.now, limit: 100)
        if wanted.isEmpty { return }
        try desk.note(
          wanted.map { wanted in
            if fails { return FetchResult(wanted, .failed(reason: "wrong file_id")) }
            if wanted.size ?? 0 > 20 << 20 { return FetchResult(wanted, .tooBig) }
            let content = wanted.fileID.split(separator: "-")[0]
            var digest = [UInt8](content.utf8.prefix(32))
            digest += Array(repeating: 0, count: 32 - digest.count)
            return FetchResult(
              wanted, .kept(MediaContent(digest: digest, size: wanted.size ?? 1, crc: 0)))
          })
      }
    }
  }
}

extension Stage.Delivery {
  /// A file that went without an upload, by its kind and name: “photo p1y”.
  var knownFile: String? {
    for kind in ["photo", "video", "document", "audio", "voice", "animation", "video_note"] {
      if let name = body[kind] as? String { return "\(kind) \(name)" }
    }
    guard let media = body["media"] as? [String: Any], let kind = media["type"] as? String,
      let name = media["media"] as? String, !name.hasPrefix("attach:")
    else { return nil }
    return "\(kind) \(name)"
  }
}
