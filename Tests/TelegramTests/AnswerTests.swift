import Curl
import Testing

@testable import Telegram

@Suite("Answers of the server") struct AnswerTests {
  private func read(_ status: Int, _ body: String) throws(TelegramError) -> CallResult {
    try Answer.read(HTTPResponse(status: status, body: Array(body.utf8)))
  }

  private func refusal(_ code: Int, _ text: String, _ parameters: String? = nil) -> TelegramError? {
    let more = parameters.map { #","parameters":\#($0)"# } ?? ""
    do throws(TelegramError) {
      _ = try read(code, #"{"ok":false,"error_code":\#(code),"description":"\#(text)"\#(more)}"#)
      return nil
    } catch {
      return error
    }
  }

  @Test("the server's texts become errors that say what to do")
  func mapping() {
    #expect(
      refusal(429, "Too Many Requests: retry after 35", #"{"retry_after":35}"#)
        == .retryAfter(seconds: 35, description: "Too Many Requests: retry after 35"))
    #expect(
      refusal(429, "Too Many Requests: retry after 8")
        == .retryAfter(seconds: 8, description: "Too Many Requests: retry after 8"))
    #expect(
      refusal(
        400, "Bad Request: group chat was upgraded to a supergroup chat",
        #"{"migrate_to_chat_id":-1001234567890}"#) == .migrated(to: -1_001_234_567_890))
    #expect(
      refusal(
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are "
          + "exactly the same as a current content and reply markup of the message")
        == .notModified)
    for text in [
      "Bad Request: message to edit not found", "Bad Request: message can't be edited",
      "Bad Request: message to delete not found", "Bad Request: MESSAGE_ID_INVALID",
      "Bad Request: message can't be deleted for everyone",
    ] {
      #expect(refusal(400, text) == .messageGone(description: text))
    }
    #expect(
      refusal(
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid")
        == .queryTooOld)
    #expect(refusal(401, "Unauthorized") == .unauthorized)
    #expect(refusal(404, "Not Found") == .unauthorized)
    #expect(
      refusal(404, "Not Found: method not found")
        == .badRequest(description: "Not Found: method not found"))
    #expect(
      refusal(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
      ) == .conflict(.otherPoller))
    #expect(
      refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
      ) == .conflict(.webhook))
    #expect(
      refusal(409, "Conflict: terminated by setWebhook request") == .conflict(.webhook))
    #expect(refusal(500, "Internal Server Error") == .server(status: 500))
    #expect(
      refusal(400, "Bad Request: can't parse entities")
        == .badRequest(description: "Bad Request: can't parse entities"))
  }

  @Test(
    "people who cannot be reached",
    arguments: [
      (403, "Forbidden: bot was blocked by the user", true),
      (403, "Forbidden: user is deactivated", true),
      (403, "Forbidden: bot can't initiate conversation with a user", true),
      (403, "Forbidden: bot was kicked from the supergroup chat", true),
      (403, "Forbidden: bot is not a member of the channel chat", true),
      (400, "Bad Request: chat not found", true),
      (400, "Bad Request: message text is empty", false),
      (403, "Forbidden: MESSAGE_AUTHOR_REQUIRED", false),
    ])
  func unreachable(code: Int, text: String, isUnreachable: Bool) {
    #expect(refusal(code, text)?.isUnreachable == isUnreachable)
    #expect(refusal(code, text)?.mayHaveBeenSent == false)
  }

  @Test(
    "what is not the Bot API's answer",
    arguments: [
      (502, "<html>Bad Gateway</html>", TelegramError.server(status: 502), false),
      (200, #"{"ok":true,"result":{"message_id":1,"te"#, .server(status: 200), true),
      (200, "<html>captive portal</html>", .server(status: 200), true),
      (200, #"{"ok":true}"#, .server(status: 200), true),
      (200, "", .server(status: 200), true), (504, "", .server(status: 504), true),
      (200, #"[1]"#, .server(status: 200), true),
      (429, "slow down", .retryAfter(seconds: 1, description: "HTTP 429"), false),
    ] as [(Int, String, TelegramError, Bool)])
  func garbage(status: Int, body: String, error: TelegramError, mayHaveBeenSent: Bool) {
    #expect(throws: error) { try read(status, body) }
    #expect(error.mayHaveBeenSent == mayHaveBeenSent)
  }

  private func updates(_ status: Int, _ body: String) throws(TelegramError) -> [Int64] {
    try Answer.updates(HTTPResponse(status: status, body: Array(body.utf8))).updates.map(\.id)
  }

  @Test(
    "a poll's answer gives its updates, whatever else is in it",
    arguments: [
      (#"{"ok":true,"result":[]}"#, []),
      (#"{"ok":true,"result":[{"update_id":1},{"update_id":2,"message":{"date":"?"}}]}"#, [1, 2]),
      (#" { "result" : [ {"update_id":3} ] , "ok" : true } "#, [3]),
      (#"{"ok":true,"result":[{"update_id":4}],"description":"x"}"#, [4]),
      (#"{"ok":true,"result":null,"result":[{"update_id":5}]}"#, [5]),
      (#"{"ok":true,"result":[{"id":0},{"update_id":6}]}"#, [6]),
    ] as [(String, [Int64])])
  func polls(body: String, ids: [Int64]) throws { #expect(try updates(200, body) == ids) }

  @Test(
    "a poll's answer is refused as any other call's",
    arguments: [
      (200, #"{"ok":true,"result":[{"update_id":1}"#, .server(status: 200)),
      (200, #"{"ok":true,"result":[{"update_id":1}]}x"#, .server(status: 200)),
      (200, #"{"ok":true,"result":{}}"#, .server(status: 200)), (200, "", .server(status: 200)),
      (200, #"{"result":[]}"#, .server(status: 200)),
      (502, "<html>", .server(status: 502)),
      (401, #"{"ok":false,"error_code":401,"description":"Unauthorized"}"#, .unauthorized),
      (
        409, #"{"ok":false,"error_code":409,"description":"Conflict: webhook"}"#,
        .conflict(.webhook)
      ),
      (
        429, #"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 5"}"#,
        .retryAfter(seconds: 5, description: "Too Many Requests: retry after 5")
      ),
    ] as [(Int, String, TelegramError)])
  func refusedPolls(status: Int, body: String, error: TelegramError) {
    #expect(throws: error) { try updates(status, body) }
  }

  @Test("network faults keep whether the request may have arrived")
  func network() {
    #expect(Answer.failure(.couldNotConnect(host: "h", port: 1)).mayHaveBeenSent == false)
    #expect(Answer.failure(.connectionLost).mayHaveBeenSent)
    #expect(Answer.failure(.cancelled(sent: true)) == .cancelled(mayHaveBeenSent: true))
  }

  @Test("results: ids of messages, albums, files and links")
  func results() throws {
    let message = try read(
      200, #"{"ok":true,"result":{"message_id":7,"date":1,"chat":{"id":1,"type":"private"}}}"#)
    #expect(message.messageID == 7)
    #expect(message.messageIDs == [7])
    #expect(message.fileIDs.isEmpty)
    let photo = #"""
      "photo":[{"file_id":"S","file_unique_id":"s","width":1,"height":1},
      {"file_id":"L","file_unique_id":"l","width":2,"height":2}]
      """#
    let album = try read(
      200,
      #"{"ok":true,"result":[\#(Payload.message(photo, id: 8)),\#(Payload.message(photo, id: 9))]}"#
    )
    #expect(album.messageIDs == [8, 9])
    #expect(album.fileIDs == ["L", "L"])
    let link = try read(200, #"{"ok":true,"result":"https://t.me/$x"}"#)
    #expect(link.string == "https://t.me/$x")
    #expect(link.messageID == nil)
    let yes = try read(200, #"{"result":true,"ok":true,"new":1}"#)
    #expect(String(decoding: yes.bytes, as: UTF8.self) == "true")
    #expect(yes.messageID == nil)
    #expect(yes.fileIDs.isEmpty)
  }
}
