import Booking
import Store

/// Who gets what, before it is delivered.
package struct DeliveryPlan: Sendable {
  package let session: Session
  package let client: Person?
  /// How the client hears of it; nil: the staff has to pass the words on.
  package let way: Person.Channel?
  package let figures: SessionFigures
  /// Whether the booking counts as completed then.
  package let completesVisit: Bool
}

package enum DeliveryOutcome: Sendable {
  case delivered(Session, way: Person.Channel?)
  /// Neither files nor words.
  case nothing(Session)
  case already(Session)
  case notAllowed
}

/// The work is done: its client hears of it, with words and files, and finds it again.
extension FrontDesk {
  /// Albums that come by themselves; whoever wants more asks for them.
  private static var albumsAtOnce: Int { 3 }

  package func deliveryPlan(of id: ID<Session>, by person: Person) throws -> DeliveryPlan? {
    guard let session = try managed(id, by: person) else { return nil }
    let client = try session.client.flatMap { try tx.person($0) }
    return DeliveryPlan(
      session: session, client: client,
      way: client.flatMap { resultsWay(to: $0, .resultsReady) }, figures: try tx.figures(of: id),
      completesVisit: try visitToComplete(session) != nil)
  }

  /// A letter or a short message can only bring a link to a page: without pages the staff passes the
  /// words on.
  package func resultsWay(to client: Person, _ kind: Notice.Kind) -> Person.Channel? {
    let way = way(for: kind, to: client)
    return way == .chat || means.publicURL != nil ? way : nil
  }

  private func visitToComplete(_ session: Session) throws -> ID<Visit>? {
    guard let visit = try session.booking.flatMap({ try tx.visit($0) }),
      visit.state == .confirmed, visit.ends <= now
    else { return nil }
    return visit.id
  }

  /// Completes a session: what is visible goes to the client, with the specialist's words. The
  /// booking it belongs to is completed too when its time is over.
  package func deliver(
    _ id: ID<Session>, message: String?, by person: Person
  ) throws -> DeliveryOutcome {
    guard var session = try managed(id, by: person) else { return .notAllowed }
    guard session.status == .created || session.status == .active else {
      return .already(session)
    }
    let files = try tx.untoldFiles(of: id, limit: Self.albumsAtOnce * 10)
    guard try message != nil || tx.fileCount(of: id, onlyVisible: true) > 0 else {
      return .nothing(session)
    }
    session.status = .completed
    session.completed = now
    session.message = message
    _ = try save(session, "deliverSession", by: person)
    if let visit = try visitToComplete(session) { _ = try complete(visit, by: person) }
    try openResults(of: session)
    let way = try tell(clientOf: session, .resultsReady, files, count: 0)
    return .delivered(session, way: way)
  }

  /// Tells the client of what has come since they were told last; nil where there is nothing to tell
  /// or nobody to be told.
  package func tellOfNewFiles(_ id: ID<Session>, by person: Person) throws -> Person.Channel? {
    guard let session = try managed(id, by: person), session.isDelivered else { return nil }
    let count = try tx.figures(of: id).untold
    guard count > 0 else { return nil }
    let files = try tx.untoldFiles(of: id, limit: Self.albumsAtOnce * 10)
    guard let way = try tell(clientOf: session, .resultsMore, files, count: count) else {
      return nil
    }
    try audit("tellSession", by: person.id, subject: id.raw, detail: String(count))
    return way
  }

  private func tell(
    clientOf session: Session, _ kind: Notice.Kind, _ files: [SessionFile], count: Int
  ) throws -> Person.Channel? {
    guard let client = try session.client.flatMap({ try tx.person($0) }),
      let way = resultsWay(to: client, kind)
    else { return nil }
    try tell(client, Notice(kind: kind, subject: session.id.raw, revision: count))
    if way == .chat {
      for album in Album.of(files).prefix(Self.albumsAtOnce) {
        try tell(
          client,
          Notice(
            kind: .resultsAlbum, subject: session.id.raw,
            text: album.map { String($0.id.raw) }.joined(separator: " ")))
      }
    }
    try tx.markTold(session.id, now: now)
    return way
  }
}

extension Notice {
  /// The files of an album, by the notice that is to send it.
  package var files: [ID<SessionFile>] {
    (text ?? "").split(separator: " ").compactMap { Int64($0) }.map { ID($0) }
  }
}

/// Files as they go out together: Telegram takes two to ten of a kind in one message, photos with
/// videos, documents and audio each with their like (Bot API, sendMediaGroup).
package enum Album {
  /// The files in albums, each kind in its order; what is alone goes alone.
  package static func of(_ files: [SessionFile]) -> [[SessionFile]] {
    // Moving pictures without sound, voices and round videos go alone.
    let plain = files.filter { $0.form == nil }
    let pictures = plain.filter { $0.kind == .photo || $0.kind == .video }
    let others = [SessionFile.Kind.document, .audio].map { kind in
      plain.filter { $0.kind == kind }
    }
    return ([pictures] + others).flatMap { cut($0) } + files.filter { $0.form != nil }.map { [$0] }
  }

  private static func cut(_ files: [SessionFile]) -> [[SessionFile]] {
    var albums: [[SessionFile]] = []
    var rest = files[...]
    while !rest.isEmpty {
      // Nobody is left over alone.
      let size = rest.count == 11 ? 9 : min(rest.count, 10)
      albums.append(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    return albums
  }
}
