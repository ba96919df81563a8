/// The bot's pending updates (Bot API getUpdates): ids in order, kept 24 hours, confirmed by offset.
struct UpdateQueue: Sendable {
  private struct Entry: Sendable {
    let id: Int64
    let date: Int64
    let body: JSON
  }

  static let lifetime: Int64 = 24 * 3600
  /// Kinds that are delivered only when they are asked for by name.
  private static let onRequest: Set<String> = [
    "chat_member", "message_reaction", "message_reaction_count",
  ]

  private var entries: [Entry] = []
  /// Entries before this index are confirmed; they are dropped in bulk.
  private var head = 0
  private(set) var nextID: Int64
  /// nil: everything but the kinds on request.
  private(set) var allowed: [String]?

  init(firstID: Int64) { nextID = firstID }

  var count: Int { entries.count - head }

  /// Remembers the wish, as the server does; an empty list means the default.
  mutating func allow(_ kinds: [String]) {
    allowed = kinds.isEmpty ? nil : kinds
  }

  /// Queues an update of an allowed kind; false when the bot doesn't want that kind.
  @discardableResult
  mutating func add(_ kind: String, _ body: JSON, now: Int64) -> Bool {
    let wanted = allowed?.contains(kind) ?? !Self.onRequest.contains(kind)
    guard wanted else { return false }
    entries.append(
      Entry(id: nextID, date: now, body: ["update_id": .int(nextID), kind: body]))
    nextID += 1
    return true
  }

  /// The oldest `limit` updates after confirming those before `offset`. A negative offset keeps
  /// that many of the newest. An offset beyond the ids in use (they may have restarted)
  /// confirms nothing.
  mutating func take(offset: Int64, limit: Int, now: Int64) -> [JSON] {
    expire(now)
    if offset < 0 {
      head = max(head, entries.count - Int(min(-offset, Int64(Int32.max))))
    } else if offset > 0, offset <= nextID + 10 {
      while head < entries.count, entries[head].id < offset { head += 1 }
    }
    compact()
    return entries[head...].prefix(limit).map(\.body)
  }

  mutating func expire(_ now: Int64) {
    while head < entries.count, entries[head].date + Self.lifetime <= now { head += 1 }
    compact()
  }

  mutating func drop() {
    entries = []
    head = 0
  }

  /// Numbers everything still pending anew from `id` on, as the server may after a quiet week.
  mutating func restart(at id: Int64) {
    nextID = max(id, 1)
    entries = entries[head...].map { entry in
      defer { nextID += 1 }
      guard case .object(var object) = entry.body else { return entry }
      object["update_id"] = .int(nextID)
      return Entry(id: nextID, date: entry.date, body: .object(object))
    }
    head = 0
  }

  private mutating func compact() {
    guard head > 512, head * 2 > entries.count else { return }
    entries.removeFirst(head)
    head = 0
  }
}
