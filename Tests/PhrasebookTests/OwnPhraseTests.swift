import Testing

@testable import Phrasebook

/// What people write in place of our words is checked before it is kept, and escaped when it is said.
@Suite struct OwnPhraseTests {
  private static let known = ["name": 20, "time": 20]

  @Test(
    arguments: [
      ("Hello, {name}!", []), ("", [.empty]), (" \n ", [.empty]), ("<b></b>", [.empty]),
      ("{nobody}", [.unknown("nobody")]), ("{імʼя", [.brace]), ("{}", [.brace]),
      ("a } b", [.brace]),
      ("{name", [.brace]), ("{{name}}", [.brace]), ("<b>x", [.tag("b")]), ("x</i>", [.tag("i")]),
      ("<b><i>x</b></i>", [.tag("b")]), ("I <3 you & <u>me</u>", []), ("💈 שלום", []),
      ("{Name} {name}", []),
    ] as [(String, [OwnPhrase.Problem])]) func `problems are named`(
      _ text: String, _ problems: [OwnPhrase.Problem]
    )
  {
    let phrase = OwnPhrase(text, known: Self.known)
    #expect(Set(phrase.problems) == Set(problems), "\(text): \(phrase.problems)")
  }

  @Test func `what is wanted must be there, and all must fit`() {
    #expect(
      OwnPhrase("Hi", known: Self.known, required: ["name"]).problems == [.missing("name")])
    #expect(OwnPhrase("{name}", known: Self.known, limit: 19).problems == [.tooLong])
    #expect(OwnPhrase("{name}", known: Self.known, limit: 20).problems == [])
    #expect(
      OwnPhrase(String(repeating: "😀", count: 50), known: Self.known, limit: 99).problems
        == [.tooLong])
  }

  @Test func `it is said with its own bold and italic, and everything else escaped`() {
    let phrase = OwnPhrase("<B>{Name}</b> & <i>x</i> <u>{name}</u> <3 {gone}")
    let said = phrase.said { $0 == "name" ? "o’<b>T&" : "" }
    #expect(
      said == "<b>O’&lt;b&gt;T&amp;</b> &amp; <i>x</i> &lt;u&gt;o’&lt;b&gt;T&amp;&lt;/u&gt; &lt;3 ")
  }
}
