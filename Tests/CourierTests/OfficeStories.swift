import Booking
import Curl
import Foundation
import Store
import Testing

@testable import Courier

/// Letters and short messages, beside the chats.
@Suite("Letters and short messages beside the chats")
struct OfficeStories {
  @Test("A closed server is asked by one at a time; then all go, the most urgent first")
  func closed() {
    Story.play(
      """
      post A1:letter,reminder,expires=90000 A2:letter,reminder,expires=80000
      go A2
      closed A2
      wrote A2:postpone
      go -
      +20000
      go -
      # The longest of the first pauses is over; a newer, sooner one would be asked first.
      +20000
      go A2
      closed A2
      go -
      +100000
      go A2
      ok A2
      wrote A2:postpone A2:remove
      go A1
      ok A1
      """)
  }

  @Test("Letters and short messages do not wait for each other, nor the chats for either")
  func apart() {
    Story.play(
      """
      post L1:letter L2:letter M1:sms M2:sms A1
      go L1 M1 A1
      closed L1
      ok M1
      go M2
      """)
  }

  @Test("What can't be sent before its last moment is given up then, although nothing is tried")
  func late() {
    Story.play(
      """
      post M1:sms,expires=60 M2:sms,expires=9000
      go M1
      closed M1
      +40000
      go M1
      closed M1
      wrote M1:postpone M1:postpone
      +100000
      go M2
      wrote M1:remove
      """)
  }

  @Test("A gateway that names its time is left alone until then")
  func wait() {
    Story.play(
      """
      post M1:sms M2:sms
      go M1
      429 M1=300
      +299000
      go -
      +2000
      go M2
      ok M2
      go M1
      """)
  }

  @Test("However many letters wait, they count for nothing against the chats")
  func held() {
    var machine = Dispatch(limits: .off, seed: 1)
    let now = Now(wall: Instant(0), tick: 0)
    for id in 1...10_000 {
      machine.take(Story.row(Int64(id), chat: 0, options: ["letter"], now: now.wall), at: now)
    }
    #expect(machine.held == 0 && machine.letters.count == 10_000)
    #expect(machine.next(at: now) != nil && machine.held == 1)
  }
}

@Suite("The SMS gateway")
struct GatewayTests {
  private func gateway(
    _ url: String = "https://sms.example/send", method: String? = nil, headers: String? = nil,
    body: String? = nil, sender: String? = nil
  ) -> SMSGateway {
    let read = SMSGateway.read(
      url: url, method: method, headers: headers, body: body, sender: sender)
    #expect(read.faults.isEmpty)
    return read.gateway
  }

  private func sent(_ request: HTTPRequest) -> (body: String, type: String) {
    guard case .bytes(let bytes, let type) = request.body else { return ("", "") }
    return (String(decoding: bytes, as: UTF8.self), type)
  }

  private static let words = "Tom & \"Jerry\" \\ {phone}\nзавтра 10:00 <b>"

  @Test("Values stay values: in JSON, in forms, in XML, in the address")
  func escaping() throws {
    let message = ShortMessage(to: "+380671234567", text: Self.words)
    let json = sent(gateway().request(for: message, row: 7))
    #expect(json.type == "application/json")
    let object = try JSONDecoder().decode([String: String].self, from: Data(json.body.utf8))
    #expect(object == ["to": "+380671234567", "text": Self.words])

    let form = sent(
      gateway(body: "to={digits}&from={sender}&text={text}&ref={id}", sender: "A&B").request(
        for: message, row: 7))
    #expect(form.type == "application/x-www-form-urlencoded")
    #expect(form.body.hasPrefix("to=380671234567&from=A%26B&text=Tom+%26+%22Jerry"))
    #expect(form.body.hasSuffix("%3Cb%3E&ref=bookingbot-7"))
    #expect(form.body.contains("%7Bphone%7D%0A"))

    let xml = sent(
      gateway(headers: "Content-Type: text/xml", body: "<sms to='{phone}'>{text}</sms>").request(
        for: message, row: 7))
    #expect(
      xml.body.contains("Tom &amp; &quot;Jerry&quot;") && xml.body.hasSuffix("&lt;b&gt;</sms>"))

    let get = gateway("https://sms.example/?to={phone}&text={text}", method: "get").request(
      for: message, row: 7)
    #expect(get.url.hasPrefix("https://sms.example/?to=%2B380671234567&text=Tom%20%26"))
    #expect(sent(get).body.isEmpty)
    let plain = gateway(headers: "Authorization: Bearer s3cret\\nX-A: b").request(
      for: message, row: 7)
    #expect(plain.headers.map(\.0) == ["Authorization", "X-A"])
    #expect(!"\(plain)".contains("s3cret") && !"\(plain)".contains("380671234567"))
  }

  @Test("What is wrong is told with what to write instead, and without secrets")
  func faults() {
    func keys(
      _ url: String, _ method: String? = nil, _ headers: String? = nil, _ body: String? = nil,
      _ sender: String? = nil
    ) -> [String] {
      let faults = SMSGateway.read(
        url: url, method: method, headers: headers, body: body, sender: sender
      ).faults
      #expect(faults.allSatisfy { !$0.words.contains("s3cret") })
      return faults.map(\.key)
    }
    #expect(keys("https://a.example", "DELETE") == ["method"])
    #expect(keys("https://a.example", nil, "Bearer s3cret") == ["headers"])
    #expect(keys("https://a.example", nil, nil, "text={text}") == ["body"])
    #expect(keys("https://a.example", "GET") == ["url"])
    #expect(keys("https://a.example?{phone}{text}", "GET", nil, "x") == ["body"])
    #expect(keys("https://a.example", nil, nil, "{phone}{text}{sender}") == ["sender"])
  }

  @Test("A gateway's answers: taken, never, later, closed")
  func answers() async {
    func outcome(_ status: Int, _ header: String = "") async -> Outcome {
      let texter = HTTPTexter(gateway: gateway()) { _ in
        .success(HTTPResponse(status: status, body: [], headerLines: Array(header.utf8)))
      }
      return await texter.send(ShortMessage(to: "+1", text: "x"), row: 1)
    }
    for status in [200, 201, 204] { #expect(await outcome(status) == .delivered(message: nil)) }
    for status in [400, 401, 404, 422] {
      guard case .refused = await outcome(status) else {
        Issue.record("\(status) is final")
        continue
      }
    }
    #expect(await outcome(429, "Retry-After: 120\n") == .wait(seconds: 120))
    #expect(await outcome(429) == .wait(seconds: 60))
    #expect(await outcome(503, "Retry-After: 9\n") == .wait(seconds: 9))
    for status in [408, 500, 502, 503, 302] {
      guard case .closed = await outcome(status) else {
        Issue.record("\(status) is the gateway's trouble")
        continue
      }
    }
    let texter = HTTPTexter(gateway: gateway()) { _ in .failure(.connectionLost) }
    guard case .unknown = await texter.send(ShortMessage(to: "+1", text: "x"), row: 1) else {
      Issue.record("nobody knows")
      return
    }
  }
}
