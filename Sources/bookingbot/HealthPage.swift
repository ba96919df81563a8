import Foundation
import Hummingbird
import Logging

/// `/healthz` and `/readyz` on HTTP_HOST and HTTP_PORT, for whoever watches over the process.
enum HealthPage {
  static func serve(_ house: House) async throws {
    let router = Router()
    router.get("healthz") { _, _ in "ok\n" }
    router.get("readyz") { _, _ in
      house.health.isAlive()
        ? Response(status: .ok, body: .init(byteBuffer: .init(string: "ready\n")))
        : Response(
          status: .serviceUnavailable, body: .init(byteBuffer: .init(string: "not polling\n")))
    }
    var quiet = house.logger
    quiet.logLevel = .warning
    let port = house.settings.httpPort
    let host = house.settings.httpHost
    let logger = house.logger
    let application = Application(
      router: router,
      configuration: .init(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { channel in
        logger.info(
          "Health pages at", metadata: ["port": "\(channel.localAddress?.port ?? port)"])
      }, logger: quiet)
    do {
      try await application.run()
    } catch is CancellationError {
    } catch {
      throw Ending.configuration(
        isTaken(error)
          ? "HTTP_PORT \(port) is taken by another program. Choose another one, or 0 for any free"
            + " port."
          : "HTTP_HOST \(host) with HTTP_PORT \(port) can't be used (\(error)). Write an address of"
            + " this machine, 127.0.0.1 for itself only, and a port above 1023.")
    }
  }

  /// Whether a server could not start because another one listens there.
  static func isTaken(_ error: any Error) -> Bool {
    "\(error)".contains("errno: \(EADDRINUSE)")
  }
}
