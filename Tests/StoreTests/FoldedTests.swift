import Chance
import Testing

@testable import Store

/// What people type differently and mean alike.
@Suite struct FoldedTests {
  @Test(arguments: [
    ("Anna KOVALENKO", "anna kovalenko"), ("  Zoë\u{A0} O’Brien ", "zoe obrien"),
    ("Жанна ЩУКИНА", "жанна щукина"), ("Юрій Їжакевич", "юрій їжакевич"),
    ("и\u{306}", "й"), ("Алёна Ёлкина", "алена елкина"), ("Ґалаґан", "галаган"),
    ("Мар’яна", "маряна"), ("Мар'яна", "маряна"), ("Марʼяна", "маряна"), ("Ива́н", "иван"),
    ("Łukasz Müller-Groß", "lukasz muller gross"), ("İbrahim Işık", "ibrahim isik"),
    ("Søren Æbelø", "soren aebelo"), ("ΝΊΚΟΣ Παπαδόπουλος", "νικοσ παπαδοπουλοσ"),
    ("Anne—Marie", "anne marie"), ("ＡＮＮＡ ﬁ", "anna fi"), ("שָׁלוֹם", "שלום"), ("مُحَمَّد", "محمد"),
    ("أحمد", "احمد"), ("कमला", "कमला"), ("김민수", "김민수"), ("李娜", "李娜"), ("😀 Kim", "😀 kim"),
    ("\u{202E}anna\u{200F}\n\t", "anna"), ("’", ""), ("", ""), ("ЎЗБЕК", "ўзбек"),
  ]) func `a name is folded`(_ name: String, _ folded: String) {
    #expect(Folded.text(name) == folded)
    #expect(Folded.text(folded) == folded)
  }

  @Test func `names of every alphabet come in its order`() {
    let names = ["Адам", "Євген", "Женя", "Зоя", "Ігор", "Їжак", "Йосип", "Кіра"]
    #expect(names.shuffled().sorted { Folded.sortKey($0) < Folded.sortKey($1) } == names)
  }

  @Test(arguments: [41, 42] as [UInt64]) func `folding twice is folding once`(_ seed: UInt64) {
    let dice = Dice(seed: seed)
    for _ in 0..<2_000 {
      let text = ClientSearchTests.name(dice)
      let once = Folded.text(text)
      #expect(Folded.text(once) == once, "seed \(seed): \(text)")
    }
  }
}
