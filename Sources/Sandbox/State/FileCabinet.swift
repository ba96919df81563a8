import Chance

/// The files of the sandbox: uploads of the bot and of people, addressed as Telegram does.
struct FileCabinet: Sendable {
  /// A stored file. `kind` is the media type it was sent as; its first letters open the file id.
  struct Item: Sendable {
    var kind: String
    var fileID: String
    var uniqueID: String
    var path: String
    var name: String
    var mime: String
    var bytes: [UInt8]
    /// Pixels, where the file is a picture that we can read.
    var width: Int?
    var height: Int?
  }

  static let downloadLimit = 20 * 1024 * 1024
  static let uploadLimit = 50 * 1024 * 1024
  static let photoLimit = 10 * 1024 * 1024
  /// Opens the suffix in the ids of a photo's smaller sizes, which no id has otherwise: the
  /// simulation keeps one picture for all of them.
  static let sizeMark: Character = "~"

  private var items: [Item] = []
  /// file id, unique id or path → place in `items`.
  private var places: [String: Int] = [:]

  /// Stores a file under new ids.
  mutating func add(
    kind: String, name: String, mime: String?, bytes: [UInt8],
    using generator: inout SplitMix
  ) -> Item {
    let number = items.count + 1
    let size = ImageSize.read(bytes)
    let type = mime ?? MimeType.of(name: name, bytes: bytes)
    let folders = [
      "photo": "photos", "document": "documents", "video": "videos", "audio": "music",
      "voice": "voice", "animation": "animations", "sticker": "stickers",
    ]
    let prefixes = [
      "photo": "AgACAgIAAxk", "document": "BQACAgIAAxk", "video": "BAACAgIAAxk",
      "audio": "CQACAgIAAxk", "voice": "AwACAgIAAxk", "animation": "CgACAgIAAxk",
      "sticker": "CAACAgIAAxk",
    ]
    let ending =
      name.contains(".")
      ? name.split(separator: ".").last.map(String.init) ?? "bin" : MimeType.ending(of: type)
    let item = Item(
      kind: kind, fileID: (prefixes[kind] ?? "BQACAgIAAxk") + generator.name(length: 48),
      uniqueID: "AgAD" + generator.name(length: 12),
      path: "\(folders[kind] ?? "documents")/file_\(number).\(ending)", name: name, mime: type,
      bytes: bytes, width: size?.width, height: size?.height)
    items.append(item)
    for key in [item.fileID, item.uniqueID, item.path] { places[key] = items.count - 1 }
    return item
  }

  /// The file of a file id, unique id or path; sizes of one photo share it.
  func item(_ key: String) -> Item? {
    if let place = places[key] { return items[place] }
    guard let dash = key.lastIndex(of: Self.sizeMark) else { return nil }
    return places[String(key[..<dash])].map { items[$0] }
  }
}

/// Reads the pixel size of PNG, JPEG, GIF and WebP files from their headers.
enum ImageSize {
  static func read(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    func big(_ index: Int, _ count: Int) -> Int {
      bytes[index..<(index + count)].reduce(0) { $0 << 8 | Int($1) }
    }
    func little(_ index: Int, _ count: Int) -> Int {
      bytes[index..<(index + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    if bytes.count >= 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      return (big(16, 4), big(20, 4))
    }
    if bytes.count >= 10, bytes.starts(with: Array("GIF8".utf8)) {
      return (little(6, 2), little(8, 2))
    }
    if bytes.count >= 30, bytes.starts(with: Array("RIFF".utf8)),
      bytes[8..<12].elementsEqual("WEBP".utf8)
    {
      if bytes[12..<16].elementsEqual("VP8X".utf8) { return (little(24, 3) + 1, little(27, 3) + 1) }
      if bytes[12..<16].elementsEqual("VP8L".utf8) {
        let packed = little(21, 4)
        return ((packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1)
      }
      return (little(26, 2) & 0x3FFF, little(28, 2) & 0x3FFF)
    }
    guard bytes.count > 4, bytes.starts(with: [0xFF, 0xD8]) else { return nil }
    var index = 2
    while index + 9 < bytes.count {
      guard bytes[index] == 0xFF else { return nil }
      let marker = bytes[index + 1]
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        return (big(index + 7, 2), big(index + 5, 2))
      }
      if marker == 0xFF { index += 1 } else { index += 2 + big(index + 2, 2) }
    }
    return nil
  }
}

/// Guesses a media type where the sender named none.
enum MimeType {
  private static let endings: [(ending: String, type: String)] = [
    ("jpg", "image/jpeg"), ("jpeg", "image/jpeg"), ("png", "image/png"), ("gif", "image/gif"),
    ("webp", "image/webp"), ("mp4", "video/mp4"), ("mp3", "audio/mpeg"), ("ogg", "audio/ogg"),
    ("pdf", "application/pdf"), ("ics", "text/calendar"), ("txt", "text/plain"),
    ("csv", "text/csv"), ("json", "application/json"), ("zip", "application/zip"),
    ("html", "text/html"), ("css", "text/css"), ("js", "text/javascript"),
    ("svg", "image/svg+xml"),
  ]

  static func of(name: String, bytes: [UInt8] = []) -> String {
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    if let known = endings.first(where: { $0.ending == ending }) { return known.type }
    if bytes.starts(with: [0xFF, 0xD8]) { return "image/jpeg" }
    if bytes.starts(with: [0x89, 0x50]) { return "image/png" }
    return "application/octet-stream"
  }

  static func ending(of type: String) -> String {
    endings.first { $0.type == type }?.ending ?? "bin"
  }
}
