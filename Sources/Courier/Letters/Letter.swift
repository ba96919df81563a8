import Foundation

/// An e-mail, as it waits in the outbox.
package struct Letter: Sendable, Hashable, Codable {
  package struct Attachment: Sendable, Hashable, Codable {
    package var name: String
    /// Such as `text/calendar; method=PUBLISH`.
    package var type: String
    package var content: Data

    package init(name: String, type: String, content: Data) {
      self.name = name
      self.type = type
      self.content = content
    }
  }

  /// One address without a name.
  package var to: String
  package var subject: String
  package var text: String
  /// The same as `text`, for readers that show HTML.
  package var html: String?
  package var attachments: [Attachment]

  package init(
    to: String, subject: String, text: String, html: String? = nil, attachments: [Attachment] = []
  ) {
    self.to = to
    self.subject = subject
    self.text = text
    self.html = html
    self.attachments = attachments
  }

  /// For `Posting.body` of the channel `.letter`.
  package var encoded: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return [UInt8](try encoder.encode(self))
    }
  }

  package init?(encoded: [UInt8]) {
    guard let letter = try? JSONDecoder().decode(Letter.self, from: Data(encoded)) else {
      return nil
    }
    self = letter
  }
}

/// A mail address with the name in front of it (RFC 5322 §3.4).
package struct Mailbox: Sendable, Hashable {
  package let name: String?
  /// `local@domain` in ASCII.
  package let address: String

  /// Reads `a@example.org` or `The Salon <a@example.org>`; nil when it is neither.
  package init?(_ text: String) {
    var rest = text.trimmingCharacters(in: .whitespaces)
    var name: String?
    if rest.hasSuffix(">"), let opening = rest.lastIndex(of: "<") {
      let before = rest[..<opening].trimmingCharacters(in: .whitespaces)
      name = before.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      rest = String(rest[rest.index(after: opening)...].dropLast())
    }
    let parts = rest.split(separator: "@", omittingEmptySubsequences: false)
    let isPlain = rest.utf8.allSatisfy {
      $0 > 32 && $0 < 127 && !"<>()[],;:\\\"".utf8.contains($0)
    }
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), isPlain, rest.utf8.count <= 254
    else { return nil }
    self.name = name?.isEmpty == true ? nil : name
    address = rest
  }

  var domain: String { String(address.split(separator: "@").last ?? "localhost") }
}
