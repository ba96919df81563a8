import Foundation
import Testing

@testable import Phrasebook

@Suite struct PluralTests {
  static let rules: [(String, PluralRule)] = [
    ("ar", .arabic), ("be", .eastSlavic), ("cs", .czech), ("de", .oneOther), ("en", .oneOther),
    ("es", .spanish), ("fr", .french), ("he", .hebrew), ("it", .spanish), ("ja", .otherOnly),
    ("lt", .lithuanian), ("pl", .polish), ("pt", .french), ("ro", .romanian),
    ("ru", .eastSlavic), ("sl", .slovenian), ("sr", .southSlavic), ("tr", .oneOther),
    ("uk", .eastSlavic),
  ]

  /// Language, form, numbers; made by Plurals/make.py.
  static func cldr() throws -> [String: [String: [Int]]] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Plurals/cldr.json")
    return try JSONDecoder().decode(
      [String: [String: [Int]]].self, from: Data(contentsOf: file))
  }

  @Test("Every rule gives the forms CLDR gives", arguments: rules)
  func agreesWithCLDR(language: String, rule: PluralRule) throws {
    let forms = try #require(try Self.cldr()[language])
    for (form, numbers) in forms {
      for number in numbers {
        #expect(rule.category(number).rawValue == form, "\(language) \(number)")
        #expect(rule.category(-number).rawValue == form, "\(language) \(-number)")
      }
    }
    #expect(Set(forms.keys) == Set(rule.categories.map(\.rawValue)))
  }

  @Test("Every rule is checked against CLDR")
  func allRulesAreChecked() throws {
    #expect(Set(Self.rules.map(\.1)) == Set(PluralRule.allCases))
    #expect(Set(Self.rules.map(\.0)) == Set(try Self.cldr().keys))
  }

  @Test("The project's languages name the rule CLDR has for them")
  func filesNameTheirRule() throws {
    for file in try Shelf.files() {
      guard let forms = try Self.cldr()[file.code] else { continue }
      let named = try #require(file.entries.first { $0.key == "plural.rule" })
      let rule = try #require(PluralRule(rawValue: named.text))
      for (form, numbers) in forms {
        #expect(numbers.allSatisfy { rule.category($0).rawValue == form }, "\(file.name)")
      }
    }
  }

  @Test("The largest and smallest numbers have a form")
  func extremes() {
    for rule in PluralRule.allCases {
      #expect(rule.categories.contains(rule.category(.max)))
      #expect(rule.categories.contains(rule.category(.min)))
    }
  }

  @Test("A form is exact when it stands for one number only")
  func exactForms() {
    #expect(PluralRule.oneOther.isExact(.one))
    #expect(!PluralRule.eastSlavic.isExact(.one))
    #expect(!PluralRule.french.isExact(.one))
    #expect(PluralRule.arabic.isExact(.two))
  }
}
