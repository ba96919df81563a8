/// sendPhoto, sendDocument and their like, and albums.
extension World {
  mutating func sendFile(_ kind: String, _ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try writableChat(call)
    let caption = try caption(call)
    let markup = try markup(call, in: chat)
    let item = try file(kind, call[kind] ?? "", upload: call.files[kind], call)
    var content = mediaContent(item, call)
    add(caption, to: &content)
    return try deliver(content, call, to: chat, markup)
  }

  /// The caption of the call, checked against its limit.
  func caption(_ call: CallParameters) throws(Refusal) -> FormattedText {
    let caption = try formatted(call, "caption", entities: "caption_entities")
    guard caption.length <= Self.captionLimit else {
      throw .badRequest("message caption is too long")
    }
    return caption
  }

  func add(_ caption: FormattedText, to content: inout JSONObject) {
    guard !caption.text.isEmpty else { return }
    content["caption"] = .string(caption.text)
    content["caption_entities"] =
      caption.entities.isEmpty ? nil : .array(caption.entities.map(\.json))
  }

  private func mediaContent(_ item: FileCabinet.Item, _ call: CallParameters) -> JSONObject {
    var details = JSONObject()
    if ["video", "animation"].contains(item.kind) {
      for key in ["width", "height", "duration"] {
        if let value = call.int(key) { details.append(key, .int(value)) }
      }
    } else if ["audio", "voice"].contains(item.kind) {
      if let duration = call.int("duration") { details.append("duration", .int(duration)) }
      for key in ["performer", "title"] {
        if let value = call[key] { details.append(key, .string(value)) }
      }
    }
    let part = media(item, details)
    var content: JSONObject = [:]
    // Old clients read animations as documents; the server still sends both.
    if item.kind == "animation" {
      var document = item
      document.kind = "document"
      content.append("document", media(document).value)
    }
    content.append(part.key, part.value)
    for flag in ["has_spoiler", "show_caption_above_media"] where call.bool(flag) {
      content.append(flag == "has_spoiler" ? "has_media_spoiler" : flag, true)
    }
    return content
  }

  /// The file that a value names: an upload of this call (`attach://`), a known file id, or none.
  mutating func file(
    _ kind: String, _ value: String, upload direct: Upload? = nil, _ call: CallParameters
  ) throws(Refusal) -> FileCabinet.Item {
    var upload = direct
    if upload == nil, value.hasPrefix("attach://") {
      upload = call.files[String(value.dropFirst(9))]
      if upload == nil { throw .badRequest("can't find the attached file \"\(value)\"") }
    }
    if let upload { return try store(kind, upload) }
    guard !value.isEmpty else { throw .badRequest("there is no \(kind) in the request") }
    if value.hasPrefix("http://") || value.hasPrefix("https://") {
      // The sandbox has no network.
      throw .badRequest("failed to get HTTP URL content")
    }
    guard let item = files.item(value) else {
      throw .badRequest("wrong remote file identifier specified: Wrong string length")
    }
    guard item.kind == kind else {
      throw .badRequest(
        "can't use file of type \(item.kind.capitalizedFirst) as \(kind.capitalizedFirst)")
    }
    return item
  }

  private mutating func store(
    _ kind: String, _ upload: Upload
  ) throws(Refusal) -> FileCabinet.Item {
    let size = upload.bytes.count
    guard size > 0 else { throw .badRequest("file must be non-empty") }
    guard size <= FileCabinet.uploadLimit else { throw .tooLarge }
    if kind == "photo" {
      guard size <= FileCabinet.photoLimit else {
        throw .badRequest(
          "file of size \(size) bytes is too big for a photo; the maximum size is "
            + "\(FileCabinet.photoLimit) bytes")
      }
      guard let (width, height) = ImageSize.read(upload.bytes) else {
        throw .badRequest("IMAGE_PROCESS_FAILED")
      }
      guard width + height <= 10_000, min(width, height) > 0,
        max(width, height) <= 20 * min(width, height)
      else { throw .badRequest("PHOTO_INVALID_DIMENSIONS") }
    }
    return files.add(
      kind: kind, name: upload.name, mime: upload.mime, bytes: upload.bytes, using: &generator)
  }

  mutating func sendMediaGroup(_ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try writableChat(call)
    guard let list = call.json("media")?.array else {
      throw .badRequest("can't parse media JSON object")
    }
    guard list.count <= 10 else { throw .badRequest("too many messages to send as an album") }
    guard list.count >= 2 else {
      throw .badRequest(list.isEmpty ? "there are no messages to send" : "album needs 2-10 items")
    }
    let kinds = Set(list.map { $0["type"]?.string ?? "" })
    for kind in kinds where !["photo", "video", "document", "audio"].contains(kind) {
      throw .badRequest("can't parse InputMedia: type \"\(kind)\" can't be used in sendMediaGroup")
    }
    for kind in ["document", "audio"] where kinds.contains(kind) && kinds.count > 1 {
      throw .badRequest("\(kind) can't be mixed with other media types")
    }
    let album = generator.queryID()
    var contents: [JSONObject] = []
    for item in list { contents.append(try inputMedia(item, call, album: album)) }
    let target = try replyTarget(call, in: chat)
    let sent = contents.map { content in
      JSON.object(post(to: chat, from: nil, content, replyTo: target).json)
    }
    return .array(sent)
  }

  /// What an InputMedia object puts into a message.
  mutating func inputMedia(
    _ json: JSON, _ call: CallParameters, album: String? = nil
  ) throws(Refusal) -> JSONObject {
    guard let object = json.object, let kind = object["type"]?.string else {
      throw .badRequest("can't parse InputMedia: Can't find field \"type\"")
    }
    guard ["photo", "video", "document", "audio", "animation"].contains(kind) else {
      throw .badRequest("can't parse InputMedia: type \"\(kind)\" is unsupported")
    }
    var own = CallParameters()
    own.add(object)
    own.files = call.files
    let caption = try caption(own)
    let item = try file(kind, own["media"] ?? "", own)
    var content: JSONObject = [:]
    if let album { content.append("media_group_id", .string(album)) }
    for member in mediaContent(item, own).members { content.append(member.key, member.value) }
    add(caption, to: &content)
    return content
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
