/// What the server does with one request; made by the semantics, carried out by `SandboxServer`.
enum Reply: Sendable {
  case json(status: Int, [UInt8])
  case bytes(status: Int, [UInt8], mime: String)
  /// The connection is closed without an answer.
  case close

  static func ok(_ result: JSON) -> Reply {
    var out = Array("{\"ok\":true,\"result\":".utf8)
    result.write(into: &out)
    out.append(UInt8(ascii: "}"))
    return .json(status: 200, out)
  }

  static func refusal(_ refusal: Refusal) -> Reply {
    .json(status: refusal.code, refusal.json.bytes)
  }

  static func html(status: Int, _ text: String) -> Reply {
    .bytes(
      status: status, Array("<html><head><title>\(text)</title></head></html>\r\n".utf8),
      mime: "text/html")
  }
}

/// Calls of the bot: faults first, then the method.
extension Sandbox {
  /// Serves `/bot<token>/<method>`; `method` in any case.
  func serve(token: String, method: String, _ call: CallParameters) async -> Reply {
    guard token == configuration.token else { return .refusal(Self.refusal(ofToken: token)) }
    let method = method.lowercased()
    let (down, latency, fault) = change { world in
      world.faults.down
        ? (true, 0, nil)
        : (
          false, world.faults.latencyMilliseconds,
          world.faults.take(method: method, using: &world.generator)
        )
    }
    if down { return .close }
    if latency > 0 { try? await Task.sleep(for: .milliseconds(latency)) }
    switch fault?.kind {
    case .tooManyRequests: return .refusal(.tooMany(retryAfter: fault?.retryAfter ?? 1))
    case .internalError: return .refusal(.internalError)
    case .badGateway: return .html(status: 502, "502 Bad Gateway")
    case .reset: return .close
    case .hang:
      try? await Task.sleep(for: .seconds(600))
      return .close
    case nil, .resetAfter, .truncated, .html: break
    }
    let reply = await perform(method, call)
    switch (fault?.kind, reply) {
    case (.resetAfter, _): return .close
    case (.truncated, .json(let status, let bytes)):
      return .json(status: status, Array(bytes.prefix(bytes.count / 2)))
    case (.html, _): return .html(status: 200, "Welcome to nginx!")
    default: return reply
    }
  }

  /// 401 for a token that could be one, 404 for what can't.
  private static func refusal(ofToken token: String) -> Refusal {
    let parts = token.split(separator: ":", maxSplits: 1)
    let wellFormed =
      parts.count == 2 && parts[0].allSatisfy(\.isNumber) && parts[0].count <= 15
      && parts[1].count >= 10
    return wellFormed ? .unauthorized : .notFound
  }

  private func perform(_ method: String, _ call: CallParameters) async -> Reply {
    if method == "getupdates" { return await getUpdates(call) }
    return change { world in
      do throws(Refusal) {
        return .ok(try world.call(method, call))
      } catch {
        return .refusal(error)
      }
    }
  }

  /// The longest wait of getUpdates in seconds.
  private static let longestPoll: Int64 = 50

  /// getUpdates: answers at once when there are updates, else when some come or the time is over.
  private func getUpdates(_ call: CallParameters) async -> Reply {
    let begun: Result<Int, Refusal> = change { world in
      do throws(Refusal) {
        return .success(try world.beginPoll(call))
      } catch {
        return .failure(error)
      }
    }
    guard case .success(let number) = begun else {
      if case .failure(let refusal) = begun { return .refusal(refusal) }
      return .close
    }
    let seconds = min(max(call.int("timeout") ?? 0, 0), Self.longestPoll)
    let listener = pollBell.listen()
    defer { pollBell.leave(listener) }
    let deadline = ContinuousClock.now + .seconds(seconds)
    var alarm: Task<Void, Never>?
    defer { alarm?.cancel() }
    while true {
      let isOver = ContinuousClock.now >= deadline || Task.isCancelled
      if let reply = pollOnce(number, call, isOver: isOver, waits: alarm != nil) { return reply }
      if alarm == nil { alarm = listener.ring(after: .seconds(seconds)) }
      await listener.next()
    }
  }

  /// One look of a poll: its answer, or nil when it has to wait (on).
  private func pollOnce(
    _ number: Int, _ call: CallParameters, isOver: Bool, waits: Bool
  ) -> Reply? {
    change { world in
      if waits { world.waitingPolls -= 1 }
      if world.faults.down { return .close }
      do throws(Refusal) {
        let page = try world.poll(number, call)
        if page.isEmpty, !isOver {
          world.waitingPolls += 1
          return nil
        }
        return .ok(.array(page))
      } catch {
        return .refusal(error)
      }
    }
  }

  /// Serves `/file/bot<token>/<path>`.
  func serveFile(token: String, path: String) -> Reply {
    guard token == configuration.token else { return .refusal(Self.refusal(ofToken: token)) }
    return look { world in
      if world.faults.down { return .close }
      guard let item = world.files.item(path), item.path == path,
        item.bytes.count <= FileCabinet.downloadLimit
      else { return .refusal(.notFound) }
      return .bytes(status: 200, item.bytes, mime: item.mime)
    }
  }
}
