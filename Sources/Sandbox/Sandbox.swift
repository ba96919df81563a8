import Synchronization

/// A local Telegram: a Bot API server with the real one's semantics, simulated people, a chat page
/// and a control interface, in this process, on a loopback port.
///
/// ```swift
/// let sandbox = Sandbox(configuration: SandboxConfiguration())
/// let port = try await sandbox.start()          // the bot's API base: sandbox.baseURL
/// let client = sandbox.people[0].id
/// sandbox.start(client)                         // the person sends /start
/// await sandbox.settle()
/// print(sandbox.messages(of: client).last?.text ?? "")
/// await sandbox.stop()
/// ```
///
/// Its time is `now()`; the bot under test must use the same clock. Everything is usable from any
/// task; all state is one value behind a lock.
package final class Sandbox: Sendable {
  private let world: Mutex<World>
  private let running = Mutex<SandboxServer.Running?>(nil)
  private let mailServer = Mutex<MailServer.Running?>(nil)
  private let clockMoved = Mutex<(@Sendable () -> Void)?>(nil)
  /// What the page hears.
  let events = EventHub()
  /// Rings when a waiting poll should look again.
  let pollBell = Bell()
  /// Rings at every change, for `waitUntil`.
  let changeBell = Bell()
  package let configuration: SandboxConfiguration

  package init(configuration: SandboxConfiguration = SandboxConfiguration()) {
    self.configuration = configuration
    world = Mutex(World(configuration))
  }

  /// Reads or changes the state in one step; afterwards the page and whoever waits are told.
  @discardableResult
  func change<R: Sendable>(_ body: (inout World) -> R) -> R {
    let (result, pollConcerned) = world.withLock { world -> (R, Bool) in
      let pollBefore = world.pollNumber
      let faultsBefore = world.faults.down
      let result = body(&world)
      // Inside the lock, so that the page hears of changes in their order.
      if !world.events.isEmpty {
        events.publish(world.events, world)
        world.events.removeAll(keepingCapacity: true)
      }
      let concerned =
        world.updates.count > 0 || world.pollNumber != pollBefore
        || world.faults.down != faultsBefore
      return (result, concerned)
    }
    if pollConcerned { pollBell.ring() }
    changeBell.ring()
    return result
  }

  /// Looks at the state without changing it.
  func look<R: Sendable>(_ body: (World) -> R) -> R {
    world.withLock { body($0) }
  }

  // MARK: Running

  /// Serves until the task is cancelled; throws when the port can't be had.
  package func run() async throws {
    _ = try await start()
    let task = running.withLock { $0?.task }
    await withTaskCancellationHandler {
      _ = await task?.result
    } onCancel: {
      task?.cancel()
    }
    await stop()
  }

  /// Starts serving in the background and answers the port.
  package func start() async throws -> Int {
    let server = try await SandboxServer.launch(self)
    running.withLock { $0 = server }
    return server.port
  }

  /// Stops serving: all connections end, the state stays.
  package func stop() async {
    let server = running.withLock { running in
      defer { running = nil }
      return running
    }
    let mail = mailServer.withLock { mail in
      defer { mail = nil }
      return mail
    }
    await mail?.stop()
    guard let server else { return }
    events.finish()
    await server.stop()
  }

  /// Keeps a mail server until the sandbox stops.
  func keep(_ mail: MailServer.Running) { mailServer.withLock { $0 = mail } }

  /// The port in use, 0 when not running.
  package var port: Int { running.withLock { $0?.port ?? 0 } }

  /// What to set as `TELEGRAM_API_BASE`.
  package var baseURL: String { "http://\(configuration.host):\(port)" }

  // MARK: Time

  /// The sandbox's time, unix seconds.
  package func now() -> Int64 { look { $0.now } }

  /// The sandbox's time, unix milliseconds.
  package func nowMilliseconds() -> Int64 { look { $0.clock.milliseconds } }

  /// Moves the clock forward; `onClockMoved` is called afterwards.
  package func advance(seconds: Int64) {
    change { world in
      world.clock.advance(by: seconds)
      world.updates.expire(world.now)
      world.emit("clock", ["now": .int(world.now), "offset": .int(world.clock.offset)])
    }
    clockMoved.withLock { $0 }?()
  }

  /// Called after each jump of the clock, so that the bot's timers look at it again.
  package var onClockMoved: (@Sendable () -> Void)? {
    get { clockMoved.withLock { $0 } }
    set { clockMoved.withLock { $0 = newValue } }
  }

  // MARK: Faults

  package var faults: Faults {
    get { look { $0.faults } }
    set { change { world in world.set(newValue) } }
  }

  /// Numbers pending and future updates anew, as the server may after a quiet week.
  package func restartUpdateIDs(to id: Int64) { change { $0.updates.restart(at: id) } }

  /// The chat gets a new id; sending to the old one answers with `migrate_to_chat_id`.
  package func migrateChat(from old: Int64, to new: Int64) {
    change { $0.migrate(from: old, to: new) }
  }
}

extension World {
  mutating func set(_ faults: Faults) {
    self.faults = faults
    emit("faults", ["faults": faults.json])
  }
}
