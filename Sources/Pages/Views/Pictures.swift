import Booking
import FrontDesk
import Hummingbird
import NIOCore
import Phrasebook
import Store

/// One file of a session by itself, with the ways to its neighbours.
extension Pages {
  func showPicture(_ wish: Int, _ gallery: Gallery, _ ask: Ask) throws -> Response {
    let session = gallery.session
    let onlyPicked = gallery.onlyPicked
    let remark = ask.query["picked"] == "full" ? "full" : ""
    let now = house.clock()
    let key = key(gallery, page: -wish, remark: remark, now: now)
    if let ready = cache.page(key, now: now.seconds) { return html(ready) }
    let (sum, files) = try house.read { desk in
      (
        try desk.tx.gallerySum(of: session.id),
        try desk.tx.galleryFiles(
          of: session.id, onlyPicked: onlyPicked, limit: 1, offset: min(wish, 1 << 30) - 1)
      )
    }
    let count = onlyPicked ? sum.picked : sum.files
    guard let file = files.first else {
      // The last of the picks may just have been dropped.
      if onlyPicked { return goOn(to: gallery.frame.path(gallery.address(.all), gallery.query)) }
      return refuse(.notFound, ask)
    }
    let fresh = ByteBuffer(
      string: render(file, wish, of: count, sum, gallery, isFull: remark == "full"))
    cache.keep(fresh, as: key, now: now.seconds)
    return html(fresh)
  }

  private func render(
    _ file: GalleryFile, _ number: Int, of count: Int, _ sum: GallerySum, _ gallery: Gallery,
    isFull: Bool
  ) -> String {
    let (voice, frame) = (gallery.voice, gallery.frame)
    func way(_ role: FileSize.Role) -> String {
      frame.frames.base + gallery.address(.file(file.id, role)).path
    }
    let type = MediaFile.type(of: file, .full)
    let isVideo = file.kind == .video
    var content: [String: Any] = [
      "heading": Self.label(file, number, voice), "session": gallery.session.name,
      "place": voice.text("page.place", ["number": .number(number), "count": .number(count)]),
      "back": voice.text("page.back"),
      "backHref": frame.href(
        gallery.address(.all),
        gallery.query(page: (number - 1) / Self.tilesPerPage + 1)),
      "caption": file.caption ?? "", "id": file.id.raw, "isPicked": file.isPicked,
      "takesPicks": gallery.takesPicks, "pick": frame.href(gallery.address(.pick)),
      "number": number,
      "only": gallery.onlyPicked ? "picks" : "", "langField": frame.chosen ?? "",
      "pickWord": voice.text("page.pickWord"),
      "picks": Self.picks(sum.picked, gallery.session.pickLimit, voice),
      "previous": voice.text("page.previous"), "next": voice.text("page.next"),
      "stepsLabel": voice.text("page.steps"),
      "remark": isFull
        ? voice.text("page.picksFull", ["count": .number(gallery.session.pickLimit ?? 0)]) : "",
    ]
    if number > 1 {
      content["previousHref"] = frame.href(gallery.address(.picture(number - 1)), gallery.query)
    }
    if number < count {
      content["nextHref"] = frame.href(gallery.address(.picture(number + 1)), gallery.query)
    }
    if let full = file.full {
      content["saveHref"] = frame.href(gallery.address(.file(file.id, .full)), "save=1")
      content["save"] = voice.text("page.save", ["size": .text(Self.size(full.size, voice))])
    }
    let (width, height) = Self.dimensions(
      file.large?.width ?? file.width ?? file.full?.width,
      file.large?.height ?? file.height ?? file.full?.height, atMost: 1_280)
    content["width"] = width
    content["height"] = height
    if isVideo, file.full != nil, let type {
      content["video"] = way(.full)
      content["type"] = type == "video/quicktime" ? "video/mp4" : type
      content["poster"] = Self.preview(file).map(way) ?? ""
    } else if !isVideo, file.large != nil {
      content["image"] = way(.large)
    } else if !isVideo, file.full != nil, type?.hasPrefix("image/") == true {
      content["image"] = way(.full)
    } else {
      if let preview = Self.preview(file) { content["image"] = way(preview) }
      content["missing"] =
        file.full == nil ? voice.text("page.onlyInChat") : ""
    }
    content["isPhoto"] = content["image"] != nil
    return frame.render(
      "picture", title: "\(Self.label(file, number, voice)) · \(gallery.session.name)",
      at: gallery.address(.picture(number)), query: gallery.query, content)
  }
}
