import Chance
import Testing

@testable import Sandbox

private func parse(_ html: String) throws -> FormattedText { try HTMLParser.parse(html).tidied() }

private func failure(_ html: String) -> String {
  do {
    _ = try HTMLParser.parse(html)
    return ""
  } catch {
    return error.text
  }
}

@Suite("Texts as Telegram formats them")
struct TextTests {
  @Test("offsets count UTF-16 units")
  func offsets() throws {
    let text = try parse("👍 <b>дім</b> &lt;3 <i>a<u>b</u></i>")
    #expect(text.text == "👍 дім <3 ab")
    #expect(
      text.entities == [
        Entity(type: "bold", offset: 3, length: 3),
        Entity(type: "italic", offset: 10, length: 2),
        Entity(type: "underline", offset: 11, length: 1),
      ])
  }

  @Test("every supported tag gives its entity")
  func tags() throws {
    let cases: [(String, String)] = [
      ("<strong>x</strong>", "bold"), ("<em>x</em>", "italic"), ("<ins>x</ins>", "underline"),
      ("<strike>x</strike>", "strikethrough"), ("<del>x</del>", "strikethrough"),
      ("<tg-spoiler>x</tg-spoiler>", "spoiler"), ("<code>x</code>", "code"),
      ("<span class=\"tg-spoiler\">x</span>", "spoiler"), ("<pre>x</pre>", "pre"),
      ("<blockquote>x</blockquote>", "blockquote"),
      ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
      ("<tg-emoji emoji-id=\"5368324170671202286\">👍</tg-emoji>", "custom_emoji"),
      ("<a href='tg://user?id=123456789012'>x</a>", "text_mention"),
      ("<a href='example.org/a?b=1&amp;c=2'>x</a>", "text_link"),
      ("<tg-time unix=\"1750000000\" format=\"wDT\">then</tg-time>", "date_time"),
    ]
    for (html, type) in cases {
      let text = try parse(html)
      #expect(text.entities.map(\.type) == [type], "\(html)")
    }
    #expect(
      try parse("<a href='example.org/a?b=1&amp;c=2'>x</a>").entities[0].extra["url"]
        == "http://example.org/a?b=1&c=2")
    #expect(
      try parse("<pre><code class=\"language-swift\">x</code></pre>").entities[0].extra["language"]
        == "swift")
    #expect(
      try parse("<tg-time unix=\"17\" format=\"r\">x</tg-time>").entities[0].json["unix_time"] == 17
    )
  }

  @Test("what is no link stays plain text")
  func noLink() throws {
    #expect(try parse("<a href='nonsense'>x</a>").entities.isEmpty)
    #expect(try parse("<a href='http://localhost/'>x</a>").entities.isEmpty)
  }

  @Test("errors have the server's words")
  func errors() {
    #expect(failure("ü<x>") == "Unsupported start tag \"x\" at byte offset 2")
    #expect(failure("<b>x") == "Can't find end tag corresponding to start tag \"b\"")
    #expect(
      failure("<b>x</i>")
        == "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"")
    #expect(failure("x</b>") == "Unexpected end tag at byte offset 1")
    #expect(failure("1 < 2") == "Unsupported start tag \"\" at byte offset 2")
    #expect(failure("<b") == "Unclosed start tag at byte offset 0")
    #expect(failure("<span>x</span>").hasPrefix("Tag \"span\" must have class \"tg-spoiler\""))
    #expect(failure("<tg-time unix=\"x\">y</tg-time>").hasPrefix("Invalid Unix time"))
    #expect(failure("<tg-time unix=\"1\" format=\"Dd\">y</tg-time>").hasPrefix("Invalid date-time"))
  }

  @Test("outer white space goes and entities follow")
  func trimming() throws {
    let text = try parse("\n  <b> x </b>y  \n")
    #expect(text.text == "x y")
    #expect(text.entities == [Entity(type: "bold", offset: 0, length: 2)])
    #expect(try parse("<b>  </b>").text.isEmpty)
    #expect(try parse("a\r\nb").text == "a\nb")
  }

  @Test("commands, links, mentions, addresses and numbers are found")
  func found() {
    let text = FormattedText(
      text: "/book@my_bot now, see https://a.example/x?y=1. @anna_b or me@mail.org, t.me/bot "
        + "+44 7700 900123 #tag 1/2 a/b", entities: []
    ).tidied()
    let parts = text.entities.map { entity in
      let units = Array(text.text.utf16)[entity.offset..<entity.end]
      return entity.type + ":" + String(decoding: units, as: UTF16.self)
    }
    #expect(
      parts == [
        "bot_command:/book@my_bot", "url:https://a.example/x?y=1", "mention:@anna_b",
        "email:me@mail.org", "url:t.me/bot", "phone_number:+44 7700 900123", "hashtag:#tag",
      ])
  }

  @Test("nothing is found inside code")
  func code() throws {
    let text = try parse("<code>/start @name_x</code>")
    #expect(text.entities.map(\.type) == ["code"])
  }

  @Test("MarkdownV2 and Markdown give the same entities as HTML")
  func markdown() throws {
    let text = try MarkdownParser.parse(
      "*b* _i_ __u__ ~s~ ||p|| `c` [l](https://a\\.example/) \\!", version2: true
    ).tidied()
    #expect(text.text == "b i u s p c l !")
    #expect(
      text.entities.map(\.type) == [
        "bold", "italic", "underline", "strikethrough", "spoiler", "code", "text_link",
      ])
    #expect(throws: HTMLParser.Failure.self) {
      try MarkdownParser.parse("end.", version2: true)
    }
    #expect(throws: HTMLParser.Failure.self) { try MarkdownParser.parse("*x", version2: false) }
    #expect(try MarkdownParser.parse("1.5 *x*", version2: false).text == "1.5 x")
  }

  @Test("random markup never traps and offsets stay inside the text")
  func random() {
    let seed = UInt64.random(in: 0..<UInt64.max)
    var generator = SplitMix(seed: seed)
    let bits = [
      "<b>", "</b>", "<i>", "</i>", "<a href=\"", "x.org", "\">", "</a>", "&lt;", "&#128077;", "👍",
      " ", "\n", "@name", "/cmd", "+123456789", "<pre>", "</pre>", "<", ">", "\"", "=", "a@b.com",
      "https://", "&", "é", "*", "_", "[", "](", ")", "`", "\\", "</", "<tg-time unix=1 format=r>",
    ]
    for _ in 0..<3000 {
      let count = Int.random(in: 0..<12, using: &generator)
      let input = (0..<count).map { _ in bits.randomElement(using: &generator) ?? "" }.joined()
      let texts = [
        try? HTMLParser.parse(input), try? MarkdownParser.parse(input, version2: true),
        try? MarkdownParser.parse(input, version2: false),
        FormattedText(text: input, entities: [Entity(type: "bold", offset: 1, length: 900)]),
      ]
      for text in texts.compactMap({ $0?.tidied() }) {
        for entity in text.entities {
          #expect(
            entity.offset >= 0 && entity.length > 0 && entity.end <= text.length,
            "seed \(seed): \(input)")
        }
      }
    }
  }
}

@Suite("JSON")
struct JSONTests {
  @Test("reads and writes what Telegram sends")
  func round() {
    let text = #"{"a":[1,-2.5,true,null,"é\n\"👍\\"],"id":6011223301999,"b":{}}"#
    #expect(JSON(parsing: text)?.text == text)
    #expect(JSON(parsing: #""\ud83d\udc4d\u0041""#) == .string("👍A"))
    #expect(JSON(parsing: "1e3")?.double == 1000)
  }

  @Test(
    "refuses what is no JSON",
    arguments: ["", "{", "[1,]", "{\"a\"}", "nul", "1 2", "\"\\x\"", "\"\\ud800\"", "--1"])
  func malformed(_ text: String) {
    #expect(JSON(parsing: text) == nil)
  }

  @Test("deep nesting is refused, not followed")
  func deep() {
    #expect(JSON(parsing: String(repeating: "[", count: 100_000)) == nil)
  }
}
