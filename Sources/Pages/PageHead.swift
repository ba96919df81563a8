/// What every page answers with beside its content.
enum PageHead {
  /// Pages hold private things: nobody keeps, frames, indexes or tells where a visitor came from.
  static let headers: [(name: String, value: String)] = [
    ("Cache-Control", "private, no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex, nofollow, noarchive"),
    (
      "Content-Security-Policy",
      "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; script-src 'self';"
        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
  ]
}
