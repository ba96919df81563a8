import Curl
import Foundation
import Testing

@Suite struct CancellationTests {
  let server = TestServer(HTTPScript.server)
  let engine = CurlEngine()
  let clock = ContinuousClock()

  private func waitForConnections(_ count: Int) async throws {
    while server.connectionCount < count { try await Task.sleep(for: .milliseconds(2)) }
  }

  @Test func `cancelling the task ends a hanging request at once`() async throws {
    let (engine, url) = (engine, server.url + "/hang")
    // The best of three: a busy machine may hold up one.
    var best = Duration.seconds(60)
    for round in 1...3 {
      let task = Task { try await engine.send(HTTPRequest(.get, url)) }
      try await waitForConnections(round)
      try await Task.sleep(for: .milliseconds(20))
      let start = clock.now
      task.cancel()
      await #expect(throws: CurlError.cancelled(sent: true)) { try await task.value }
      best = min(best, clock.now - start)
    }
    #expect(best < .seconds(2))
    #expect(try await engine.send(HTTPRequest(.get, server.url + "/ok")).status == 200)
    await engine.shutdown()
  }

  @Test func `a task that is cancelled already sends nothing`() async {
    let (engine, url) = (engine, server.url + "/ok")
    for _ in 0..<50 {
      let task = Task {
        while !Task.isCancelled { await Task.yield() }
        return try await engine.send(HTTPRequest(.get, url))
      }
      task.cancel()
      await #expect(throws: CurlError.cancelled(sent: false)) { try await task.value }
    }
    #expect(server.connectionCount == 0)
    await engine.shutdown()
  }

  @Test func `cancelling at any moment answers exactly once`() async {
    let (engine, url) = (engine, server.url + "/ok")
    let answers = Shared(0)
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<400 {
        group.addTask {
          let task = Task { try await engine.send(HTTPRequest(.get, url)) }
          for _ in 0..<(number % 40) { await Task.yield() }
          task.cancel()
          let ticket = engine.start(HTTPRequest(.get, url)) { _ in answers.withLock { $0 += 1 } }
          _ = await task.result
          ticket.cancel()
          ticket.cancel()
        }
      }
    }
    await engine.shutdown()
    #expect(answers.withLock { $0 } == 400)
  }

  @Test func `shutting down cancels what is under way and takes nothing new`() async throws {
    let (engine, url) = (engine, server.url + "/hang")
    let tasks = (0..<5).map { _ in Task { try await engine.send(HTTPRequest(.get, url)) } }
    try await waitForConnections(5)
    async let first: Void = engine.shutdown()
    async let second: Void = engine.shutdown()
    _ = await (first, second)
    for task in tasks {
      do {
        _ = try await task.value
        Issue.record("answered")
      } catch {
        guard case CurlError.cancelled = error else {
          Issue.record("\(error)")
          continue
        }
      }
    }
    await #expect(throws: CurlError.shutDown) { try await engine.send(HTTPRequest(.get, url)) }
    let late = Shared<CurlError?>(nil)
    engine.start(HTTPRequest(.get, url)) { result in
      if case .failure(let error) = result { late.withLock { $0 = error } }
    }
    #expect(late.withLock { $0 } == .shutDown)
    await engine.shutdown()
  }

  @Test func `an engine that nobody holds any more lets its thread go`() async throws {
    let result = Shared<Bool?>(nil)
    do {
      let engine = CurlEngine(label: "short-lived")
      engine.start(HTTPRequest(.get, server.url + "/hang")) { answer in
        result.withLock { $0 = (try? answer.get()) == nil }
      }
    }
    while result.withLock({ $0 }) == nil { try await Task.sleep(for: .milliseconds(2)) }
    #expect(result.withLock { $0 } == true)
  }
}
