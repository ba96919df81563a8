import Curl
import Foundation

/// How far this machine's clock is from the server's: reminders and free times live by it.
struct ClockDrift: Equatable {
  /// What two honest clocks and a slow answer may differ by.
  private static let harmless = 60.0
  /// Positive when this machine is ahead.
  let seconds: Double

  /// Reads the `Date` of an answer (RFC 9110 §5.6.7); nil when it is none.
  init?(header: String?, now: Date) {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.calendar = Calendar(identifier: .gregorian)
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    guard let date = header.flatMap({ format.date(from: $0) }) else { return nil }
    seconds = now.timeIntervalSince(date)
  }

  /// Asks the Bot API server; nil when it does not tell the time.
  static func ask(_ settings: Settings, _ engine: CurlEngine) async -> ClockDrift? {
    let request = HTTPRequest(
      .get, settings.apiBase, proxy: settings.proxy, deadlines: .init(total: .seconds(10)))
    guard let response = try? await engine.send(request) else { return nil }
    return ClockDrift(header: response.header("Date"), now: Date())
  }

  /// What must be done about it, if anything.
  var ending: Ending? {
    guard abs(seconds) > Self.harmless else { return nil }
    let minutes = Int((abs(seconds) / 60).rounded())
    return .configuration(
      "This machine's clock is \(minutes) min \(seconds > 0 ? "ahead of" : "behind") Telegram's."
        + " Let it be set by the network: timedatectl set-ntp true")
  }
}
