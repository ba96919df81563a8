import Booking
import FrontDesk
import HTTPTypes
import Hummingbird
import Store
import Testing

@testable import Pages

@Suite struct GalleryTests {
  @Test func `before it is delivered, the card's link says that the work is going on`() async throws
  {
    let studio = try Studio()
    let shoot = try studio.shoot(status: .active)
    let photo = try studio.add(to: shoot, small: Array("small".utf8))
    let page = try await studio.ask("/s/\(shoot.card)")
    #expect(page.status == .ok)
    #expect(page.text.contains("in progress"))
    #expect(page.text.contains("?start=v\(shoot.card)"))
    #expect(!page.text.contains("<img"))
    #expect(try await studio.ask("/s/\(shoot.card)/f/\(photo)/small").status == .notFound)
    #expect(try await studio.ask("/s/\(shoot.card)/1").status == .notFound)
  }

  @Test func `a delivered session shows its pictures with their sizes, and loads them late`()
    async throws
  {
    let studio = try Studio()
    let shoot = try studio.shoot()
    let photo = try studio.add(
      to: shoot, large: Array("large".utf8), small: Array("small".utf8), caption: "Осінь <b>")
    let page = try await studio.ask("/s/\(shoot.card)")
    #expect(
      page.text.contains(
        "<img src=\"/s/\(shoot.card)/f/\(photo)/small\" width=\"320\" height=\"213\""
          + " loading=\"lazy\" decoding=\"async\" alt=\"Осінь &lt;b&gt;\">"))
    #expect(!page.text.contains("Дякую"))
    let results = try await studio.ask(shoot.place)
    #expect(results.text.contains("Дякую за чудовий день!\nOlga"))
    #expect(results.text.contains("/all.zip"))
    let large = try await studio.ask(shoot.place + "/1")
    #expect(large.text.contains("/f/\(photo)/large"))
    #expect(large.text.contains("1 of 1"))
  }

  @Test func `hidden files are nowhere, not even by their number`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    try studio.add(to: shoot, small: Array("a".utf8))
    let hidden = try studio.add(to: shoot, small: Array("b".utf8), visible: false)
    let page = try await studio.ask(shoot.place)
    #expect(!page.text.contains("/f/\(hidden)/"))
    for role in FileSize.Role.allCases {
      #expect(
        try await studio.ask(shoot.place + "/f/\(hidden)/\(role.rawValue)").status == .notFound)
    }
    #expect(try await studio.ask(shoot.place + "/2").status == .notFound)
  }

  @Test func `a link opens the files of its own session only`() async throws {
    let studio = try Studio()
    let mine = try studio.shoot("Mine")
    let other = try studio.shoot("Other")
    try studio.add(to: mine)
    let photo = try studio.add(to: other)
    #expect(try await studio.ask(other.place + "/f/\(photo)/full").status == .ok)
    #expect(try await studio.ask(mine.place + "/f/\(photo)/full").status == .notFound)
    #expect(
      try await studio.ask("/results/S\(mine.id)/\(other.results)").status == .notFound)
    #expect(try await studio.ask("/s/\(mine.results)").status == .notFound)
    #expect(try await studio.ask("/results/S\(mine.id)/\(mine.card)").status == .notFound)
  }

  @Test func `a thousand pictures open with less than sixty kilobytes`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    for number in 1...1_000 {
      try studio.add(
        to: shoot, full: nil, small: Array("small".utf8),
        caption: number % 2 == 0 ? String(repeating: "щастя ", count: 20) : nil)
    }
    let pages = (1_000 + Pages.tilesPerPage - 1) / Pages.tilesPerPage
    var seen: Set<Substring> = []
    for page in 1...pages {
      let page = try await studio.ask(shoot.place + "?lang=uk&page=\(page)")
      #expect(page.body.readableBytes < 60_000)
      for match in page.text.matches(of: #/ id="f(\d+)"/#) { seen.insert(match.1) }
    }
    #expect(seen.count == 1_000)
    let beyond = try await studio.ask(shoot.place + "?page=99999")
    #expect(beyond.text.contains("aria-current=\"page\">\(pages)<"))
  }

  @Test func `a change of the session shows at once, though pages are kept`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    try studio.add(to: shoot, small: Array("a".utf8))
    #expect(try await studio.ask(shoot.place).text.contains("1 photo"))
    try studio.add(to: shoot, small: Array("b".utf8))
    #expect(try await studio.ask(shoot.place).text.contains("2 photos"))
  }

  @Test func `guests are asked into the chat where the gallery is not theirs`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot(guests: false)
    let photo = try studio.add(to: shoot)
    let page = try await studio.ask("/s/\(shoot.card)")
    #expect(page.status == .forbidden)
    #expect(page.text.contains("?start=v"))
    #expect(try await studio.ask("/s/\(shoot.card)/f/\(photo)/full").status == .notFound)
    #expect(try await studio.ask(shoot.place).status == .ok)
  }

  @Test func `documents, videos and what is too large have rows and players`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    try studio.add(.document, to: shoot, name: "Договір.pdf", mime: "application/pdf")
    try studio.add(.video, to: shoot, mime: "video/mp4", small: Array("poster".utf8))
    try studio.add(.video, to: shoot, name: "big.mp4", mime: "video/mp4", full: nil)
    let page = try await studio.ask(shoot.place).text
    #expect(page.contains("Договір.pdf"))
    #expect(page.contains("in the chat"))
    let video = try await studio.ask(shoot.place + "/2").text
    #expect(video.contains("<video controls"))
    #expect(video.contains("type=\"video/mp4\""))
  }

  @Test func `hearts are kept, counted, limited and filtered, without a script`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot(limit: 1)
    let first = try studio.add(to: shoot, small: Array("a".utf8))
    let second = try studio.add(to: shoot, small: Array("b".utf8))
    let picked = try await studio.ask(
      shoot.place + "/pick", .post, form: "pick=\(first)&page=1&only=&lang=")
    #expect(picked.status == .seeOther)
    #expect(picked.headers[.location] == shoot.place + "#f\(first)")
    let only = try await studio.ask(shoot.place + "?only=picks").text
    #expect(only.contains("id=\"f\(first)\""))
    #expect(!only.contains("id=\"f\(second)\""))
    #expect(only.contains("1 of 1"))
    let full = try await studio.ask(
      shoot.place + "/pick", .post, form: "pick=\(second)&lang=fr")
    #expect(full.headers[.location] == shoot.place + "?picked=full&lang=fr#f\(second)")
    #expect(try await studio.ask(shoot.place + "?picked=full").text.contains("1 favourite"))
    let json = try await studio.ask(
      shoot.place + "/pick", .post, [.accept: "application/json"], form: "drop=\(first)")
    #expect(json.text.contains("\"isFull\":false"))
    #expect(try await studio.ask(shoot.place).text.contains("Favourites · 0 of 1"))
  }

  @Test func `guests who look by the card's link don't choose for the client`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    let photo = try studio.add(to: shoot, small: Array("a".utf8))
    let card = "/s/\(shoot.card)"
    for page in [card, card + "/1"] {
      #expect(try await studio.ask(page).status == .ok)
      #expect(try await !studio.ask(page).text.contains("<button class=\"pick"))
    }
    #expect(try await studio.ask(shoot.place).text.contains("<button class=\"pick"))
    #expect(
      try await studio.ask(card + "/pick", .post, form: "pick=\(photo)").status == .notFound)
  }

  @Test func `a heart for what is not there, hidden or elsewhere changes nothing`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    let other = try studio.shoot("Other")
    let hidden = try studio.add(to: shoot, visible: false)
    let stranger = try studio.add(to: other)
    for value in ["\(hidden)", "\(stranger)", "0", "-1", "x", "", "99999999999999999999"] {
      let answer = try await studio.ask(shoot.place + "/pick", .post, form: "pick=\(value)")
      #expect(answer.status == .notFound)
    }
    #expect(
      try await studio.ask(
        shoot.place + "/pick", .post, [field("Sec-Fetch-Site"): "cross-site"],
        form: "pick=\(hidden)"
      ).status == .forbidden)
  }
}
