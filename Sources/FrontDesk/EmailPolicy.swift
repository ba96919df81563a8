import Store

/// Which addresses may be invited, as the owner decided.
package struct EmailPolicy: Sendable {
  package enum Objection: Sendable, Hashable {
    /// Only addresses of these domains are invited.
    case otherDomain([String])
    /// It looks made up, or made to be thrown away.
    case disposable
  }

  private let rules: InvitationRules

  package init(_ rules: InvitationRules) { self.rules = rules }

  /// What speaks against a well-formed address; nil when nothing does.
  package func objection(to email: String) -> Objection? {
    let parts = email.lowercased().split(separator: "@").map(String.init)
    guard parts.count == 2 else { return .disposable }
    switch rules.policy {
    case .any: return nil
    case .lasting:
      return Self.looksMadeUp(parts[0]) || Self.isThrowaway(parts[1]) ? .disposable : nil
    case .domains:
      let isAllowed = rules.domains.contains { Self.domain(parts[1], isWithin: $0) }
      return isAllowed ? nil : .otherDomain(rules.domains)
    }
  }

  /// `test@`, `fake123@`, `no-reply@`: nobody's mailbox, or nobody's for long.
  private static func looksMadeUp(_ local: String) -> Bool {
    // What follows a plus is the receiver's own mark (RFC 5233).
    let name = local.prefix { $0 != "+" }.filter { $0.isLetter }
    return madeUp.contains(String(name))
  }

  private static func isThrowaway(_ domain: String) -> Bool {
    throwaways.contains { self.domain(domain, isWithin: $0) }
      || [
        "tempmail", "temp-mail", "trashmail", "mailinator", "guerrillamail", "10minute",
        "throwaway", "disposable", "yopmail",
      ].contains { domain.contains($0) }
  }

  /// The domain itself or one below it.
  private static func domain(_ domain: String, isWithin other: String) -> Bool {
    domain == other || domain.hasSuffix("." + other)
  }

  private static let madeUp: Set<String> = [
    "test", "tests", "testing", "tester", "fake", "example", "asdf", "asdfgh", "qwerty", "qwe",
    "noreply", "donotreply", "none", "nobody", "noone", "nomail", "noemail", "spam", "trash",
    "temp", "tmp", "throwaway", "dummy", "foo", "bar", "abc", "aaa", "xxx", "xyz", "null",
    "anonymous", "user", "email", "mail",
  ]

  /// Well-known services of addresses for some minutes, and the names that RFC 2606 keeps free.
  private static let throwaways: Set<String> = [
    "mailinator.com", "guerrillamail.com", "sharklasers.com", "grr.la", "10minutemail.com",
    "yopmail.com", "yopmail.fr", "tempmail.com", "temp-mail.org", "temp-mail.io", "trashmail.com",
    "getnada.com", "nada.email", "dispostable.com", "maildrop.cc", "mailnesia.com",
    "mailcatch.com", "moakt.com", "mohmal.com", "emailondeck.com", "fakeinbox.com",
    "fakemail.net", "mintemail.com", "mytemp.email", "spamgourmet.com", "spam4.me",
    "tempail.com", "tempr.email", "discard.email", "discardmail.com", "burnermail.io",
    "inboxkitten.com", "mail.tm", "jetable.org", "jetable.com", "crazymailing.com", "tmail.io",
    "example.com", "example.org", "example.net", "example", "test", "invalid", "localhost",
  ]
}
