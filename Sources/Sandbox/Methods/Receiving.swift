/// getFile and the webhook methods; getUpdates' rules that need no waiting.
extension World {
  func getFile(_ call: CallParameters) throws(Refusal) -> JSON {
    guard let id = call["file_id"] else { throw .badRequest("file_id not specified") }
    guard let item = files.item(id) else {
      throw .badRequest("wrong file_id or the file is temporarily unavailable")
    }
    let size = id.lastIndex(of: FileCabinet.sizeMark).map { id[$0...] } ?? ""
    // Telegram's own pictures of a file are small, whatever the file is.
    guard !size.isEmpty || item.bytes.count <= FileCabinet.downloadLimit else {
      throw .badRequest("file is too big")
    }
    return [
      "file_id": .string(id), "file_unique_id": .string(item.uniqueID + size),
      "file_size": .int(Int64(item.bytes.count)), "file_path": .string(item.path),
    ]
  }

  private mutating func allow(_ call: CallParameters) {
    guard let list = call.json("allowed_updates")?.array else { return }
    updates.allow(list.compactMap(\.string))
  }

  /// Registers a webhook; the sandbox calls none, it only refuses getUpdates meanwhile.
  mutating func setWebhook(_ call: CallParameters) throws(Refusal) -> JSON {
    guard let url = call["url"] else { return deleteWebhook(call) }
    guard url.lowercased().hasPrefix("https://") else {
      throw .badRequest("bad webhook: An HTTPS URL must be provided for webhook")
    }
    allow(call)
    if call.bool("drop_pending_updates") { updates.drop() }
    webhook = Webhook(url: url, maxConnections: call.int("max_connections") ?? 40, date: now)
    // A poll that waits ends with the conflict.
    pollNumber += 1
    return true
  }

  mutating func deleteWebhook(_ call: CallParameters) -> JSON {
    webhook = nil
    if call.bool("drop_pending_updates") { updates.drop() }
    return true
  }

  func webhookInfo() -> JSON {
    var info: JSONObject = [
      "url": .string(webhook?.url ?? ""), "has_custom_certificate": false,
      "pending_update_count": .int(Int64(updates.count)),
    ]
    if let webhook { info.append("max_connections", .int(webhook.maxConnections)) }
    if let allowed = updates.allowed {
      info.append("allowed_updates", .array(allowed.map(JSON.string)))
    }
    return .object(info)
  }

  static let webhookConflict = Refusal.conflict(
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook "
      + "first")
  static let pollConflict = Refusal.conflict(
    "terminated by other getUpdates request; make sure that only one bot instance is running")

  /// Starts a poll: confirms by offset, remembers the wishes, and counts as the newest poll.
  mutating func beginPoll(_ call: CallParameters) throws(Refusal) -> Int {
    if webhook != nil { throw Self.webhookConflict }
    allow(call)
    calls += 1
    pollNumber += 1
    return pollNumber
  }

  /// The updates for poll `number` now; empty when there are none yet.
  mutating func poll(_ number: Int, _ call: CallParameters) throws(Refusal) -> [JSON] {
    if webhook != nil { throw Self.webhookConflict }
    guard number == pollNumber else { throw Self.pollConflict }
    let wished = call.int("limit") ?? 100
    let limit = (1...100).contains(wished) ? Int(wished) : 100
    var page = updates.take(offset: call.int("offset") ?? 0, limit: limit, now: now)
    if faults.duplicateUpdates { page = page.flatMap { [$0, $0] } }
    if faults.outOfOrder { page.shuffle(using: &generator) }
    return page
  }
}
