import Curl
import Foundation
import Store

/// An HTTP gateway that takes short messages, as the configuration describes it.
package struct SMSGateway: Sendable {
  private let method: HTTPRequest.Method
  private let url: GatewayTemplate
  private let headers: [(String, String)]
  private let body: GatewayTemplate?
  private let contentType: String
  private let sender: String?

  /// Where nothing else is asked for: what most gateways understand in some form.
  package static let usualBody = #"{"to": "{phone}", "text": "{text}"}"#

  /// `headers` is a line for each, `Name: value`. What is wrong is told by key (`method`, `headers`,
  /// `body`, `url`) with what to write instead, never with a value: secrets stand there.
  package static func read(
    url: String, method: String?, headers: String?, body: String?, sender: String?
  ) -> (gateway: SMSGateway, faults: [(key: String, words: String)]) {
    var faults: [(key: String, words: String)] = []
    let name = (method ?? "POST").uppercased()
    let known: HTTPRequest.Method? =
      switch name {
      case "POST": .post
      case "GET": .get
      case "PUT": .put
      default: nil
      }
    if known == nil { faults.append(("method", "is \(name). Write POST, GET or PUT.")) }
    var lines: [(String, String)] = []
    for line in (headers ?? "").replacingOccurrences(of: "\\n", with: "\n").split(
      whereSeparator: \.isNewline)
    {
      let parts = line.split(separator: ":", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      let isName =
        parts.first?.isEmpty == false
        && parts[0].utf8.allSatisfy {
          $0 > 32 && $0 < 127 && !"()<>@,;:\\\"/[]?={}".utf8.contains($0)
        }
      guard parts.count == 2, isName else {
        faults.append(
          ("headers", "are not headers. Write a line for each: Authorization: Bearer …"))
        break
      }
      lines.append((parts[0], parts[1]))
    }
    let source = known == .get ? nil : body ?? usualBody
    if known == .get, body != nil {
      faults.append(("body", "is of no use with GET. Put {phone} and {text} into SMS_URL."))
    }
    let named = lines.first { $0.0.lowercased() == "content-type" }?.1
    let type = named ?? Self.guessedType(of: source ?? "")
    lines.removeAll { $0.0.lowercased() == "content-type" }
    let gateway = SMSGateway(
      method: known ?? .post, url: GatewayTemplate(url, .address), headers: lines,
      body: source.map { GatewayTemplate($0, Self.escaping(of: type)) }, contentType: type,
      sender: sender)
    func has(_ name: String) -> Bool {
      gateway.url.has(name) || gateway.body?.has(name) == true
    }
    if !has("text") || !(has("phone") || has("digits")) {
      faults.append(
        (
          known == .get ? "url" : "body",
          "lacks {phone} or {text}. Write both where the gateway wants them, for example: "
            + (known == .get
              ? "https://sms.example.com/send?to={phone}&text={text}" : usualBody)
        ))
    }
    if has("sender"), sender == nil {
      faults.append(("sender", "is missing, and {sender} wants it. Write the sender's name."))
    }
    return (gateway, faults)
  }

  private static func guessedType(of body: String) -> String {
    switch body.trimmingCharacters(in: .whitespacesAndNewlines).first {
    case "{", "[": "application/json"
    case "<": "text/xml; charset=utf-8"
    default: "application/x-www-form-urlencoded"
    }
  }

  private static func escaping(of type: String) -> GatewayTemplate.Escaping {
    let type = type.lowercased()
    if type.contains("json") { return .json }
    if type.contains("form-urlencoded") { return .form }
    return type.contains("xml") ? .xml : .none
  }

  func request(for message: ShortMessage, row: Int64) -> HTTPRequest {
    let values = [
      "phone": message.to, "digits": String(message.to.filter(\.isNumber)), "text": message.text,
      "sender": sender ?? "", "id": "bookingbot-\(row)",
    ]
    return HTTPRequest(
      method, url.filled(values), headers: headers,
      body: body.map { .bytes(Array($0.filled(values).utf8), contentType: contentType) } ?? .none,
      deadlines: .init(total: .seconds(30)), isRepeatable: false)
  }
}

/// Hands short messages to a gateway.
package struct HTTPTexter: Texter {
  private let gateway: SMSGateway
  private let submit: @Sendable (HTTPRequest) async -> Result<HTTPResponse, CurlError>

  package init(gateway: SMSGateway, engine: CurlEngine) {
    self.init(gateway: gateway) { request in
      do throws(CurlError) {
        return .success(try await engine.send(request))
      } catch {
        return .failure(error)
      }
    }
  }

  init(
    gateway: SMSGateway,
    submit: @escaping @Sendable (HTTPRequest) async -> Result<HTTPResponse, CurlError>
  ) {
    self.gateway = gateway
    self.submit = submit
  }

  package func send(_ message: ShortMessage, row: Int64) async -> Outcome {
    switch await submit(gateway.request(for: message, row: row)) {
    case .success(let response): Self.outcome(of: response, now: Date())
    case .failure(let error): Self.outcome(of: error)
    }
  }

  /// 2xx is taken, 4xx is never, but for 408 and 429; anything else is the gateway's own trouble.
  /// Its words are not kept: they may repeat the message.
  static func outcome(of response: HTTPResponse, now: Date) -> Outcome {
    switch response.status {
    case 200..<300: .delivered(message: nil)
    case 429: .wait(seconds: delay(response.header("Retry-After"), now: now) ?? 60)
    case 503:
      delay(response.header("Retry-After"), now: now).map { .wait(seconds: $0) }
        ?? .closed("the gateway answered 503")
    case 408: .closed("the gateway answered 408")
    case 400..<500: .refused("the gateway answered \(response.status)")
    default: .closed("the gateway answered \(response.status)")
    }
  }

  /// Seconds, or a date (RFC 9110 §10.2.3).
  private static func delay(_ header: String?, now: Date) -> Int? {
    guard let header else { return nil }
    if let seconds = Int(header) { return min(max(seconds, 1), 86_400) }
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.calendar = Calendar(identifier: .gregorian)
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return format.date(from: header).map {
      min(max(Int($0.timeIntervalSince(now).rounded(.up)), 1), 86_400)
    }
  }

  static func outcome(of error: CurlError) -> Outcome {
    switch error {
    case .badRequest, .badURL: .refused("\(error)")
    case .couldNotResolve, .couldNotConnect, .tls, .proxy, .timedOut(.connect):
      .closed("\(error)")
    default: error.mayHaveBeenSent ? .unknown("\(error)") : .notSent("\(error)")
    }
  }
}
