import FrontDesk
import Hummingbird
import NIOCore
import Phrasebook
import Store

/// What a client marks on the pages, with a form that needs no script.
extension Pages {
  func pick(
    _ form: FormFields, at place: Address.Place, _ ask: Ask
  ) async throws -> Response {
    let gallery: Gallery
    switch try self.gallery(place, ask) {
    case .closed(let response): return response
    case .open(let open): gallery = open
    }
    let session = gallery.session
    let isPicked = form["pick"] != nil
    guard gallery.takesPicks else { return refuse(.notFound, ask) }
    if form["done"] != nil { return try await finishPicks(form, gallery) }
    guard
      let id = (form["pick"] ?? form["drop"]).flatMap({ Int64(digits: $0) }),
      // The chat shows hidden files to nobody either.
      try house.read({ try $0.tx.galleryFile(ID(id), of: session.id) }) != nil
    else { return refuse(.notFound, ask) }
    let outcome = try await house.change { desk in
      try desk.pick(ID<SessionFile>(id), isPicked, in: session.id)
    }
    if case .gone = outcome { return refuse(.notFound, ask) }
    if ask.wantsJSON { return answerScript(outcome, gallery) }
    let isOnlyPicked = form["only"] == "picks"
    var query = isOnlyPicked ? ["only=picks"] : []
    if case .full = outcome { query.append("picked=full") }
    if let lang = language(form) { query.append("lang=\(lang)") }
    let number = form["number"].flatMap { Int64(digits: $0) }
    let address: Address
    if let number, number > 0 {
      address = gallery.address(.picture(Int(number)))
    } else {
      address = gallery.address(.all)
      if let page = form["page"].flatMap({ Int64(digits: $0) }), page > 1 {
        query.append("page=\(page)")
      }
    }
    let tail = query.isEmpty ? "" : "?" + query.joined(separator: "&")
    return goOn(to: address.path + tail + (number == nil && !isOnlyPicked ? "#f\(id)" : ""))
  }

  private func language(_ form: FormFields) -> String? {
    form["lang"].flatMap { wish in frames.languages.first { $0.code == wish }?.code }
  }

  /// The choice is made: the specialist hears of it.
  private func finishPicks(_ form: FormFields, _ gallery: Gallery) async throws -> Response {
    let session = gallery.session.id
    let isTold = try await house.change { try $0.finishPicks(in: session, by: nil) }
    let query = [
      "only=picks", isTold ? "picked=done" : "", language(form).map { "lang=\($0)" } ?? "",
    ]
    return goOn(
      to: gallery.address(.all).path + "?" + query.filter { !$0.isEmpty }.joined(separator: "&"))
  }

  /// To the page's own script: the words that have changed.
  private func answerScript(_ outcome: PickOutcome, _ gallery: Gallery) -> Response {
    let voice = gallery.voice
    let words: String
    let isFull: Bool
    switch outcome {
    case .picked(let count, let limit):
      (words, isFull) = (Self.picks(count, limit, voice), false)
    case .full(let limit):
      (words, isFull) = (voice.text("page.picksFull", ["count": .number(limit)]), true)
    case .gone: (words, isFull) = ("", false)
    }
    // Words of ours, which hold no quotes but typographic ones; escaped all the same.
    let safe = words.unicodeScalars.map { scalar in
      scalar == "\"" || scalar == "\\" || scalar.value < 32 ? " " : String(scalar)
    }.joined()
    return Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: ResponseBody(
        byteBuffer: ByteBuffer(string: "{\"words\":\"\(safe)\",\"isFull\":\(isFull)}")))
  }
}
