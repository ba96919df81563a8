import Booking
import Chance
import Foundation
import FrontDesk
import HTTPTypes
import Hummingbird
import NIOCore
import Store
import Testing

@testable import Pages

@Suite struct RefusalTests {
  @Test func `what was never there and what is wrong look the same, byte for byte`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    try studio.add(to: shoot)
    let unknown = String(repeating: "x", count: 43)
    let reference = try await studio.ask("/nothing")
    #expect(reference.status == .notFound)
    let wrong = [
      "/s/\(unknown)", "/s/x", "/s/\(shoot.card.dropLast())", "/s/\(shoot.card)A",
      "/s/\(shoot.results)", "/b/\(shoot.card)", "/results/S\(shoot.id)/\(unknown)",
      "/results/S999/\(shoot.results)", "/results/s\(shoot.id)/\(shoot.results)",
      "/b/\(unknown)", "/b/\(unknown)/visit.ics", "/s/\(unknown)/f/1/full",
      "/s/\(unknown)/1", "/results/S1/\(unknown)/all.zip", "/assets/nothing.css",
      "/s/\(shoot.card)/all.zip", "/s/\(shoot.card)/2", "/s/\(shoot.card)/f/99/full",
    ]
    for path in wrong {
      let answer = try await studio.ask(path)
      #expect(answer.status == .notFound, "\(path)")
      #expect(answer.body == reference.body, "\(path)")
      #expect(answer.headers == reference.headers, "\(path)")
    }
  }

  @Test func `tricks with paths lead nowhere`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    let photo = try studio.add(to: shoot)
    let paths = [
      "/../etc/passwd", "/s/../../etc/passwd", "/s/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd",
      "/s//\(shoot.card)", "/assets/../s/\(shoot.card)", "/s/\(shoot.card)/f/\(photo)/full/x",
      "/s/\(shoot.card)/f/0\(photo)/full", "/s/\(shoot.card)/f/+\(photo)/full",
      "/s/\(shoot.card)/f/\(photo)/..", "/s/\(shoot.card)/f/%31/full", "/s/\(shoot.card)/01",
      "/s/\(shoot.card)/0", "/s/\(shoot.card)/-1", "/S/\(shoot.card)", "/s/\(shoot.card)%00",
      "/results", "/results/", "/s", "/s/", "/b/", "/healthz/x",
      "/s/\(shoot.card)/99999999999999999999",
    ]
    for path in paths { #expect(try await studio.ask(path).status == .notFound, "\(path)") }
    #expect(try await studio.ask("/s/\(shoot.card)/").status == .ok)
  }

  @Test(arguments: [31, 32] as [UInt64])
  func `no token but the right one opens anything`(seed: UInt64) async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    let dice = Dice(seed: seed)
    let letters = Array("ABCxyz019-_.~%/?#& éі😀")
    for _ in 0..<150 {
      var token = Array(shoot.card)
      for _ in 0...Int(dice.next() % 3) {
        let place = Int(dice.next() % UInt64(token.count))
        switch dice.next() % 3 {
        case 0: token[place] = letters[Int(dice.next() % UInt64(letters.count))]
        case 1: token.remove(at: place)
        default: token.insert(letters[Int(dice.next() % UInt64(letters.count))], at: place)
        }
        if token.isEmpty { token = ["x"] }
      }
      let changed = String(token)
      if changed == shoot.card || changed.hasPrefix(shoot.card + "/")
        || changed.hasPrefix(shoot.card + "?") || changed.hasPrefix(shoot.card + "#")
      {
        continue
      }
      let status = try await studio.ask("/s/\(changed)").status
      #expect(status == .notFound, "seed \(seed): \(changed)")
    }
  }

  @Test func `a link that is over or was taken back says so kindly, and shows nothing`()
    async throws
  {
    let studio = try Studio()
    let shoot = try studio.shoot()
    let photo = try studio.add(to: shoot)
    studio.time.advance(minutes: 30 * 1_440 + 1)
    let expired = try await studio.ask(shoot.place)
    #expect(expired.status == .gone)
    #expect(expired.text.contains("no longer valid"))
    #expect(try await studio.ask(shoot.place + "/f/\(photo)/full").status == .gone)
    #expect(try await studio.ask(shoot.place + "/all.zip").status == .gone)
    _ = try studio.change {
      try $0.tx.revokePageLinks(kind: "session", subject: shoot.id.raw, now: $0.now)
    }
    let closed = try await studio.ask("/s/\(shoot.card)")
    #expect(closed.status == .gone)
    #expect(closed.text.contains("has been closed"))
    #expect(
      try await studio.ask("/s/\(shoot.card)/pick", .post, form: "pick=\(photo)").status == .gone)
  }

  @Test func `wrong methods are refused with those that work`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    for method in [HTTPRequest.Method.put, .delete, .patch, .options, .trace] {
      let answer = try await studio.ask("/s/\(shoot.card)", method)
      #expect(answer.status == .methodNotAllowed)
      #expect(answer.headers[.allow] == "GET, HEAD")
    }
    #expect(try await studio.ask("/s/\(shoot.card)", .post, form: "").status == .methodNotAllowed)
    #expect(try await studio.ask("/s/\(shoot.card)/pick").headers[.allow] == "POST")
    #expect(try await studio.ask("/lookup", .put).headers[.allow] == "GET, HEAD, POST")
  }

  @Test func `what is too large is refused`() async throws {
    let studio = try Studio()
    let long = String(repeating: "a", count: 30_000)
    #expect(
      try await studio.ask("/contact", .post, form: "text=\(long)").status == .contentTooLarge)
    #expect(
      try await studio.ask("/", .get, [.cookie: String(long.prefix(20_000))]).status
        == .requestHeaderFieldsTooLarge)
  }

  @Test func `every answer has the headers that keep it private, and no token`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    let photo = try studio.add(to: shoot)
    let paths = [
      "/", "/lookup", "/contact", shoot.place, "/s/\(shoot.card)/1", "/nothing", "/healthz",
      "/s/\(shoot.card)/f/\(photo)/full", shoot.place + "/all.zip", "/assets/x",
    ]
    for path in paths {
      let headers = try await studio.ask(path).headers
      #expect(headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true, "\(path)")
      #expect(headers[field("Referrer-Policy")] == "no-referrer", "\(path)")
      #expect(headers[field("X-Robots-Tag")]?.contains("noindex") == true, "\(path)")
      #expect(headers[.xContentTypeOptions] == "nosniff", "\(path)")
      #expect(headers[.strictTransportSecurity] != nil, "\(path)")
      #expect(headers[.cacheControl]?.contains("private") == true, "\(path)")
      #expect(!headers.contains { $0.value.contains(shoot.card) }, "\(path)")
    }
    let plain = try Studio(publicURL: "http://127.0.0.1:8081")
    #expect(try await plain.ask("/").headers[.strictTransportSecurity] == nil)
  }

  @Test func `HEAD answers like GET without the content, everywhere`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    let photo = try studio.add(to: shoot)
    for path in [
      "/", "/lookup", shoot.place, shoot.place + "/1", shoot.place + "/f/\(photo)/full",
      shoot.place + "/all.zip", "/nothing", "/healthz",
    ] {
      let get = try await studio.ask(path)
      let head = try await studio.ask(path, .head)
      #expect(head.status == get.status, "\(path)")
      #expect(head.body.readableBytes == 0, "\(path)")
      #expect(head.headers[.contentLength] == String(get.body.readableBytes), "\(path)")
    }
  }

  @Test func `the host that was asked for is never repeated, and nothing of the address either`()
    async throws
  {
    let studio = try Studio()
    for path in ["/", "/nothing?x=<script>alert(1)</script>", "/lookup?lang=\"><b>"] {
      let page = try await studio.ask(path, .get, [field("Host"): "evil.example"]).text
      #expect(!page.contains("evil.example"))
      #expect(!page.contains("alert"))
      #expect(!page.contains("\"><b>"))
    }
  }

  @Test func `the language is the one asked for, else the client's, else the browser's`()
    async throws
  {
    let studio = try Studio()
    #expect(try await studio.ask("/lookup?lang=uk").text.contains("<html lang=\"uk\">"))
    #expect(
      try await studio.ask("/lookup", .get, [.acceptLanguage: "de, fr;q=0.8, en;q=0.5"]).text
        .contains("<html lang=\"fr\">"))
    #expect(
      try await studio.ask("/lookup", .get, [.acceptLanguage: ";;q=,=,x"]).text
        .contains("<html lang=\"en"))
    let shoot = try studio.shoot()
    try studio.add(to: shoot, small: Array("s".utf8))
    #expect(
      try await studio.ask(shoot.place, .get, [.acceptLanguage: "fr"]).text
        .contains("<html lang=\"en\">"))
    let chosen = try await studio.ask(shoot.place + "?lang=ru").text
    #expect(chosen.contains("/1?lang=ru\""))
  }

  @Test func `figures are for the inside only`() async throws {
    let studio = try Studio()
    let inside = try await studio.ask("/metrics")
    #expect(inside.status == .ok)
    #expect(inside.text.contains("# TYPE bookingbot_outbox_rows gauge\nbookingbot_outbox_rows{"))
    #expect(inside.headers[.contentType]?.hasPrefix("text/plain; version=0.0.4") == true)
    for headers in [
      [Ask.forwardedFor: "203.0.113.5"], [field("Via"): "1.1 proxy"],
      [field("Forwarded"): "for=203.0.113.5"],
    ] as [HTTPFields] {
      #expect(try await studio.ask("/metrics", .get, headers).status == .notFound)
    }
    let named = try Studio(publicURL: "https://127.0.0.1:8443")
    #expect(try await named.ask("/metrics").status == .notFound)
    #expect(Ask.isPrivate("10.1.2.3") && Ask.isPrivate("::1") && Ask.isPrivate("fd00::1"))
    #expect(!Ask.isPrivate("203.0.113.5") && !Ask.isPrivate("2001:db8::1"))
    #expect(!Ask.isPrivate("172.32.0.1") && Ask.isPrivate("172.16.0.1"))
  }

  @Test func `visits are counted once in a while for each visitor, programs not at all`()
    async throws
  {
    let studio = try Studio()
    let shoot = try studio.shoot()
    try studio.add(to: shoot)
    let browser: HTTPFields = [.userAgent: "Mozilla/5.0"]
    for _ in 0..<3 { _ = try await studio.ask(shoot.place, .get, browser) }
    _ = try await studio.ask(shoot.place, .head, browser)
    _ = try await studio.ask(shoot.place, .get, [.userAgent: "TelegramBot (like TwitterBot)"])
    var other = browser
    other[Ask.forwardedFor] = "203.0.113.9"
    _ = try await studio.ask(shoot.place, .get, other)
    _ = try await studio.ask(shoot.place + "/all.zip", .get, browser)
    await studio.pages.tidyUp()
    studio.time.advance(minutes: 11)
    _ = try await studio.ask(shoot.place, .get, browser)
    await studio.pages.tidyUp()
    let link = try studio.store.read {
      try $0.openPageLink(kind: "results", subject: shoot.id.raw, now: Studio.noon)
    }
    #expect(link?.views == 3)
    #expect(link?.downloads == 1)
  }
}
