import Curl
import Foundation
import Logging
import Synchronization
import Testing

@testable import Telegram

/// Runs a poller over a script and tells what it did as one line:
/// `p0` a poll that does not wait, `p50@9` one that waits, from offset 9; `w1.5` a wait in seconds;
/// `h5,6` a batch handled, `x5` one that failed; at the end why it ended.
private func story(
  _ script: [ScriptedTransport.Reply], failing: Set<Int64> = [], chance: Double = 0.5,
  emptyPollTakes: Duration = .seconds(50), health: PollHealth = PollHealth()
) async -> String {
  let told = Mutex<[String]>([])
  let clock = Mutex(ContinuousClock.now)
  let failures = Mutex(failing)
  let transport = ScriptedTransport(script) { request, reply in
    let json = request.json
    let timeout = json.contains(#""timeout":0"#) ? "p0" : "p50"
    let offset = json.firstMatch(of: #/"offset":(-?\d+)/#).map { "@\($0.1)" } ?? ""
    told.withLock { $0.append(timeout + offset) }
    if case .answer(_, let body)? = reply, body.contains(#""result":[]"#), timeout == "p50" {
      clock.withLock { $0 += emptyPollTakes }
    }
  }
  let timing = PollTiming(
    now: { clock.withLock { $0 } },
    sleep: { duration in
      let seconds =
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
      told.withLock { $0.append("w\((seconds * 100).rounded() / 100)") }
      clock.withLock { $0 += duration }
    },
    random: { chance })
  let poller = Poller(
    client: testClient(transport), timing: timing, health: health,
    logger: Logger(label: "poll") { _ in SwiftLogNoOpLogHandler() })
  do throws(PollFailure) {
    try await poller.run { updates in
      let ids = updates.map { "\($0.id)" }.joined(separator: ",")
      let fails = failures.withLock { failures in
        guard let hit = updates.first(where: { failures.contains($0.id) }) else { return false }
        failures.remove(hit.id)
        return true
      }
      told.withLock { $0.append((fails ? "x" : "h") + ids) }
      if fails { throw CancellationError() }
    }
    told.withLock { $0.append("end") }
  } catch {
    switch error {
    case .unauthorized: told.withLock { $0.append("unauthorized") }
    case .conflict: told.withLock { $0.append("conflict") }
    case .webhook: told.withLock { $0.append("webhook") }
    }
  }
  return told.withLock { $0.joined(separator: " ") }
}

private func updates(_ ids: Int64...) -> ScriptedTransport.Reply {
  let list = ids.map { #"{"update_id":\#($0),"poll":{}}"# }.joined(separator: ",")
  return .answer(status: 200, body: #"{"ok":true,"result":[\#(list)]}"#)
}

private func refusal(_ code: Int, _ text: String, _ more: String = "") -> ScriptedTransport.Reply {
  .answer(
    status: code, body: #"{"ok":false,"error_code":\#(code),"description":"\#(text)"\#(more)}"#)
}

private let empty = updates()
private let rival = refusal(409, "Conflict: terminated by other getUpdates request; make sure")

@Suite("Poller") struct PollerTests {
  @Test("the first poll does not wait, the offset follows each batch's own maximum")
  func offsets() async {
    #expect(
      await story([updates(5, 6), empty, updates(900, 7), updates(3)])
        == "p0 h5,6 p50@7 p50@7 h900,7 p50@901 h3 p50@4 end")
    #expect(await story([updates(.max)]) == "p0 h\(Int64.max) p50@\(Int64.max) end")
  }

  @Test("a refused token ends it at once")
  func unauthorized() async {
    #expect(await story([refusal(401, "Unauthorized")]) == "p0 unauthorized")
    #expect(await story([empty, refusal(404, "Not Found")]) == "p0 p50 unauthorized")
  }

  @Test("a rival is given three chances, unless a poll succeeds in between")
  func conflict() async {
    #expect(await story([empty, rival, rival, rival]) == "p0 p50 w6.0 p50 w6.0 p50 conflict")
    #expect(
      await story([rival, rival, empty, rival, rival, empty], chance: 0)
        == "p0 w2.0 p0 w2.0 p0 p50 w2.0 p50 w2.0 p50 p50 end")
    #expect(PollFailure.conflict.description.contains("same token"))
  }

  @Test("a webhook is another matter, and named")
  func webhook() async {
    #expect(
      await story([
        refusal(
          409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook")
      ]) == "p0 webhook")
    #expect(PollFailure.webhook.description.contains("deleteWebhook"))
  }

  @Test("retry_after is honoured")
  func tooMany() async {
    #expect(
      await story([
        refusal(429, "Too Many Requests: retry after 12", #","parameters":{"retry_after":12}"#),
        empty,
      ]) == "p0 w12.5 p0 p50 end")
  }

  @Test("faults of server and line: longer and longer waits, back to short after a success")
  func backOff() async {
    let html = ScriptedTransport.Reply.answer(status: 502, body: "<html>")
    let cut = ScriptedTransport.Reply.answer(
      status: 200, body: #"{"ok":true,"result":[{"update_id":1"#)
    #expect(
      await story([
        html, .failure(.timedOut(phase: .total)), cut, refusal(500, "Internal"),
        .failure(.couldNotResolve(host: "h")), html, html, empty, html,
      ]) == "p0 w0.75 p0 w1.5 p0 w3.0 p0 w6.0 p0 w12.0 p0 w22.5 p0 w22.5 p0 p50 w0.75 p50 end")
  }

  @Test("a batch that cannot be handled comes again, the offset stays")
  func handlerFailure() async {
    let health = PollHealth()
    #expect(
      await story([updates(5, 6), updates(5, 6, 7), empty], failing: [6], health: health)
        == "p0 x5,6 w0.75 p0 h5,6,7 p50@8 p50@8 end")
    #expect(health.current.handled == 3)
    #expect(health.current.faults == 1)
    #expect(health.current.state == .stopped)
  }

  @Test("a server that never waits does not make it spin")
  func hastyServer() async {
    #expect(
      await story(Array(repeating: empty, count: 7), emptyPollTakes: .milliseconds(3))
        == "p0 p50 p50 p50 w0.75 p50 w1.5 p50 w3.0 p50 w6.0 p50 end")
    let nameless = ScriptedTransport.Reply.answer(
      status: 200, body: #"{"ok":true,"result":[{"poll":{}}]}"#)
    #expect(
      await story(Array(repeating: nameless, count: 4)) == "p0 p50 p50 p50 w0.75 p50 end")
  }

  @Test("polls name the updates, use a connection of their own and a deadline beyond the server's")
  func request() async throws {
    let transport = ScriptedTransport([empty])
    let poller = Poller(
      client: testClient(transport), logger: Logger(label: "poll") { _ in SwiftLogNoOpLogHandler() }
    )
    try await poller.run { _ in }
    let request = try #require(transport.requests.last)
    #expect(
      request.json
        == #"{"limit":100,"timeout":50,"allowed_updates":["message","edited_message","#
        + #""callback_query","inline_query","pre_checkout_query","my_chat_member"]}"#)
    #expect(request.connectionReuse == .own("poll"))
    #expect(request.deadlines.total == .seconds(65))
  }

  @Test("health tells states and the last success")
  func health() async {
    let states = Mutex<[PollHealth.State]>([])
    let health = PollHealth { state in states.withLock { $0.append(state) } }
    #expect(!health.isAlive())
    _ = await story(
      [empty, empty, .answer(status: 502, body: ""), empty, refusal(401, "Unauthorized")],
      health: health)
    #expect(
      states.withLock { $0 } == [
        .polling, .retrying("the server failed (HTTP 502)"), .polling,
        .retrying("the token is refused"), .failed(.unauthorized),
      ])
    #expect(health.current.lastSuccess != nil)
    let now = ContinuousClock.now
    #expect(health.isAlive(within: .seconds(1000), now: now))
    #expect(!health.isAlive(within: .seconds(1), now: now + .seconds(1000)))
  }

  @Test("cancelling ends a wait at once")
  func cancellation() async throws {
    let (waiting, isWaiting) = AsyncStream.makeStream(of: Void.self)
    let timing = PollTiming(sleep: { _ in
      isWaiting.yield()
      try await Task.sleep(for: .seconds(60))
    })
    let poller = Poller(
      client: testClient(ScriptedTransport([.failure(.connectionLost)])), timing: timing,
      logger: Logger(label: "poll") { _ in SwiftLogNoOpLogHandler() })
    let task = Task { try await poller.run { _ in } }
    for await _ in waiting { break }
    let start = ContinuousClock.now
    task.cancel()
    try await task.value
    // Far below the minute of the wait, far above what a busy machine takes.
    #expect(ContinuousClock.now - start < .seconds(40))
    #expect(poller.health.current.state == .stopped)
  }
}
