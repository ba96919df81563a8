import Foundation
import Testing

@testable import Sandbox

/// The sandbox's mailbox: what a mail client says, and what a letter says.
@Suite struct MailTests {
  private func talk(_ lines: [String], _ mood: MailMood = .takes) -> [SMTPSession.Act] {
    var session = SMTPSession()
    return lines.map { session.take(Array($0.utf8), mood) }
  }

  @Test func `a letter is taken line by line, with its dots`() {
    let acts = talk([
      "EHLO me", "MAIL FROM:<a@b.c> SIZE=12", "RCPT TO:<d@e.f>", "RCPT TO:<g@h.i>", "DATA",
      "Subject: hi", "", "..dot", ".", "QUIT",
    ])
    #expect(
      acts[8]
        == .accept(
          .init(
            from: "a@b.c", to: ["d@e.f", "g@h.i"],
            message: Array("Subject: hi\r\n\r\n.dot\r\n".utf8))))
    #expect(acts[9] == .part("221 2.0.0 Bye"))
  }

  @Test func `orders out of order and strange words are refused, and nothing breaks`() {
    for (lines, code) in [
      (["DATA"], "503"), (["RCPT TO:<a@b.c>"], "503"), (["MAIL FROM:"], "501"),
      (["MAIL FROM:<a@b.c>", "RCPT TO:<nobody>"], "501"), (["\u{0}\u{FF}"], "502"), ([""], "502"),
    ] {
      guard case .say(let words) = talk(lines).last else {
        Issue.record("\(lines)")
        continue
      }
      #expect(words.hasPrefix(code), "\(lines)")
    }
    #expect(talk(["EHLO me"], .down) == [.part("421 4.3.2 The mail of the demo is down")])
    guard case .say(let words) = talk(["MAIL FROM:<a@b.c>", "RCPT TO:<d@e.f>"], .refuses).last
    else { return }
    #expect(words.hasPrefix("550"))
  }

  private static let letter = """
    From: =?UTF-8?B?0KHRgtGD0LTRltGP?= <studio@example.org>\r
    To: anna@example.org\r
    Subject: =?UTF-8?Q?Caf=C3=A9_?= =?UTF-8?B?8J+YgA==?= & more\r
    \tfolded\r
    Content-Type: multipart/mixed;\r
     boundary="=_out"\r
    \r
    --=_out\r
    Content-Type: multipart/alternative; boundary="=_in"\r
    \r
    --=_in\r
    Content-Type: text/plain; charset=utf-8\r
    Content-Transfer-Encoding: quoted-printable\r
    \r
    =D0=9F=D1=80=D0=B8=D0=B2=D1=96=D1=82, =\r
    Anna\r
    --=_in\r
    Content-Type: text/html; charset=utf-8\r
    Content-Transfer-Encoding: base64\r
    \r
    PGI+0J/RgNC40LLRltGCPC9iPg==\r
    --=_in--\r
    --=_out\r
    Content-Type: text/calendar\r
    Content-Disposition: attachment; filename="visit.ics"\r
    Content-Transfer-Encoding: base64\r
    \r
    QkVHSU4=\r
    --=_out--\r

    """

  @Test func `a letter shows its names, its words, its page and its files`() {
    let envelope = SMTPSession.Envelope(
      from: "bounce@example.org", to: ["anna@example.org"], message: Array(Self.letter.utf8))
    let letter = ReceivedLetter(id: 1, date: 5, envelope: envelope)
    #expect(letter.sender == "Студія <studio@example.org>")
    #expect(letter.subject == "Café 😀 & more\tfolded")
    #expect(letter.text == "Привіт, Anna")
    #expect(letter.html == "<b>Привіт</b>")
    #expect(letter.files == ["visit.ics"])
  }

  @Test(arguments: [
    "", "\r\n", "no colon", ": x\r\n\r\n", "Content-Type: multipart/mixed\r\n\r\nx",
  ])
  func `no letter is too odd to be kept`(_ message: String) {
    let envelope = SMTPSession.Envelope(from: "", to: [], message: Array(message.utf8))
    let letter = ReceivedLetter(id: 1, date: 0, envelope: envelope)
    #expect(letter.json["id"] == .int(1))
  }

  @Test func `a mail client of Debian delivers to it`() async throws {
    let sandbox = Sandbox()
    let url = try await sandbox.startMail()
    let port = try #require(url.split(separator: ":").last.map(String.init))
    guard FileManager.default.isExecutableFile(atPath: Self.curl) else { return }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("letter-\(port).eml")
    try Data(Self.letter.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let ended = try await curl([
      "--silent", "--url", "smtp://127.0.0.1:\(port)", "--mail-from", "studio@example.org",
      "--mail-rcpt", "anna@example.org", "--upload-file", file.path,
    ])
    #expect(ended.code == 0)
    #expect(sandbox.letters.map(\.to) == [["anna@example.org"]])
    #expect(sandbox.letters.first?.html == "<b>Привіт</b>")
    await sandbox.stop()
  }

  @Test func `short messages come into the same mailbox, or meet the trouble that was asked for`()
    async throws
  {
    guard FileManager.default.isExecutableFile(atPath: Self.curl) else { return }
    let sandbox = Sandbox()
    _ = try await sandbox.start()
    func send(_ body: String) async throws -> String {
      try await curl([
        "--silent", "--output", "/dev/null", "--write-out", "%{http_code}", "--data", body,
        "--header", "Content-Type: application/json", sandbox.gatewayURL,
      ]).output
    }
    let message = #"{"to": "+380671234567", "text": "Завтра о 10:00"}"#
    #expect(try await send(message) == "200")
    #expect(sandbox.letters.map(\.text) == ["Завтра о 10:00"])
    #expect(sandbox.letters.first?.isSMS == true)
    #expect(sandbox.letters.first?.to == ["+380671234567"])
    #expect(try await send(#"{"to": "+1"}"#) == "400")
    sandbox.faults.sms = .down
    #expect(try await send(message) == "503")
    sandbox.faults.sms = .refuses
    #expect(try await send(message) == "400")
    #expect(sandbox.letters.count == 1)
    await sandbox.stop()
  }

  private static let curl = "/usr/bin/curl"

  /// Runs curl and waits without keeping a thread that the sandbox may need for its answer.
  private func curl(_ arguments: [String]) async throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.curl)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    let code = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    return (code, String(decoding: output.fileHandleForReading.availableData, as: UTF8.self))
  }
}
