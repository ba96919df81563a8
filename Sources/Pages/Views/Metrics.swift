import Booking
import Hummingbird
import Store

/// Figures for Prometheus, for those on the inside only.
extension Pages {
  func showMetrics(_ ask: Ask) throws -> Response {
    // Whatever comes by the public name or over a proxy may come from anybody.
    guard ask.isFromInside, !ask.isForwarded, !ask.isFor(house.means.publicURL) else {
      return refuse(.notFound, ask)
    }
    let now = house.clock()
    let queues = try house.read { try $0.tx.queues(now: now) }
    let gauges =
      [
        Gauge("up", "1 while the bot hears Telegram", .gauge, house.isReady() ? 1 : 0),
        Gauge(
          "outbox_rows", "Deliveries in the database", .gauge,
          [
            ("state=\"waiting\"", Double(queues.outbox)), ("state=\"dead\"", Double(queues.dead)),
          ]),
        Gauge(
          "outbox_oldest_seconds", "Age of the oldest delivery that is due", .gauge,
          queues.oldest.map { Double(max(0, now.seconds - $0.seconds)) } ?? 0),
        Gauge("timers_due", "Timers that should have rung", .gauge, Double(queues.timersDue)),
        Gauge(
          "files", "Sizes of files that are not in the media folder", .gauge,
          [
            ("state=\"waiting\"", Double(queues.filesWaiting)),
            ("state=\"failed\"", Double(queues.filesFailed)),
          ]),
        Gauge(
          "updates_quarantined", "Updates that were put aside", .gauge,
          Double(queues.quarantined)),
        Gauge("page_cache_bytes", "Rendered pages in memory", .gauge, Double(cache.byteCount)),
      ] + house.gauges()
    var response = plain(gauges.map(\.lines).joined())
    response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
    return response
  }
}
