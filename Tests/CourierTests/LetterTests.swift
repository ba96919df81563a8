import Booking
import Curl
import Foundation
import Store
import Synchronization
import Testing

@testable import Courier

@Suite("Letters")
struct LetterTests {
  private func message(_ letter: Letter, from: String = "Müller & Co <post@example.org>") throws
    -> String
  {
    let message = MIMEMessage(
      from: try #require(Mailbox(from)), to: try #require(Mailbox(letter.to)), letter: letter,
      row: 42, date: Instant(1_795_248_000))
    return String(decoding: message.bytes, as: UTF8.self)
  }

  @Test("A letter is what RFC 5322 and MIME say, readable by another program")
  func parsed() throws {
    let text = "Grüße!\n.dot first\n\(String(repeating: "lang ", count: 400))end \n\n=3D = tab\t\n"
    let letter = Letter(
      to: "ann@example.com",
      subject: "Ваша запись подтверждена: стрижка и окрашивание у Марии — 21 ноября 2026 года 💇",
      text: text, html: "<p>Grüße &amp; Küsse</p>",
      attachments: [
        .init(
          name: "Запись «21.11».ics", type: "text/calendar; method=PUBLISH",
          content: Data("BEGIN:VCALENDAR\r\n".utf8)),
        .init(name: "qr.png", type: "image/png", content: Data((0..<200).map { UInt8($0) })),
      ])
    let raw = try message(letter)
    #expect(raw.utf8.allSatisfy { $0 < 127 })
    for line in raw.components(separatedBy: "\r\n") {
      #expect(line.utf8.count <= 78, "\(line)")
      #expect(!line.contains("\n") && !line.contains("\r"))
    }
    #expect(raw.contains("Message-ID: <bookingbot.1795248000.42@example.org>\r\n"))
    #expect(raw.contains("Date: Sat, 21 Nov 2026 08:00:00 +0000\r\n"))
    #expect(try message(letter) == raw)

    let read = try parse(raw)
    #expect(read["subject"] == letter.subject)
    #expect(read["from"] == "Müller & Co|post@example.org")
    #expect(read["to"] == "ann@example.com")
    #expect(
      read["types"]
        == "multipart/mixed multipart/alternative text/plain text/html text/calendar image/png")
    #expect(
      read["text"]?.trimmingCharacters(in: .newlines) == text.trimmingCharacters(in: .newlines))
    #expect(read["html"]?.trimmingCharacters(in: .newlines) == letter.html)
    #expect(read["files"] == "Запись «21.11».ics|qr.png")
    #expect(read["bytes"] == "17|200")
    #expect(read["defects"] == "")
  }

  /// What Python's standard library makes of the message.
  private func parse(_ raw: String) throws -> [String: String] {
    let script = """
      import sys, json, email, email.policy
      m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
      files = [p for p in m.walk() if p.get_content_disposition() == "attachment"]
      sender = m["from"].addresses[0]
      print(json.dumps({
        "subject": m["subject"], "from": sender.display_name + "|" + sender.addr_spec,
        "to": m["to"].addresses[0].addr_spec,
        "types": " ".join(p.get_content_type() for p in m.walk()),
        "text": m.get_body(("plain",)).get_content().replace("\\r\\n", "\\n"),
        "html": m.get_body(("html",)).get_content() if m.get_body(("html",)) else "",
        "files": "|".join(p.get_filename() for p in files),
        "bytes": "|".join(str(len(p.get_payload(decode=True))) for p in files),
        "defects": " ".join(str(d) for p in m.walk() for d in p.defects)}))
      """
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", "-c", script]
    let (input, output) = (Pipe(), Pipe())
    python.standardInput = input
    python.standardOutput = output
    try python.run()
    try input.fileHandleForWriting.write(contentsOf: Data(raw.utf8))
    try input.fileHandleForWriting.close()
    let json = output.fileHandleForReading.readDataToEndOfFile()
    python.waitUntilExit()
    return try JSONDecoder().decode([String: String].self, from: json)
  }

  @Test("No text can add a header or a recipient")
  func injection() throws {
    let raw = try message(
      Letter(
        to: "ann@example.com", subject: "Hi\r\nBcc: eve@example.com", text: "x",
        attachments: [
          .init(name: "a\r\nX: y\".txt", type: "text/plain\r\nX-Evil: 1", content: Data())
        ]))
    #expect(!raw.contains("\r\nBcc:"))
    #expect(!raw.contains("\r\nX"))
    #expect(Mailbox("ann@example.com, eve@example.com") == nil)
    #expect(Mailbox("ann@example.com\r\nBcc: x@example.com") == nil)
    #expect(Mailbox("ann") == nil)
    #expect(Mailbox("\"The Salon\" <a@b.example>")?.name == "The Salon")
  }

  @Test(
    "Dates are those of RFC 5322",
    arguments: [
      (0 as Int64, "Thu, 01 Jan 1970 00:00:00 +0000"),
      (951_827_696, "Tue, 29 Feb 2000 12:34:56 +0000"),
      (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 +0000"),
      (1_798_761_599, "Thu, 31 Dec 2026 23:59:59 +0000"),
    ])
  func dates(seconds: Int64, text: String) { #expect(MailText.date(seconds) == text) }

  @Test("A mail server's answers: taken, never, not now, nobody knows")
  func answers() async throws {
    let letter = Letter(to: "ann@example.com", subject: "s", text: "t")
    func outcome(_ result: Result<Void, CurlError>) async throws -> Outcome {
      let mailer = try #require(
        SMTPMailer(server: "smtp://mail.example", from: "a@b.example") { sent in
          #expect(sent.from == "a@b.example")
          #expect(sent.recipients == ["ann@example.com"])
          return result
        })
      return await mailer.send(letter, row: 1, created: Post.noon)
    }
    #expect(try await outcome(.success(())) == .delivered(message: nil))
    guard case .refused = try await outcome(.failure(.smtp(code: 550, "no such user"))),
      case .notSent = try await outcome(.failure(.smtp(code: 451, "later"))),
      case .closed = try await outcome(.failure(.smtp(code: 535, "login"))),
      case .closed = try await outcome(.failure(.couldNotConnect(host: "mail.example", port: 25))),
      case .unknown = try await outcome(.failure(.connectionLost))
    else {
      Issue.record("a mail server's answer was misread")
      return
    }
  }

  @Test("A letter of the outbox goes to the mail server, and without one is kept with the reason")
  func channel() async throws {
    struct Mailbag: Mailer {
      let letters = Letters()
      final class Letters: Sendable { let all = Mutex<[Letter]>([]) }

      func send(_ letter: Letter, row: Int64, created: Instant) async -> Outcome {
        letters.all.withLock { $0.append(letter) }
        return .delivered(message: nil)
      }
    }
    let letter = Letter(to: "ann@example.com", subject: "Hello", text: "text")
    let posting = Posting(
      channel: .letter, priority: .notice, method: "letter", body: try letter.encoded)
    let post = try Post()
    let bag = Mailbag()
    _ = try post.post([posting])
    try await post.deliver(post.courier(ScriptedWire(), mailer: bag))
    #expect(bag.letters.all.withLock { $0 } == [letter])
    _ = try post.post([posting])
    try await post.deliver(post.courier(ScriptedWire()))
    #expect(
      try post.store.read { try $0.deadLetters(limit: 1) }.first?.error.contains("SMTP_URL") == true
    )
  }

  @Test("What became of a letter is told as well when that rides with another transaction")
  func rides() throws {
    let post = try Post()
    let fates = Mutex<[LetterFate]>([])
    let courier = post.courier(
      ScriptedWire(), pulse: .still,
      letterEnded: { _, fate, _, _ in fates.withLock { $0.append(fate) } })
    let letter = Letter(to: "ann@example.com", subject: "Hello", text: "text")
    let rows = try post.post([
      Posting(channel: .letter, priority: .notice, method: "letter", body: try letter.encoded)
    ])
    courier.state.withLock {
      $0.pending = rows.map { Entry(row: $0.id, change: .remove, fate: .delivered) }
    }
    let riders = courier.board()
    try post.store.write { try riders.write(to: $0) }
    courier.alight(riders, areWritten: true, posted: [])
    #expect(fates.withLock { $0 } == [.delivered])
    #expect(try post.outbox().waiting == 0)
  }
}
