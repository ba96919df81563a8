/// How the sandbox's mail server treats those who come.
package enum MailMood: String, Sendable, CaseIterable {
  case takes
  /// Says “not now” to everybody (421).
  case down
  /// Knows no recipient (550).
  case refuses
}

/// One connection of a mail client, line by line (RFC 5321). Takes every sender and recipient
/// unless it is told to refuse them.
struct SMTPSession {
  struct Envelope: Equatable {
    let from: String
    let to: [String]
    let message: [UInt8]
  }

  enum Act: Equatable {
    case say(String)
    /// A letter has come; say that it is accepted.
    case accept(Envelope)
    /// Say it and hang up.
    case part(String)
    /// A line of a letter: nothing to say.
    case listen
  }

  /// No letter is longer than this, in bytes (RFC 1870).
  static let limit = 20_000_000

  private var from: String?
  private var to: [String] = []
  private var message: [UInt8]?

  static func greeting(_ mood: MailMood) -> Act {
    mood == .down
      ? .part("421 4.3.2 The mail of the demo is down")
      : .say("220 sandbox.invalid ESMTP, nothing leaves this machine")
  }

  /// What to do about a line, which comes without its end.
  mutating func take(_ line: [UInt8], _ mood: MailMood) -> Act {
    if message != nil { return takeLetter(line) }
    if mood == .down { return .part("421 4.3.2 The mail of the demo is down") }
    let words = String(decoding: line, as: UTF8.self)
    switch words.prefix(4).uppercased() {
    case "EHLO": return .say("250-sandbox.invalid\r\n250-8BITMIME\r\n250 SIZE \(Self.limit)")
    case "HELO": return .say("250 sandbox.invalid")
    case "MAIL":
      guard let address = Self.address(words) else { return .say("501 5.5.4 MAIL FROM:<address>") }
      from = address
      to = []
      return .say("250 2.1.0 OK")
    case "RCPT":
      guard from != nil else { return .say("503 5.5.1 MAIL first") }
      guard let address = Self.address(words), address.contains("@") else {
        return .say("501 5.5.4 RCPT TO:<address>")
      }
      if mood == .refuses { return .say("550 5.1.1 Nobody of that name here") }
      to.append(address)
      return .say("250 2.1.5 OK")
    case "DATA":
      guard !to.isEmpty else { return .say("503 5.5.1 RCPT first") }
      message = []
      return .say("354 Go on, end with a single dot")
    case "RSET":
      forget()
      return .say("250 2.0.0 OK")
    case "NOOP": return .say("250 2.0.0 OK")
    case "QUIT": return .part("221 2.0.0 Bye")
    default: return .say("502 5.5.1 Not known here")
    }
  }

  private mutating func takeLetter(_ line: [UInt8]) -> Act {
    if line == [UInt8(ascii: ".")] {
      let envelope = Envelope(from: from ?? "", to: to, message: message ?? [])
      forget()
      if envelope.message.count > Self.limit { return .say("552 5.3.4 Too long") }
      return .accept(envelope)
    }
    // A dot at the start of a line was doubled on the way (RFC 5321 §4.5.2).
    if (message?.count ?? 0) <= Self.limit {
      message? += line.first == UInt8(ascii: ".") ? line[1...] : line[...]
      message? += [13, 10]
    }
    return .listen
  }

  private mutating func forget() {
    from = nil
    to = []
    message = nil
  }

  /// What stands between the angle brackets.
  private static func address(_ words: String) -> String? {
    guard let start = words.firstIndex(of: "<"), let end = words[start...].firstIndex(of: ">")
    else { return nil }
    return String(words[words.index(after: start)..<end])
  }
}
