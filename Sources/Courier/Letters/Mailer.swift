import Booking
import Curl
import Store

/// The way of a letter out of the house.
package protocol Mailer: Sendable {
  /// `row` and `created` are those of the outbox, and name the letter if it has to go twice.
  func send(_ letter: Letter, row: Int64, created: Instant) async -> Outcome
}

/// Hands letters to a mail server (RFC 5321).
package struct SMTPMailer: Mailer {
  private let server: String
  private let from: Mailbox
  private let submit: @Sendable (SMTPLetter) async -> Result<Void, CurlError>

  /// `server` is a URL as `SMTPLetter` wants it; `from` is `SMTP_FROM`, with or without a name. Nil
  /// when `from` is not an address.
  package init?(server: String, from: String, engine: CurlEngine) {
    self.init(server: server, from: from) { letter in
      do throws(CurlError) {
        try await engine.send(letter)
        return .success(())
      } catch {
        return .failure(error)
      }
    }
  }

  init?(
    server: String, from: String,
    submit: @escaping @Sendable (SMTPLetter) async -> Result<Void, CurlError>
  ) {
    guard let from = Mailbox(from) else { return nil }
    self.server = server
    self.from = from
    self.submit = submit
  }

  package func send(_ letter: Letter, row: Int64, created: Instant) async -> Outcome {
    guard let to = Mailbox(letter.to) else { return .refused("Not a mail address") }
    let message = MIMEMessage(from: from, to: to, letter: letter, row: row, date: created)
    let outcome = await submit(
      SMTPLetter(
        server: server, from: from.address, recipients: [to.address], message: message.bytes))
    switch outcome {
    case .success: return .delivered(message: nil)
    case .failure(let error): return Self.outcome(of: error)
    }
  }

  /// 4yz is "not now", 5yz is "never" (RFC 5321 §4.2.1). A configuration that does not work is
  /// worth another try after somebody mended it.
  static func outcome(of error: CurlError) -> Outcome {
    switch error {
    case .smtp(let code, _) where (500..<600).contains(code) && code != 530 && code != 535:
      .refused("\(error)")
    case .badRequest, .bodyTooLarge: .refused("\(error)")
    // The server itself, or our login there, is the trouble (RFC 5321 §4.2.3, RFC 4954 §6).
    case .smtp(421, _), .smtp(454, _), .smtp(530, _), .smtp(534, _), .smtp(535, _),
      .smtp(538, _), .couldNotResolve, .couldNotConnect, .tls, .proxy, .timedOut(.connect):
      .closed("\(error)")
    default: error.mayHaveBeenSent ? .unknown("\(error)") : .notSent("\(error)")
    }
  }
}

/// For a house without a mail server: every letter is given up with that reason.
package struct NoMailer: Mailer {
  package init() {}

  package func send(_ letter: Letter, row: Int64, created: Instant) async -> Outcome {
    .refused("No mail server is configured (SMTP_URL)")
  }
}
