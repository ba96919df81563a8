/// One letter for a mail server, as it goes over the wire.
///
/// The server is a URL: `smtp://` (STARTTLS if offered), `smtp+starttls://` (STARTTLS or nothing,
/// port 587 unless given) or `smtps://` (TLS from the first byte), with
/// `user:password@` percent-encoded where the server wants a login.
package struct SMTPLetter: Sendable {
  package var server: String
  /// Envelope addresses (RFC 5321 §4.1.1.2–3) without angle brackets.
  package var from: String
  package var recipients: [String]
  /// Header and body of the message (RFC 5322). Bare line feeds become CRLF; lines that begin with
  /// a dot need no care.
  package var message: [UInt8]
  package var deadlines: HTTPRequest.Deadlines
  /// Only greets the server and logs in, to see whether it would take letters.
  private(set) var isProbe = false

  package init(
    server: String, from: String, recipients: [String], message: [UInt8],
    deadlines: HTTPRequest.Deadlines = HTTPRequest.Deadlines()
  ) {
    self.server = server
    self.from = from
    self.recipients = recipients
    self.message = message
    self.deadlines = deadlines
  }

  /// No letter: whether the server answers and accepts the login.
  package static func probe(
    _ server: String, deadlines: HTTPRequest.Deadlines = .init(total: .seconds(20))
  ) -> SMTPLetter {
    var probe = SMTPLetter(
      server: server, from: "", recipients: [], message: [], deadlines: deadlines)
    probe.isProbe = true
    return probe
  }

  /// SMTP knows no other line end than CRLF (RFC 5321 §2.3.8).
  var wireMessage: [UInt8] {
    var wire: [UInt8] = []
    wire.reserveCapacity(message.count + message.count / 32)
    var previous: UInt8 = 0
    for byte in message {
      if byte == 10, previous != 13 { wire.append(13) }
      wire.append(byte)
      previous = byte
    }
    return wire
  }

  /// An address that ends the command line early would smuggle in commands of its own.
  var hasCleanEnvelope: Bool {
    (!recipients.isEmpty || isProbe)
      && (recipients + [from]).allSatisfy { address in
        !address.utf8.contains { $0 <= 32 || $0 == 127 || $0 == 60 || $0 == 62 }
      }
  }
}

extension SMTPLetter: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "letter by \(Address.shown(server))" }

  package var debugDescription: String { description }

  package var customMirror: Mirror {
    Mirror(
      self,
      children: [
        "server": Address.shown(server), "recipients": recipients.count, "bytes": message.count,
      ])
  }
}
