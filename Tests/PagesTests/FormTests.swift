import Booking
import Conversation
import Foundation
import FrontDesk
import HTTPTypes
import Hummingbird
import Stage
import Store
import Testing

@testable import Pages

@Suite struct FormTests {
  /// A booking of the client, a week on.
  private func visit(_ studio: Studio, guest: Bool = false) throws -> (visit: Visit, token: String)
  {
    let client = studio.client
    return try studio.change { desk in
      let catalogue = try desk.catalogue()
      let calendar = try #require(catalogue.calendars.first)
      let service = try #require(catalogue.services.first)
      var holder = client
      if guest {
        let details = GuestDetails(name: "Olha", email: "olha@example.org")
        holder = try #require(try desk.tx.add(details, by: client, now: desk.now)).id
      }
      let visit = try desk.tx.add(
        NewVisit(
          number: guest ? "GUEST7" : "K7M2QD", client: holder, service: service, calendar: calendar,
          starts: desk.now.adding(minutes: 7 * 1_440), state: .confirmed), now: desk.now)
      return (visit, try desk.pageToken(.visit, of: visit.id.raw))
    }
  }

  @Test func `the page of a booking tells its facts and leads into the chat`() async throws {
    let studio = try Studio()
    let (visit, token) = try visit(studio)
    let page = try await studio.ask("/b/\(token)")
    #expect(page.status == .ok)
    #expect(page.text.contains(visit.number))
    #expect(page.text.contains("https://t.me/corner_house_bot?start=b\(token)"))
    #expect(page.text.contains("openstreetmap.org"))
    let file = try await studio.ask("/b/\(token)/visit.ics")
    #expect(file.headers[.contentType] == "text/calendar; charset=utf-8")
    #expect(file.text.hasPrefix("BEGIN:VCALENDAR"))
    // A client with a chat gives a booking up there.
    #expect(try await studio.ask("/b/\(token)/cancel").status == .seeOther)
    _ = try await studio.ask("/b/\(token)/cancel", .post, form: "")
    #expect(try studio.store.read { try $0.visit(visit.id)?.state } == .confirmed)
    studio.time.advance(minutes: 60 * 1_440)
    let over = try await studio.ask("/b/\(token)")
    #expect(over.text.contains("long over"))
    #expect(!over.text.contains(visit.number))
    #expect(try await studio.ask("/b/\(token)/visit.ics").status == .notFound)
  }

  @Test func `a guest gives a booking up on its page, after a question`() async throws {
    let studio = try Studio()
    let (visit, token) = try visit(studio, guest: true)
    #expect(try await studio.ask("/b/\(token)").text.contains("/b/\(token)/cancel"))
    let question = try await studio.ask("/b/\(token)/cancel")
    #expect(question.text.contains("Cancel the booking?"))
    #expect(try studio.store.read { try $0.visit(visit.id)?.state } == .confirmed)
    let done = try await studio.ask("/b/\(token)/cancel", .post, form: "")
    #expect(done.status == .seeOther)
    #expect(done.headers[.location] == "/b/\(token)?done=cancelled")
    #expect(try studio.store.read { try $0.visit(visit.id)?.state } == .cancelled)
    #expect(try await studio.ask("/b/\(token)?done=cancelled").text.contains("is cancelled"))
    _ = try await studio.ask("/b/\(token)/cancel", .post, form: "")
  }

  @Test func `a look-up says the same of what is there and what is not`() async throws {
    let studio = try Studio()
    let (visit, _) = try visit(studio)
    let right = try await studio.ask(
      "/lookup", .post, form: "number=\(visit.number)&email=Anna%40example.org")
    let wrong = try await studio.ask(
      "/lookup", .post, form: "number=ZZZZZZ&email=eve%40example.org")
    let mixed = try await studio.ask(
      "/lookup", .post, form: "number=\(visit.number)&email=eve%40example.org")
    for answer in [wrong, mixed] {
      #expect(answer.status == right.status)
      #expect(answer.headers == right.headers)
      #expect(answer.body == right.body)
    }
    #expect(try studio.store.read { try $0.countOutbox().waiting } == 0)
    await studio.pages.tidyUp()
    let rows = try studio.store.read { try $0.waitingRows(after: 0, limit: 10) }
    #expect(rows.count == 1)
    let letter = try studio.store.write {
      [means = studio.means, phrasebook = studio.phrasebook] tx in
      try LetterWording(phrasebook: phrasebook, means: means).write(
        rows[0], in: tx, now: Studio.noon)
    }
    #expect(letter?.to == "anna@example.org")
    #expect(letter?.text.contains("https://studio.example/b/") == true)
    #expect(try #require(letter).text.contains(visit.number))
  }

  @Test func `nobody is flooded with letters, and nobody can try for long`() async throws {
    let studio = try Studio()
    let (visit, _) = try visit(studio)
    var statuses: [HTTPResponse.Status] = []
    for number in 0..<40 {
      var headers = HTTPFields()
      // Many at once, from many places.
      headers[Ask.forwardedFor] = "203.0.113.\(number % 4)"
      statuses.append(
        try await studio.ask(
          "/lookup", .post, headers, form: "number=\(visit.number)&email=anna%40example.org"
        ).status)
      await studio.pages.tidyUp()
    }
    #expect(statuses.filter { $0 == .tooManyRequests }.count == 0)
    let one = try await studio.ask(
      "/lookup", .post, [Ask.forwardedFor: "203.0.113.1"], form: "number=A&email=a%40b.example")
    #expect(one.status == .tooManyRequests)
    #expect(try studio.store.read { try $0.waitingRows(after: 0, limit: 100) }.count == 3)
  }

  @Test func `what is typed wrongly comes back with a word about it`() async throws {
    let studio = try Studio()
    let page = try await studio.ask(
      "/contact", .post, form: "name=%3Cb%3E&email=nobody&subject=&text=%F0%9F%8E%89")
    #expect(page.status == .unprocessableContent)
    #expect(page.text.contains("value=\"&lt;b&gt;\""))
    #expect(page.text.contains("aria-invalid"))
    #expect(page.text.contains(">🎉</textarea>"))
  }

  @Test func `a message from the web reaches the staff, as often as is reasonable`() async throws {
    let studio = try Studio()
    func send(_ more: String = "") async throws -> Answer {
      try await studio.ask(
        "/contact", .post,
        form: "name=Eve&email=eve%40example.org&subject=Prices&text=Hello%0D%0Athere" + more)
    }
    #expect(try await send("&website=spam").status == .seeOther)
    #expect(try studio.store.read { try $0.contactMessages(.open, limit: 9, offset: 0) }.isEmpty)
    for _ in 0..<3 { #expect(try await send().headers[.location] == "/contact?sent=1") }
    #expect(try await send().status == .tooManyRequests)
    let messages = try studio.store.read { try $0.contactMessages(.open, limit: 9, offset: 0) }
    #expect(messages.count == 3)
    #expect(messages[0].text == "Hello\nthere")
    #expect(Set(messages.map(\.author)).count == 1)
    // Whoever types a client's address does not become that client.
    _ = try await studio.ask(
      "/contact", .post, [Ask.forwardedFor: "203.0.113.7"],
      form: "name=Eve&email=anna%40example.org&subject=x&text=y")
    let newest = try studio.store.read { try $0.contactMessages(.open, limit: 1, offset: 0) }
    #expect(newest.first?.author != studio.client)
  }
}
