import Synchronization

/// Server-sent events for the page: each change as one JSON, to every reader.
final class EventHub: Sendable {
  private typealias Readers = [Int: AsyncStream<[UInt8]>.Continuation]

  private let readers = Mutex<(next: Int, all: Readers)>((0, [:]))
  /// A reader that is further behind loses the oldest events; the page reloads after a gap.
  private static let longest = 4096

  /// Sends the events; chat ids of private chats become the person's id, which the page knows.
  func publish(_ events: [JSON], _ world: World) {
    readers.withLock { state in
      guard !state.all.isEmpty else { return }
      for event in events {
        let bytes = Self.line(Self.addressed(event, world))
        for reader in state.all.values { reader.yield(bytes) }
      }
    }
  }

  private static func addressed(_ event: JSON, _ world: World) -> JSON {
    guard var object = event.object, let chat = object["chat"]?.int,
      case .person(let person) = world.chats[chat]?.kind, person != chat
    else { return event }
    object["chat"] = .int(person)
    return .object(object)
  }

  private static func line(_ event: JSON) -> [UInt8] {
    var bytes = Array("data: ".utf8)
    event.write(into: &bytes)
    bytes.append(contentsOf: "\n\n".utf8)
    return bytes
  }

  /// A new reader's events, from now on, with a heartbeat comment every 15 seconds.
  func subscribe() -> (id: Int, stream: AsyncStream<[UInt8]>) {
    let (stream, continuation) = AsyncStream<[UInt8]>.makeStream(
      bufferingPolicy: .bufferingNewest(Self.longest))
    continuation.yield(Array(": hello\n\n".utf8))
    let id = readers.withLock { state in
      state.next += 1
      state.all[state.next] = continuation
      return state.next
    }
    let heart = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(15))
        continuation.yield(Array(": alive\n\n".utf8))
      }
    }
    continuation.onTermination = { _ in heart.cancel() }
    return (id, stream)
  }

  /// Pages that listen now.
  var readerCount: Int { readers.withLock { $0.all.count } }

  func unsubscribe(_ id: Int) {
    readers.withLock { $0.all.removeValue(forKey: id) }?.finish()
  }

  /// Ends all streams: the server stops.
  func finish() {
    let all = readers.withLock { state in
      defer { state.all = [:] }
      return state.all
    }
    for reader in all.values { reader.finish() }
  }
}
