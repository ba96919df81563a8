import Telegram
import Testing

@testable import Courier

@Suite("What Telegram's errors mean for a delivery")
struct OutcomeTests {
  @Test(
    arguments: [
      (.retryAfter(seconds: 7, description: ""), .wait(seconds: 7)),
      (.migrated(to: -100), .moved(to: -100)),
      (.notModified, .delivered(message: nil)),
      (.messageGone(description: "gone"), .messageGone("gone")),
      (.queryTooOld, .worthless),
      (.unauthorized, .tokenRefused),
      (
        .forbidden(description: "Forbidden: bot was blocked by the user"),
        .unreachable("Forbidden: bot was blocked by the user")
      ),
      (
        .badRequest(description: "Bad Request: chat not found"),
        .unreachable("Bad Request: chat not found")
      ),
      (.badRequest(description: "Bad Request: no"), .refused("Bad Request: no")),
      (.server(status: 502), .notSent("the server failed (HTTP 502)")),
      (.server(status: 504), .unknown("the server failed (HTTP 504)")),
      (.network(description: "no route", mayHaveBeenSent: false), .notSent("no route")),
      (.network(description: "broke", mayHaveBeenSent: true), .unknown("broke")),
    ] as [(TelegramError, Outcome)])
  func read(error: TelegramError, outcome: Outcome) { #expect(Outcome(error) == outcome) }
}
