import Store

/// The Errands' word for a letter of the outbox that is none.
struct UnreadableLetter: Error, CustomStringConvertible {
  var description: String { "The letter can't be read" }
}

extension LetterTrouble {
  /// What people can make of a mailer's reason, which is for the log: a mail server's reply code
  /// (RFC 5321 §4.2.3, RFC 4954 §6) says most of it.
  init(reason: String, isFinal: Bool) {
    let marks = ["mail server answered ", "reply "]
    if reason.contains("the gateway answered 4") {
      self = isFinal ? .recipient : .unreachable
      return
    }
    if reason.contains("the gateway answered") || reason.hasPrefix("told to wait") {
      self = .unreachable
      return
    }
    let code = marks.lazy.compactMap { mark in
      reason.range(of: mark).flatMap { Int(reason[$0.upperBound...].prefix { $0.isNumber }) }
    }.first
    switch code {
    case 530, 534, 535, 538, 454: self = .login
    case 550, 551, 553: self = .recipient
    case 421: self = .unreachable
    case let code? where code < 500: self = .busy
    case _?: self = .other
    case nil where reason.contains("SMTP_URL"): self = .noServer
    case nil where reason.contains("mail address"): self = .recipient
    case nil: self = isFinal ? .other : .unreachable
    }
  }
}
