import Booking
import Conversation
import Foundation
import FrontDesk
import Hummingbird
import NIOCore
import Phrasebook
import Store

/// The page of a booking: its facts, and the ways to move it or give it up.
extension Pages {
  private struct Found {
    let entry: PageEntry
    let visit: Visit
    let facts: PageWording.Facts
    let isLongOver: Bool
    /// Nobody but the page can take the guest's word.
    let cancelsHere: Bool
    let mayCancelAlone: Bool
    let canCancel: Bool
    let frame: Frame
  }

  func show(
    _ part: Address.VisitPart, ofVisit token: String, _ ask: Ask
  ) throws -> Response {
    let opening = try house.read { try $0.openPage(token, .visit) }
    let entry: PageEntry
    switch opening {
    case .unknown: return refuse(.notFound, ask)
    case .expired(let entry): return refuse(.expired, try frame(ask, client: entry.language))
    case .takenBack(let entry): return refuse(.takenBack, try frame(ask, client: entry.language))
    case .open(let found): entry = found
    }
    let frame = try frame(ask, client: entry.language)
    if part == .calendar { return try calendar(of: entry, frame, ask) }
    guard let found = try find(entry, frame) else { return refuse(.notFound, ask) }
    if ask.method == .get, !ask.isProgram {
      visits.note(entry.link.id, by: ask.visitor, isDownload: false, now: house.clock())
    }
    if found.isLongOver {
      return notice(
        frame, frame.voice.text("page.visitOver"), [frame.voice.text("page.visitOverWords")],
        links: [Link(label: frame.voice.text("page.bookInChat"), href: frame.chat(), isMain: true)],
        at: .visit(token: token, .facts))
    }
    if part == .cancel { return confirm(found, token, ask) }
    return html(render(found, token, ask.query["done"]))
  }

  private func find(_ entry: PageEntry, _ frame: Frame) throws -> Found? {
    let now = house.clock()
    return try house.store.read { [means = house.means] tx -> FoundFacts? in
      let desk = FrontDesk(tx, now: now, means: means, origin: "page")
      guard let visit = try desk.visit(of: entry), let client = try tx.person(visit.client) else {
        return nil
      }
      return FoundFacts(
        visit: visit, facts: try PageWording(frame.voice, at: desk).facts(of: visit),
        isLongOver: desk.isLongOver(visit), cancelsHere: desk.cancelsOnPage(client),
        mayCancelAlone: try desk.mayCancelAlone(visit),
        canCancel: visit.isOpen && visit.starts > now && visit.cancelAsked == nil)
    }.map {
      Found(
        entry: entry, visit: $0.visit, facts: $0.facts, isLongOver: $0.isLongOver,
        cancelsHere: $0.cancelsHere, mayCancelAlone: $0.mayCancelAlone, canCancel: $0.canCancel,
        frame: frame)
    }
  }

  private struct FoundFacts: Sendable {
    let visit: Visit
    let facts: PageWording.Facts
    let isLongOver: Bool
    let cancelsHere: Bool
    let mayCancelAlone: Bool
    let canCancel: Bool
  }

  private func calendar(of entry: PageEntry, _ frame: Frame, _ ask: Ask) throws -> Response {
    let bytes = try house.read { desk -> [UInt8]? in
      guard let visit = try desk.visit(of: entry), !desk.isLongOver(visit) else { return nil }
      return try PageWording(frame.voice, at: desk).calendarFile(of: visit)
    }
    guard let bytes else { return refuse(.notFound, ask) }
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/calendar; charset=utf-8",
        .contentDisposition: MediaFile.disposition(
          "attachment", name: (entry.number ?? "visit") + ".ics"),
      ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private func render(_ found: Found, _ token: String, _ done: String?) -> String {
    let (frame, voice, facts) = (found.frame, found.frame.voice, found.facts)
    var list: [[String: Any]] = []
    func add(_ label: String, _ value: String?, href: String = "", link: String = "") {
      guard let value, !value.isEmpty else { return }
      list.append(["label": label, "value": value, "href": href, "link": link])
    }
    add(voice.text("page.when"), facts.time)
    add(voice.text("page.who"), facts.specialist)
    add(voice.text("page.price"), facts.price)
    add(
      voice.text("page.where"), facts.address ?? facts.point.map { _ in voice.text("page.onMap") },
      href: Self.map(facts), link: voice.text("page.map"))
    if let online = facts.onlineLink {
      let isLink = online.hasPrefix("https://") || online.hasPrefix("http://")
      add(
        voice.text("page.online"), online, href: isLink ? online : "",
        link: voice.text("page.join"))
    }
    add(voice.text("page.note"), facts.note)
    add(voice.text("page.reason"), facts.reason)
    add(voice.text("page.number"), found.visit.number)
    var links: [[String: Any]] = []
    func link(_ label: String, _ href: String, isMain: Bool = false, isDanger: Bool = false) {
      links.append(["label": label, "href": href, "isMain": isMain, "isDanger": isDanger])
    }
    if found.visit.isOpen {
      link(voice.text("page.addToCalendar"), frame.href(.visit(token: token, .calendar)))
    }
    if found.cancelsHere {
      if found.canCancel {
        link(
          voice.text("page.cancelVisit"), frame.href(.visit(token: token, .cancel)), isDanger: true)
      }
    } else {
      let chat = frame.chat("b" + token)
      if found.canCancel {
        link(voice.text("page.move"), chat, isMain: true)
        link(voice.text("page.cancelVisit"), chat)
      } else {
        link(voice.text("page.openChat"), chat, isMain: true)
      }
    }
    let contact = [frame.business.phone, frame.business.email].compactMap { $0 }
    let remark: String =
      switch done {
      case "cancelled" where !found.visit.isOpen: voice.text("page.cancelled")
      case "asked" where found.visit.cancelAsked != nil: voice.text("page.cancelAsked")
      default: found.visit.cancelAsked == nil ? "" : voice.text("page.cancelAsked")
      }
    return frame.render(
      "visit", title: facts.service, at: .visit(token: token, .facts),
      [
        "heading": facts.service, "standing": facts.standing,
        "isOpen": found.visit.isOpen, "facts": list, "links": links, "remark": remark,
        "hint": found.canCancel
          ? (found.cancelsHere
            ? voice.text("page.guestHint") : voice.text("page.chatHint")) : "",
        "contact": contact.joined(separator: " · "),
      ])
  }

  /// A map that somebody else shows, only when it is asked for.
  private static func map(_ facts: PageWording.Facts) -> String {
    if let point = facts.point {
      let place = "\(point.latitude)&mlon=\(point.longitude)"
      return
        "https://www.openstreetmap.org/?mlat=\(place)#map=17/\(point.latitude)/\(point.longitude)"
    }
    guard let address = facts.address else { return "" }
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-._~")
    let query = address.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
    return "https://www.openstreetmap.org/search?query=\(query)"
  }

  // MARK: Giving it up

  private func confirm(_ found: Found, _ token: String, _ ask: Ask) -> Response {
    guard found.cancelsHere, found.canCancel else {
      return goOn(to: found.frame.path(.visit(token: token, .facts)))
    }
    let voice = found.frame.voice
    return html(
      found.frame.render(
        "form", title: voice.text("page.cancelAsk"), at: .visit(token: token, .cancel),
        [
          "heading": voice.text("page.cancelAsk"),
          "words": [
            "\(found.facts.service) · \(found.facts.time)",
            found.mayCancelAlone ? "" : voice.text("page.cancelLate"),
          ].filter { !$0.isEmpty },
          "action": found.frame.href(.visit(token: token, .cancel)),
          "submit": found.mayCancelAlone
            ? voice.text("page.cancelYes") : voice.text("page.cancelAskYes"),
          "isDanger": true, "fields": [[String: Any]](),
          "otherHref": found.frame.href(.visit(token: token, .facts)),
          "other": voice.text("page.cancelNo"),
        ]))
  }

  func cancel(_ token: String, _ ask: Ask) async throws -> Response {
    guard case .open(let entry) = try house.read({ try $0.openPage(token, .visit) }) else {
      return try show(.facts, ofVisit: token, ask)
    }
    let frame = try frame(ask, client: entry.language)
    let outcome = try await house.change { try $0.cancelOnPage(token) }
    let done =
      switch outcome {
      case .cancelled: "done=cancelled"
      case .asked: "done=asked"
      case .over, .notYours: ""
      }
    return goOn(to: frame.path(.visit(token: token, .facts), done))
  }
}
