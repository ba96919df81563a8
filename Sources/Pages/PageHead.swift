import Hummingbird

/// A header field; Hummingbird hands on the collection only.
typealias HTTPField = HTTPFields.Element

/// What every answer says beside its content.
enum PageHead {
  /// Pages hold private things: nobody keeps, frames, indexes or tells where a visitor came from.
  static let headers: [(name: String, value: String)] = [
    ("Cache-Control", "private, no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("X-Robots-Tag", "noindex, nofollow, noarchive"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
    (
      "Content-Security-Policy",
      "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; script-src 'self';"
        + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
  ]

  /// What people uploaded is shown, never run.
  static let uploadPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'"

  /// The headers, ready to be sent; with the promise to come by https only where the pages are there.
  static func fields(publicURL: String?) -> HTTPFields {
    var fields = HTTPFields()
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    if publicURL?.hasPrefix("https://") == true {
      fields[.strictTransportSecurity] = "max-age=31536000"
    }
    return fields
  }
}
