import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// The HTTP server of the pages: so many connections, so much patience, and no more.
package struct PageServer: Sendable {
  package let pages: Pages
  private let logger: Logger

  /// Open connections at once; the others wait until one is free.
  static let connections = 1_000

  package init(_ house: PageHouse) throws {
    pages = try Pages(house)
    // The server's own lines would hold requests, and their paths hold tokens.
    var quiet = house.logger
    quiet.logLevel = .critical
    logger = quiet
  }

  /// Serves until the task is cancelled; `started` hears the port.
  package func run(
    host: String, port: Int, started: @escaping @Sendable (_ port: Int) async -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await pages.work() }
      group.addTask {
        try await application(host: host, port: port, started: started).run()
      }
      defer { group.cancelAll() }
      try await group.next()
    }
    // What was counted last.
    await pages.tidyUp()
  }

  package func application(
    host: String = "127.0.0.1", port: Int = 0,
    started: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
  ) -> some ApplicationProtocol {
    let pages = pages
    return Application(
      responder: CallbackResponder<Caller> { request, caller in
        await pages.respond(to: request, peer: caller.peer, close: caller.close)
      },
      server: .http1(
        configuration: .init(
          idleTimeout: .seconds(30),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 64 << 10, maxHeaderListSize: 64 << 10, maxHeaderFieldCount: 200))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), serverName: nil, backlog: 512,
        availableConnectionsDelegate: MaximumAvailableConnections(Self.connections)),
      onServerRunning: { channel in await started(channel.localAddress?.port ?? port) },
      logger: logger)
  }

  /// Who is at the other end of a connection.
  package struct Caller: InitializableFromSource {
    let peer: SocketAddress?
    let close: @Sendable () -> Void

    package init(source: ApplicationRequestContextSource) {
      let channel = source.channel
      peer = channel.remoteAddress
      close = { channel.close(promise: nil) }
    }
  }
}
