import FrontDesk
import Hummingbird
import Store

/// The files of a gallery, one by one or all in one archive.
extension Pages {
  func send(
    _ id: ID<SessionFile>, _ role: FileSize.Role, _ gallery: Gallery, _ ask: Ask,
    _ close: @escaping @Sendable () -> Void
  ) throws -> Response {
    let session = gallery.session.id
    let file = try house.read { try $0.tx.galleryFile(id, of: session) }
    guard let file else { return refuse(.notFound, ask) }
    guard let kept = file[role] else { return refuse(.notFound, ask) }
    guard let content = MediaFile(kept, in: house.media) else {
      fetchAgain(kept)
      return refuse(.notFound, ask)
    }
    let isWanted = ask.query["save"] == "1"
    if isWanted, ask.headers[.range] == nil { note(gallery, ask, isDownload: true) }
    var name = ZipPlan.name(of: file, number: Int(id.raw))
    if role != .full, !name.lowercased().hasSuffix(".jpg") { name += ".jpg" }
    return Download.answer(
      content, tag: MediaFile.tag(of: kept), to: ask,
      headers: MediaFile.headers(for: file, role, name: name, isWanted: isWanted),
      closing: close)
  }

  /// The content is not in the folder, though it should be: somebody restored the database alone, say.
  private func fetchAgain(_ kept: KeptSize) {
    Task { [house] in
      try? await house.write(true) { try $0.contentIsMissing(kept.digest) }
    }
  }

  func sendAll(
    _ onlyPicked: Bool, _ gallery: Gallery, _ ask: Ask,
    _ close: @escaping @Sendable () -> Void
  ) throws -> Response {
    guard gallery.isResults else { return refuse(.notFound, ask) }
    let session = gallery.session
    let files = try house.read {
      try $0.tx.galleryFiles(of: session.id, onlyPicked: onlyPicked, limit: 1_000_000)
    }
    guard !files.isEmpty else { return refuse(.notFound, ask) }
    let archive = ZipPlan.archive(
      of: files, session: session, folder: house.media, zone: gallery.frame.business.zone,
      voice: gallery.voice)
    if ask.headers[.range] == nil { note(gallery, ask, isDownload: true) }
    var headers = HTTPFields()
    headers[.contentType] = "application/zip"
    let name = ZipNames.clean(session.name)
    headers[.contentDisposition] = MediaFile.disposition(
      "attachment", name: (name.isEmpty ? "photos" : name) + ".zip")
    headers[.cacheControl] = "private, no-cache"
    return Download.answer(archive, tag: archive.tag, to: ask, headers: headers, closing: close)
  }
}
