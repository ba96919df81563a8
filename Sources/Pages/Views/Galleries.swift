import Booking
import FrontDesk
import Hummingbird
import NIOCore
import Phrasebook
import Store

/// The pictures of a session, by the link of its card or by that to the results.
extension Pages {
  /// Tiles on one page: some 25 kB of HTML.
  static let tilesPerPage = 72

  /// An open gallery, and who is looking.
  struct Gallery {
    let place: Address.Place
    let entry: PageEntry
    let session: Session
    let frame: Frame
    /// Only what was picked is shown.
    var onlyPicked: Bool

    var link: ID<PageLink> { entry.link.id }
    var voice: Voice { frame.voice }
    /// The client's own link also tells the specialist's words, and gives the files away together.
    var isResults: Bool { place.kind == .results }
    /// Guests who look at a client's pictures don't choose for them.
    var takesPicks: Bool {
      session.isDelivered && (isResults || (session.isOpenToGuests && session.client == nil))
    }
    var query: String { onlyPicked ? "only=picks" : "" }

    func query(page: Int) -> String {
      [query, page > 1 ? "page=\(page)" : ""].filter { !$0.isEmpty }.joined(separator: "&")
    }

    func address(_ part: Address.Part) -> Address { .gallery(place, part) }
  }

  enum Way {
    case open(Gallery)
    case closed(Response)
  }

  /// Finds what a link shows; the answer, where it shows nothing.
  func gallery(_ place: Address.Place, _ ask: Ask) throws -> Way {
    let opening = try house.read { try $0.openPage(place.token, place.kind) }
    let entry: PageEntry
    var closed: ClosedLink?
    switch opening {
    case .unknown: return .closed(refuse(.notFound, ask))
    case .open(let found): entry = found
    case .expired(let found): (entry, closed) = (found, .expired)
    case .takenBack(let found): (entry, closed) = (found, .takenBack)
    }
    guard let session = entry.session else { return .closed(refuse(.notFound, ask)) }
    if case .results(let number, _) = place,
      number != FrontDesk.resultsNumber(of: session, booking: entry.number)
    {
      return .closed(refuse(.notFound, ask))
    }
    let frame = try frame(ask, client: entry.language)
    // Put away before anything came of it.
    if closed == nil, session.status == .archived, !session.isDelivered { closed = .archived }
    if let closed { return .closed(refuse(closed, frame)) }
    var gallery = Gallery(
      place: place, entry: entry, session: session, frame: frame, onlyPicked: false)
    gallery.onlyPicked = gallery.takesPicks && ask.query["only"] == "picks"
    return .open(gallery)
  }

  func show(
    _ part: Address.Part, of place: Address.Place, _ ask: Ask,
    _ close: @escaping @Sendable () -> Void
  ) throws -> Response {
    let gallery: Gallery
    switch try self.gallery(place, ask) {
    case .closed(let response): return response
    case .open(let open): gallery = open
    }
    let session = gallery.session
    let chat = gallery.frame.chat("v" + place.token)
    if !gallery.isResults, !session.isOpenToGuests {
      guard part == .all else { return refuse(.notFound, ask) }
      return notice(
        gallery.frame, session.name, [gallery.voice.text("page.guestsNot")],
        links: [Link(label: gallery.voice.text("page.openChat"), href: chat, isMain: true)],
        at: gallery.address(.all), status: .forbidden)
    }
    guard session.isDelivered else {
      guard part == .all else { return refuse(.notFound, ask) }
      note(gallery, ask)
      return notice(
        gallery.frame, session.name, [gallery.voice.text("page.inProgress")],
        links: [Link(label: gallery.voice.text("page.openChat"), href: chat, isMain: true)],
        at: gallery.address(.all))
    }
    switch part {
    case .all: return try showAll(gallery, ask)
    case .picture(let number): return try showPicture(number, gallery, ask)
    case .file(let id, let role): return try send(id, role, gallery, ask, close)
    case .zip(let onlyPicked): return try sendAll(onlyPicked, gallery, ask, close)
    case .pick: return refuse(.methodNotAllowed, ask)
    }
  }

  func note(_ gallery: Gallery, _ ask: Ask, isDownload: Bool = false) {
    guard ask.method == .get, !ask.isProgram else { return }
    visits.note(
      gallery.link, by: ask.visitor, isDownload: isDownload, now: house.clock())
  }

  /// What a page depends on; a picture has its number below zero.
  func key(_ gallery: Gallery, page: Int, remark: String, now: Instant) -> PageCache.Key {
    PageCache.Key(
      link: gallery.link, revision: gallery.session.revision,
      language: gallery.voice.language.code, isChosen: gallery.frame.chosen != nil, page: page,
      onlyPicked: gallery.onlyPicked, remark: remark, day: now.seconds / 86_400)
  }

  // MARK: All of them

  private func showAll(_ gallery: Gallery, _ ask: Ask) throws -> Response {
    note(gallery, ask)
    let page = Int(min(max(ask.query["page"].flatMap { Int64(digits: $0) } ?? 1, 1), 100_000))
    let asked = ask.query["picked"] ?? ""
    let remark = ["full", "done"].contains(asked) ? asked : ""
    let now = house.clock()
    let key = key(gallery, page: page, remark: remark, now: now)
    if let ready = cache.page(key, now: now.seconds) { return html(ready) }
    let fresh = ByteBuffer(string: try render(gallery, page: page, remark: remark))
    cache.keep(fresh, as: key, now: now.seconds)
    return html(fresh)
  }

  private func render(_ gallery: Gallery, page wish: Int, remark: String) throws -> String {
    let session = gallery.session
    let onlyPicked = gallery.onlyPicked
    let (sum, shown, pages, page, specialist, files) = try house.read { desk in
      let sum = try desk.tx.gallerySum(of: session.id)
      let shown = onlyPicked ? sum.picked : sum.files
      let pages = max(1, (shown + Self.tilesPerPage - 1) / Self.tilesPerPage)
      let page = min(wish, pages)
      return (
        sum, shown, pages, page, try desk.catalogue().specialist(session.specialist)?.name,
        try desk.tx.galleryFiles(
          of: session.id, onlyPicked: onlyPicked, limit: Self.tilesPerPage,
          offset: (page - 1) * Self.tilesPerPage)
      )
    }
    let first = (page - 1) * Self.tilesPerPage
    var tiles: [[String: Any]] = []
    var rows: [[String: Any]] = []
    for (index, file) in files.enumerated() {
      let number = first + index + 1
      if let tile = tile(file, number, gallery) {
        tiles.append(tile)
      } else {
        rows.append(row(file, number, gallery))
      }
    }
    let voice = gallery.voice
    let frame = gallery.frame
    var content: [String: Any] = [
      "name": session.name,
      "facts": [
        session.day.map { voice.date($0, .fullWithYear) },
        specialist,
      ].compactMap { $0 }.joined(separator: " · "),
      "sum": Self.sum(sum, voice),
      "about": session.about ?? "", "tiles": tiles, "rows": rows,
      "takesPicks": gallery.takesPicks, "hasTiles": !tiles.isEmpty, "hasRows": !rows.isEmpty,
      "pick": frame.href(gallery.address(.pick)), "page": page, "only": onlyPicked ? "picks" : "",
      "langField": frame.chosen ?? "", "filterLabel": voice.text("page.show"),
      "allHref": frame.href(gallery.address(.all)),
      "all": voice.text("page.all", ["count": .number(sum.files)]),
      "picksHref": frame.href(gallery.address(.all), "only=picks"),
      "picks": Self.picks(sum.picked, session.pickLimit, voice),
      "onlyPicked": onlyPicked,
      "empty": shown == 0
        ? (onlyPicked ? voice.text("page.noPicks") : voice.text("page.noFiles")) : "",
      "remark": remark == "full"
        ? voice.text("page.picksFull", ["count": .number(session.pickLimit ?? 0)])
        : remark == "done" ? voice.text("page.picksDone") : "",
      "done": onlyPicked && shown > 0 && remark != "done" ? voice.text("page.picksFinish") : "",
      "pagesLabel": voice.text("page.pages"),
    ]
    if gallery.isResults {
      content["message"] = session.message ?? ""
      content["zips"] = zips(gallery, sum)
      let left = sum.files - sum.kept
      content["leftOut"] =
        left > 0 && sum.kept > 0
        ? (sum.waiting > 0
          ? voice.text("page.zipWaiting", ["count": .number(left)])
          : voice.text("page.zipLeftOut", ["count": .number(left)])) : ""
      if let expires = gallery.entry.link.expires {
        content["until"] = voice.text(
          "page.until",
          ["date": .text(voice.date(frame.business.zone.local(expires).date, .fullWithYear))])
      }
    } else {
      content["openChat"] = voice.text("page.openChat")
      content["openChatHref"] = frame.chat("v" + gallery.place.token)
    }
    if pages > 1 { content["pages"] = Self.pages(page, of: pages, gallery) }
    return frame.render(
      "gallery", title: session.name, at: gallery.address(.all),
      query: gallery.query(page: page), content)
  }

  /// The first pages, the last, and those around this one.
  private static func pages(_ page: Int, of count: Int, _ gallery: Gallery) -> [[String: Any]] {
    var list: [[String: Any]] = []
    var last = 0
    for number in 1...count where number == 1 || number == count || abs(number - page) <= 2 {
      if number - last > 1 { list.append(["gap": true]) }
      last = number
      list.append([
        "number": number, "isCurrent": number == page,
        "href": gallery.frame.href(gallery.address(.all), gallery.query(page: number)),
      ])
    }
    return list
  }

  private func zips(_ gallery: Gallery, _ sum: GallerySum) -> [[String: Any]] {
    let voice = gallery.voice
    var list: [[String: Any]] = []
    if sum.kept > 0 {
      list.append([
        "href": gallery.frame.href(gallery.address(.zip(onlyPicked: false))),
        "label": voice.text("page.zipAll"), "size": Self.size(sum.bytes, voice),
      ])
    }
    if sum.keptPicks > 0, sum.picked < sum.files {
      list.append([
        "href": gallery.frame.href(gallery.address(.zip(onlyPicked: true))),
        "label": voice.text("page.zipPicks"), "size": Self.size(sum.pickedBytes, voice),
      ])
    }
    return list
  }

  // MARK: One of them in the list

  /// A picture, or a video with a picture of its own; nil for what has none.
  private func tile(_ file: GalleryFile, _ number: Int, _ gallery: Gallery) -> [String: Any]? {
    guard let preview = Self.preview(file) else { return nil }
    let kept = file[preview]
    let (width, height) = Self.dimensions(
      kept?.width ?? file.width, kept?.height ?? file.height, atMost: 320)
    return [
      "number": number,
      "href": gallery.frame.href(gallery.address(.picture(number)), gallery.query),
      "source": gallery.frame.frames.base + gallery.address(.file(file.id, preview)).path,
      "width": width, "height": height, "alt": Self.label(file, number, gallery.voice),
      "id": file.id.raw, "isPicked": file.isPicked,
      "pickLabel": gallery.voice.text("page.pickLabel", ["number": .number(number)]),
      "duration": file.kind == .video ? file.duration.map(Self.clock) ?? "▶" : "",
    ]
  }

  private func row(_ file: GalleryFile, _ number: Int, _ gallery: Gallery) -> [String: Any] {
    let name = ZipPlan.name(of: file, number: number)
    let size = file.full?.size ?? file.size
    return [
      "number": number, "name": name, "caption": file.caption ?? "",
      "size": size.map { Self.size($0, gallery.voice) } ?? "",
      "href": file.full == nil
        ? "" : gallery.frame.href(gallery.address(.file(file.id, .full)), "save=1"),
      "missing": file.full == nil ? gallery.voice.text("page.onlyInChat") : "",
      "player": file.kind == .audio && file.full != nil && MediaFile.type(of: file, .full) != nil
        ? gallery.frame.frames.base + gallery.address(.file(file.id, .full)).path : "",
      "icon": file.kind == .video ? "🎬" : file.kind == .audio ? "🎵" : "📄",
      "id": file.id.raw, "isPicked": file.isPicked,
      "pickLabel": gallery.voice.text("page.pickLabel", ["number": .number(number)]),
    ]
  }

  /// The smallest kept picture of a file.
  static func preview(_ file: GalleryFile) -> FileSize.Role? {
    if file.small != nil { return .small }
    if file.large != nil { return .large }
    let isPicture =
      file.kind == .photo
      || file.kind == .document && MediaFile.type(of: file, .full)?.hasPrefix("image/") == true
    // Whole pictures of many megabytes would make a page that nobody can load.
    if isPicture, let full = file.full, full.size <= 3 << 20 { return .full }
    return nil
  }

  static func dimensions(_ width: Int?, _ height: Int?, atMost most: Int) -> (Int, Int) {
    guard let width, let height, width > 0, height > 0, width < 1 << 20, height < 1 << 20 else {
      return (most, most)
    }
    let longest = max(width, height)
    guard longest > most else { return (width, height) }
    return (max(1, width * most / longest), max(1, height * most / longest))
  }

  /// What a picture is called where it can't be seen.
  static func label(_ file: GalleryFile, _ number: Int, _ voice: Voice) -> String {
    if let caption = file.caption {
      let line = caption.split { $0.isNewline }.first.map { String($0.prefix(80)) }
      if let line, !line.isEmpty { return line }
    }
    return file.kind == .video
      ? voice.text("page.video", ["number": .number(number)])
      : voice.text("page.photo", ["number": .number(number)])
  }

  static func clock(_ seconds: Int) -> String {
    let (minutes, rest) = max(0, seconds).quotientAndRemainder(dividingBy: 60)
    let padded = (rest < 10 ? "0" : "") + String(rest)
    if minutes < 60 { return "\(minutes):\(padded)" }
    return "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60):\(padded)"
  }

  static func sum(_ sum: GallerySum, _ voice: Voice) -> String {
    let others = sum.files - sum.pictures - sum.videos
    return [
      sum.pictures > 0 ? voice.text("page.photos", ["count": .number(sum.pictures)]) : nil,
      sum.videos > 0 ? voice.text("page.videos", ["count": .number(sum.videos)]) : nil,
      others > 0 ? voice.text("page.files", ["count": .number(others)]) : nil,
    ].compactMap { $0 }.joined(separator: " · ")
  }

  static func picks(_ count: Int, _ limit: Int?, _ voice: Voice) -> String {
    guard let limit else { return voice.text("page.picks", ["number": .number(count)]) }
    return voice.text(
      "page.picksOf", ["number": .number(count), "limit": .number(limit)])
  }

  /// Bytes in the unit that people know from their files.
  static func size(_ bytes: Int64, _ voice: Voice) -> String {
    if bytes < 1_000_000 {
      return voice.text("page.kilobytes", ["number": .number(Int(max(1, bytes / 1_000)))])
    }
    if bytes < 10_000_000_000 {
      return voice.text("page.megabytes", ["number": .number(Int((bytes + 500_000) / 1_000_000))])
    }
    return voice.text(
      "page.gigabytes", ["number": .number(Int((bytes + 500_000_000) / 1_000_000_000))])
  }
}
