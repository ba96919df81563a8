import Logging

/// Fetches updates by long polling (Bot API `getUpdates`) and hands them on, in order.
///
/// An update is confirmed to the server only by the poll after its batch was handled, so nothing is
/// lost by a crash in between; it then comes again.
package struct Poller: Sendable {
  /// Seconds the server may wait; it takes no more.
  static let timeout = 50

  /// The kinds `Update.Kind` knows.
  package static let knownUpdates = [
    "message", "edited_message", "callback_query", "inline_query", "pre_checkout_query",
    "my_chat_member",
  ]

  package let health: PollHealth
  private let client: TelegramClient
  private let allowedUpdates: [String]
  private let timing: PollTiming
  private let logger: Logger

  package init(
    client: TelegramClient, allowedUpdates: [String] = Poller.knownUpdates,
    timing: PollTiming = PollTiming(), health: PollHealth = PollHealth(), logger: Logger
  ) {
    self.client = client
    self.allowedUpdates = allowedUpdates
    self.timing = timing
    self.health = health
    self.logger = logger
  }

  /// Polls until the task is cancelled, then returns. The offset moves only after `handle` has
  /// returned; when it throws, the same updates come again after a while.
  package func run(
    handle: @Sendable ([Update]) async throws -> Void
  ) async throws(PollFailure) {
    var pace = PollPace()
    var offset: Int64?
    // The first poll does not wait: what has piled up comes at once, and so does a refusal.
    var isLongPoll = false
    while !Task.isCancelled {
      let outcome = await poll(&offset, isLongPoll: isLongPoll, handle)
      let step = pace.react(to: outcome, isLongPoll: isLongPoll, chance: timing.random())
      if case .updates = outcome { isLongPoll = true }
      if case .empty = outcome { isLongPoll = true }
      switch step {
      case .poll: continue
      case .wait(let duration):
        logger.debug("Waiting before the next poll", metadata: ["wait": "\(duration)"])
        if (try? await timing.sleep(duration)) == nil, Task.isCancelled { break }
      case .giveUp(let failure):
        health.ended(.failed(failure))
        throw failure
      case .stop:
        health.ended(.stopped)
        return
      }
    }
    health.ended(.stopped)
  }

  private func poll(
    _ offset: inout Int64?, isLongPoll: Bool, _ handle: @Sendable ([Update]) async throws -> Void
  ) async -> PollPace.Outcome {
    let start = timing.now()
    let batch: UpdateBatch
    do throws(TelegramError) {
      batch = try await client.poll(
        offset: offset, timeout: isLongPoll ? Poller.timeout : 0, allowed: allowedUpdates)
    } catch {
      if case .cancelled = error { return .failed(error) }
      health.faltered("\(error)")
      logger.warning("A poll failed", metadata: ["error": "\(error)"])
      return .failed(error)
    }
    health.succeeded(at: timing.now())
    if batch.skipped > 0 {
      logger.error("Updates without an id were skipped", metadata: ["count": "\(batch.skipped)"])
    }
    guard let last = batch.updates.map(\.id).max() else {
      return .empty(after: timing.now() - start)
    }
    do {
      try await handle(batch.updates)
    } catch {
      if Task.isCancelled { return .failed(.cancelled(mayHaveBeenSent: false)) }
      health.faltered("updates could not be handled")
      logger.error(
        "A batch could not be handled and will come again",
        metadata: ["error": "\(error)", "updates": "\(batch.updates.count)"])
      return .handlerFailed
    }
    // The batch's own maximum, even below the old offset: ids restart after a quiet week.
    offset = last < .max ? last + 1 : last
    health.handled(batch.updates.count)
    return .updates
  }
}
