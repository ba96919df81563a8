import Curl
import Foundation
import Testing

/// A mail server that writes down what it hears and refuses what it is told to.
private final class MailServer: Sendable {
  let server: TestServer
  private let heard: Shared<[String]>

  var port: Int { server.port }
  var transcript: [String] { heard.withLock { $0 } }

  /// `refusals`: what to answer to lines that begin so.
  init(offers: [String] = ["AUTH PLAIN", "SIZE 1000000"], refusals: [String: String] = [:]) {
    let heard = Shared<[String]>([])
    self.heard = heard
    server = TestServer { connection in
      connection.send("220 mail.test ready\r\n")
      while let line = connection.readLine() {
        let verb = line.hasPrefix("EHLO") ? "EHLO" : line
        heard.withLock { $0.append(verb) }
        if let refusal = refusals.first(where: { line.hasPrefix($0.key) })?.value {
          connection.send(refusal + "\r\n")
        } else if verb == "EHLO" {
          let lines = ["mail.test"] + offers
          for offer in lines.dropLast() { connection.send("250-\(offer)\r\n") }
          connection.send("250 \(lines.last ?? "")\r\n")
        } else if line == "AUTH PLAIN" {
          connection.send("334 \r\n")
          heard.withLock { $0.append(connection.readLine() ?? "") }
          connection.send("235 welcome\r\n")
        } else if line == "DATA" {
          connection.send("354 go on\r\n")
          while let text = connection.readLine(), text != "." {
            heard.withLock { $0.append("| " + text) }
          }
          connection.send((refusals["."] ?? "250 taken") + "\r\n")
        } else if line == "QUIT" {
          connection.send("221 bye\r\n")
          return
        } else {
          connection.send("250 fine\r\n")
        }
      }
    }
  }
}

@Suite struct LetterTests {
  let engine = CurlEngine()

  private func failure(_ letter: SMTPLetter) async -> CurlError? {
    do throws(CurlError) {
      try await engine.send(letter)
      return nil
    } catch {
      return error
    }
  }

  private func letter(_ server: String, _ text: String = "Subject: Hi\n\nHello\n") -> SMTPLetter {
    SMTPLetter(
      server: server, from: "salon@example.org",
      recipients: ["ann@example.org", "bob@example.org"],
      message: Array(text.utf8))
  }

  @Test func `a letter is delivered with login, both recipients and stuffed dots`() async throws {
    let mail = MailServer()
    let text = "Subject: Hi\r\n\r\n.dots\n..\r\n.\nend"
    try await engine.send(letter("smtp://us%40r:p%3Aw@127.0.0.1:\(mail.port)", text))
    let login = Data("\0us@r\0p:w".utf8).base64EncodedString()
    #expect(
      mail.transcript.prefix { $0 != "QUIT" } == [
        "EHLO", "AUTH PLAIN", login,
        "MAIL FROM:<salon@example.org> SIZE=32",
        "RCPT TO:<ann@example.org>", "RCPT TO:<bob@example.org>", "DATA",
        "| Subject: Hi", "| ", "| ..dots", "| ...", "| ..", "| end",
      ])
    // The handle carries web requests again afterwards, and no mail.
    let web = TestServer(HTTPScript.server)
    let echoed = try await engine.send(
      HTTPRequest(.post, web.url + "/echo", body: .bytes([65], contentType: "text/plain")))
    #expect(echoed.body == [65])
    try await engine.send(letter("smtp://127.0.0.1:\(mail.port)"))
    #expect(mail.transcript.filter { $0 == "DATA" }.count == 2)
    await engine.shutdown()
  }

  @Test(arguments: [
    ("RCPT TO:<bob", "550 5.1.1 no such user", 550),
    ("MAIL", "451 try later", 451),
    (".", "554 looks like spam", 554),
  ])
  func `a refusal comes with its code and words`(
    line: String, reply: String, code: Int
  ) async {
    let mail = MailServer(refusals: [line: reply])
    let error = await failure(letter("smtp://127.0.0.1:\(mail.port)"))
    #expect(error == .smtp(code: code, String(reply.dropFirst(4))))
    #expect(error?.mayHaveBeenSent == false)
    await engine.shutdown()
  }

  @Test func `a wrong password is a refusal that does not repeat it`() async {
    let mail = MailServer(refusals: ["AUTH": "535 5.7.8 hunter22 is wrong"])
    let error = await failure(letter("smtp://user:hunter22@127.0.0.1:\(mail.port)"))
    #expect(error == .smtp(code: 535, ""))
    await engine.shutdown()
  }

  @Test func `a probe greets and logs in, and sends nothing`() async throws {
    let mail = MailServer()
    try await engine.send(SMTPLetter.probe("smtp://user:secret@127.0.0.1:\(mail.port)"))
    let login = Data("\0user\0secret".utf8).base64EncodedString()
    #expect(mail.transcript.prefix { $0 != "QUIT" } == ["EHLO", "AUTH PLAIN", login, "NOOP"])
    let locked = MailServer(refusals: ["AUTH": "535 5.7.8 no"])
    let error = await failure(.probe("smtp://user:secret@127.0.0.1:\(locked.port)"))
    #expect(error == .smtp(code: 535, "5.7.8 no"))
    // The handle carries letters again afterwards.
    try await engine.send(letter("smtp://127.0.0.1:\(mail.port)"))
    #expect(mail.transcript.filter { $0 == "DATA" }.count == 1)
    await engine.shutdown()
  }

  @Test func `TLS is insisted on where the URL says so`() async {
    let mail = MailServer()
    for scheme in ["smtp+starttls", "smtps"] {
      var letter = letter("\(scheme)://127.0.0.1:\(mail.port)")
      letter.deadlines = .init(connect: .milliseconds(500))
      let error = await failure(letter)
      if case .tls = error {} else { Issue.record("\(scheme): \(String(describing: error))") }
    }
    #expect(!mail.transcript.contains { $0.hasPrefix("MAIL") })
    await engine.shutdown()
  }

  @Test func `addresses that would smuggle in commands do not leave the house`() async {
    for address in ["a@b.c>\r\nDATA", "a b@c.d", "", "<a@b.c>"] {
      var smuggled = letter("smtp://127.0.0.1:\(TestServer.deadPort())")
      smuggled.recipients = address.isEmpty ? [] : [address]
      #expect(await failure(smuggled) == .badRequest("not a usable mail address"))
    }
    #expect(await failure(letter("http://127.0.0.1")) == .badURL)
    await engine.shutdown()
  }

  @Test func `a server that dies in the middle of the text leaves the outcome open`() async {
    let mail = TestServer { connection in
      connection.send("220 mail.test\r\n")
      while let line = connection.readLine() {
        if line == "DATA" {
          connection.send("354 go on\r\n")
          while let text = connection.readLine(), text != "." {}
          return
        }
        connection.send("250 fine\r\n")
      }
    }
    let error = await failure(letter("smtp://127.0.0.1:\(mail.port)"))
    #expect(error?.mayHaveBeenSent == true)
    await engine.shutdown()
  }
}
