import Chance
import Foundation
import Sandbox

/// What a person sees of a message.
struct Look: Equatable, Sendable {
  let kind: String
  let text: String
  let buttons: [[SandboxMessage.Button]]
  let file: [UInt8]?

  init(_ message: SandboxMessage, in sandbox: Sandbox) {
    kind = message.kind
    text = message.text
    buttons = message.buttons
    file = message.json["document"]?["file_id"]?.string.flatMap { sandbox.file($0) }
  }
}

extension SandboxMessage {
  /// The verbs of its buttons, which tell one screen from another in every language.
  var verbs: Set<String> { Set(buttons.joined().map(\.verb)) }

  /// The booking number: what stands in the first `code` entity.
  var code: String? {
    for entity in json["entities"]?.array ?? [] where entity["type"]?.string == "code" {
      guard let offset = entity["offset"]?.int, let length = entity["length"]?.int else { continue }
      return String(decoding: text.utf16.dropFirst(Int(offset)).prefix(Int(length)), as: UTF16.self)
    }
    return nil
  }
}

extension SandboxMessage.Button {
  var verb: String { data.map { String($0.prefix { $0 != ":" }) } ?? "" }

  /// When the time on it starts: `t:<wish>.<calendar>.<start>`, numbers in base 36.
  var moment: Int64 { data?.split(separator: ".").last.flatMap { Int64($0, radix: 36) } ?? 0 }
}

/// The bot's texts in a language, as the person sees them.
struct Words: Sendable {
  private let texts: [String: String]

  /// The business speaks English to those whose language there is not.
  init(language: String?) throws {
    let folder = URL(fileURLWithPath: Program.locales)
    let own = folder.appendingPathComponent("\(language ?? "en").json")
    let isThere = FileManager.default.fileExists(atPath: own.path)
    let file = isThere ? own : folder.appendingPathComponent("en.json")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    texts = (json ?? [:]).compactMapValues { value in
      (value as? String)?.replacing(/<\/?[a-z]+>/, with: "")
    }
  }

  subscript(key: String) -> String { texts[key] ?? "(\(key) is missing)" }
}

extension SplitMix {
  mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &self) < probability
  }
}
