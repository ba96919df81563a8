import Chance
import Testing

@testable import Telegram

@Suite("HTML") struct HTMLTests {
  private static let reference = HTML.markup("&#128512;&#x41;&nbsp;&unknown;")
  private static let measured: [(HTML, Int)] = [
    (HTML(""), 0), (HTML("abc"), 3), (HTML("<&>\""), 4), (HTML("Київ"), 4), (HTML("שלום"), 4),
    (HTML("€"), 1), (HTML("😀"), 2), (HTML("👩‍👩‍👧"), 8), (HTML("🇺🇦"), 4),
    (HTML("x").bold().link(to: "https://a.b/?c=<d>"), 1), (HTMLTests.reference, 18),
    (HTML.markup("a & b"), 5), (HTML.markup("<a href=\"x>y\">z</a>"), 1), (HTML.markup("<b"), 0),
    (HTML.time(unix: 1, format: "r", fallback: "soon"), 4),
  ]

  @Test("escapes what people type")
  func escapes() {
    #expect(HTML(#"<b>&"x"</b>"#).source == "&lt;b&gt;&amp;&quot;x&quot;&lt;/b&gt;")
    #expect(
      HTML("x").link(to: #"https://e.org/?a=1&b="2""#).source
        == #"<a href="https://e.org/?a=1&amp;b=&quot;2&quot;">x</a>"#)
    #expect(
      (HTML("a<").bold() + HTML(" ").italic() + HTML("c").code() + HTML("s").spoiler()).source
        == "<b>a&lt;</b><i> </i><code>c</code><tg-spoiler>s</tg-spoiler>")
    #expect(
      HTML.time(unix: 1_763_712_345, format: "wDT", fallback: "Fri <1>").source
        == #"<tg-time unix="1763712345" format="wDT">Fri &lt;1&gt;</tg-time>"#)
    #expect([HTML("a"), HTML("<")].joined(separator: "&").source == "a&amp;&lt;")
    var sum = HTML("a")
    sum += HTML.markup("<u>b</u>")
    #expect(sum.source == "a<u>b</u>")
  }

  @Test(
    "counts UTF-16 units after entity parsing",
    arguments: HTMLTests.measured)
  func lengths(html: HTML, length: Int) {
    #expect(html.length == length)
    #expect(html.plain.utf16.count == length)
  }

  @Test("random texts survive escaping")
  func plainRoundTrip() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("HTML seed \(seed)")
    var random = SplitMix(seed: seed)
    for _ in 0..<500 {
      let text = random.text(40)
      #expect(HTML(text).bold().plain == text, "seed \(seed)")
      #expect(HTML(text).length == text.utf16.count, "seed \(seed)")
    }
  }

  @Test("cuts between characters, closes tags and stays within the limit")
  func truncation() {
    let html = HTML("ab").bold() + (HTML("cd&") + HTML("ef").italic()).quote()
    #expect(html.truncated(to: 7) == html)
    #expect(html.truncated(to: 6).source == "<b>ab</b><blockquote>cd&amp;…</blockquote>")
    #expect(html.truncated(to: 3).source == "<b>ab…</b>")
    #expect(html.truncated(to: 1).source == "…")
    #expect(html.truncated(to: 0).isEmpty)
    #expect(HTML("a👩‍👩‍👧b").truncated(to: 9).source == "a…")
    #expect(
      HTML("long text").link(to: "https://a.b").truncated(to: 5).source
        == #"<a href="https://a.b">long…</a>"#)
  }

  @Test("truncation never breaks the limit or the tags, for random texts")
  func truncationProperty() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("truncation seed \(seed)")
    var random = SplitMix(seed: seed)
    for _ in 0..<300 {
      let html =
        HTML(random.text()).bold() + (HTML(random.text()) + HTML(random.text()).italic()).spoiler()
        + HTML(random.text())
      let limit = Int.random(in: 0...40, using: &random)
      let cut = html.truncated(to: limit)
      #expect(cut.length <= limit, "seed \(seed)")
      let opened = cut.source.split(separator: "<").count { !$0.hasPrefix("/") && $0.contains(">") }
      let closed = cut.source.split(separator: "<").count { $0.hasPrefix("/") }
      #expect(opened == closed, "seed \(seed): \(cut.source)")
    }
  }
}
