import Booking
import FrontDesk
import Hummingbird
import NIOCore
import Phrasebook
import Store
import Synchronization

/// The pages on the web: galleries, results, bookings, look-up, and what watches over the process.
///
/// Everything is read beside whoever writes; what changes something goes to the desk.
package final class Pages: Sendable {
  let house: PageHouse
  let frames: Frames
  let cache = PageCache(limit: 32 << 20)
  let visits = VisitCounter()
  let letterbox = Letterbox()
  private let head: HTTPFields
  private let known = Mutex<(business: Business, read: Int64)?>(nil)

  // By visitor and by e-mail address; what else keeps floods away is in the books.
  let lookupsByVisitor = RateLimit(10, each: 600)
  let lookupsByEmail = RateLimit(5, each: 3_600)
  let messagesByVisitor = RateLimit(3, each: 3_600)
  let messagesByEmail = RateLimit(3, each: 86_400)
  let messagesByAll = RateLimit(100, each: 86_400)

  /// Header fields may have so many bytes, a form's content so many.
  static let headLimit = 16 << 10
  static let formLimit = 24 << 10

  package init(_ house: PageHouse) throws {
    self.house = house
    frames = try Frames(house: house)
    head = PageHead.fields(publicURL: house.means.publicURL)
  }

  /// Answers one request, whatever it is.
  ///
  /// - Parameter close: ends the connection, for a reader who takes nothing.
  package func respond(
    to request: Request, peer: SocketAddress?, close: @escaping @Sendable () -> Void
  ) async -> Response {
    let ask = Ask(request, peer: peer)
    var response: Response
    do {
      response = try await answer(ask, request, close)
    } catch {
      // No path, no query: they hold tokens.
      house.logger.error("A page could not be made", metadata: ["error": "\(type(of: error))"])
      response = refuse(.internalServerError, ask)
    }
    for field in head where !response.headers.contains(field.name) {
      response.headers.append(field)
    }
    return ask.method == .head ? response.createHeadResponse() : response
  }

  private func answer(
    _ ask: Ask, _ request: Request, _ close: @escaping @Sendable () -> Void
  ) async throws -> Response {
    guard ask.headBytes <= Self.headLimit else {
      return refuse(.requestHeaderFieldsTooLarge, ask)
    }
    guard let address = Address(path: ask.path) else { return refuse(.notFound, ask) }
    switch ask.method {
    case .get, .head:
      guard address.isLookedAt else { return refuse(.methodNotAllowed, ask, allow: "POST") }
      return try show(address, ask, close)
    case .post:
      guard address.takesForms else { return refuse(.methodNotAllowed, ask, allow: "GET, HEAD") }
      if ask.isFromElsewhere { return refuse(.forbidden, ask) }
      guard let form = await form(of: request) else { return refuse(.contentTooLarge, ask) }
      return try await take(form, at: address, ask)
    default:
      let allow =
        (address.isLookedAt ? ["GET", "HEAD"] : []) + (address.takesForms ? ["POST"] : [])
      return refuse(.methodNotAllowed, ask, allow: allow.joined(separator: ", "))
    }
  }

  private func show(
    _ address: Address, _ ask: Ask, _ close: @escaping @Sendable () -> Void
  ) throws -> Response {
    switch address {
    case .home: try showHome(ask)
    case .lookup: try showLookup(ask)
    case .contact: try showContact(ask)
    case .health: plain("ok\n")
    case .ready:
      house.isReady() ? plain("ready\n") : plain("not polling\n", status: .serviceUnavailable)
    case .metrics: try showMetrics(ask)
    case .robots: plain("User-agent: *\nDisallow: /\n")
    case .asset(let name): asset(name, ask)
    case .gallery(let place, let part): try show(part, of: place, ask, close)
    case .visit(let token, let part): try show(part, ofVisit: token, ask)
    }
  }

  private func take(
    _ form: FormFields, at address: Address, _ ask: Ask
  ) async throws -> Response {
    switch address {
    case .lookup: try takeLookup(form, ask)
    case .contact: try await takeMessage(form, ask)
    case .gallery(let place, .pick): try await pick(form, at: place, ask)
    case .visit(let token, .cancel): try await cancel(token, ask)
    default: refuse(.notFound, ask)
    }
  }

  /// The content of a form; nil when it is too large, or does not come.
  private func form(of request: Request) async -> FormFields? {
    try? await withThrowingTaskGroup(of: FormFields?.self) { group in
      group.addTask {
        FormFields(try await request.body.collect(upTo: Self.formLimit).readableBytesView)
      }
      group.addTask {
        try await Task.sleep(for: .seconds(15))
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }

  // MARK: What all pages share

  /// The business, as it was half a minute ago at most.
  func business() throws -> Business {
    let now = house.clock().seconds
    if let known = known.withLock({ $0 }), abs(now - known.read) < 30 { return known.business }
    let business = try house.read { try $0.business() }
    known.withLock { $0 = (business, now) }
    return business
  }

  /// A frame in the language of the visitor, or of the client whose page it is.
  func frame(_ ask: Ask, client: String? = nil) throws -> Frame {
    let business = try business()
    return Frame(
      voice: ask.voice(house.phrasebook, client: client, business: business.language),
      chosen: ask.chosen(house.phrasebook), business: business, ask: ask, frames: frames)
  }

  func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    html(ByteBuffer(string: text), status: status)
  }

  func html(_ bytes: ByteBuffer, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status,
      headers: [.contentType: "text/html; charset=utf-8", .vary: "Accept-Language"],
      body: ResponseBody(byteBuffer: bytes))
  }

  func plain(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// On to another page, after a form: a reload sends nothing twice.
  func goOn(to path: String) -> Response {
    Response(status: .seeOther, headers: [.location: frames.base + path])
  }

  private func asset(_ name: String, _ ask: Ask) -> Response {
    guard let asset = frames.assets[name] else { return refuse(.notFound, ask) }
    return Response(
      status: .ok,
      headers: [
        .contentType: asset.type, .cacheControl: "public, max-age=31536000, immutable",
      ], body: ResponseBody(byteBuffer: asset.bytes))
  }

  // MARK: What is done meanwhile

  /// Writes what was counted and sends what was asked for, until it is cancelled.
  func work() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(2))
      await tidyUp()
    }
  }

  /// One round of that work.
  package func tidyUp() async {
    for (number, email) in letterbox.empty() {
      do {
        try await house.write(true) { _ = try $0.lookUp(number: number, email: email) }
      } catch {
        house.logger.error("A look-up failed", metadata: ["error": "\(type(of: error))"])
      }
    }
    let counts = visits.collect(now: house.clock())
    if counts.isEmpty { return }
    do {
      try await house.write(false) { try $0.count(counts) }
    } catch {
      visits.putBack(counts)
      house.logger.warning("Visits could not be counted", metadata: ["error": "\(type(of: error))"])
    }
  }
}

/// What was asked to be looked up, until somebody does: the answer is given before.
final class Letterbox: Sendable {
  private let waiting = Mutex<[(number: String, email: String)]>([])

  /// More than so many nobody asks for in two seconds.
  private static let limit = 200

  func put(_ number: String, _ email: String) {
    waiting.withLock { if $0.count < Self.limit { $0.append((number, email)) } }
  }

  func empty() -> [(number: String, email: String)] {
    waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
