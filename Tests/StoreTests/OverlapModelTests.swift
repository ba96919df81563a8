import Booking
import Chance
import Foundation
import Testing

@testable import Store

/// Random rows: the trigger accepts exactly what a model accepts that looks at every row.
///
/// `OVERLAP_SEED` plays one seed again.
@Suite struct OverlapModelTests {
  private static let seeds: [UInt64] =
    ProcessInfo.processInfo.environment["OVERLAP_SEED"].flatMap { UInt64($0) }.map { [$0] }
    ?? [1, 2, 3]

  @Test(arguments: seeds) func `the trigger refuses what overlaps and nothing else`(
    _ seed: UInt64
  ) throws {
    let shop = try Shop()
    var dice = SplitMix(seed: seed)
    var book: [Int64: Entry] = [:]
    var accepted = 0
    var refused = 0
    for step in 0..<400 {
      let isNew = book.isEmpty || Int.random(in: 0..<3, using: &dice) > 0
      let entry =
        isNew
        ? random(id: Int64(step + 1), book, &dice) : changed(book.values, &dice)
      let expected = model(entry, book)
      let answer = try isNew ? shop.insert(entry) : shop.update(entry)
      guard answer == expected else {
        Issue.record(
          """
          OVERLAP_SEED=\(seed) step \(step): \(entry) was \(answer ? "accepted" : "refused") beside
          \(book.values.sorted { $0.starts < $1.starts }.map(\.description).joined(separator: "\n"))
          """)
        return
      }
      if answer {
        book[entry.id] = entry
        accepted += 1
      } else {
        refused += 1
      }
    }
    #expect(accepted > 100 && refused > 60, "seed \(seed): \(accepted) to \(refused) tests little")
  }

  /// What the rules say, row by row.
  private func model(_ entry: Entry, _ book: [Int64: Entry]) -> Bool {
    guard entry.state.isActive else { return true }
    let others = book.values.filter {
      $0.id != entry.id && !$0.state.isFinal && $0.isAdas == entry.isAdas
        && $0.id != entry.moves && $0.moves != entry.id
    }
    let group = others.filter {
      entry.capacity > 1 && $0.calendar == entry.calendar && $0.isCourse == entry.isCourse
        && $0.starts == entry.starts
    }
    let inTheWay = others.contains { other in
      other.from < entry.to && entry.from < other.to && !group.contains { $0.id == other.id }
    }
    return !inTheWay && group.map(\.seats).reduce(entry.seats, +) <= max(entry.capacity, 1)
  }

  private func random(
    id: Int64, _ book: [Int64: Entry], _ dice: inout SplitMix
  ) -> Entry {
    Entry(id, at: Int64.random(in: 0..<160, using: &dice) * 30) {
      $0.calendar = Int.random(in: 0..<3, using: &dice)
      $0.minutes = [15, 30, 45, 60, 1_440].randomElement(using: &dice) ?? 30
      if $0.minutes == 1_440, Int.random(in: 0..<8, using: &dice) > 0 { $0.minutes = 20 }
      $0.before = [0, 0, 0, 10, 720].randomElement(using: &dice) ?? 0
      if $0.before == 720, Int.random(in: 0..<8, using: &dice) > 0 { $0.before = 5 }
      $0.after = [0, 0, 0, 15].randomElement(using: &dice) ?? 0
      if Int.random(in: 0..<3, using: &dice) == 0 {
        $0.isCourse = true
        $0.minutes = 60
        $0.capacity = 3
        $0.seats = Int64.random(in: 1...2, using: &dice)
        if let other = book.values.filter(\.isCourse).sorted(by: { $0.id < $1.id })
          .randomElement(using: &dice), Bool.random(using: &dice)
        {
          $0.calendar = other.calendar
          $0.starts = other.starts
        }
      }
      $0.state =
        [.held, .requested, .confirmed, .confirmed, .cancelled].randomElement(using: &dice)
        ?? .held
      if $0.state == .held, Bool.random(using: &dice) {
        $0.moves = book.keys.sorted().randomElement(using: &dice)
      }
    }
  }

  private func changed(_ entries: some Collection<Entry>, _ dice: inout SplitMix) -> Entry {
    var entry = entries.sorted { $0.id < $1.id }.randomElement(using: &dice) ?? Entry(1, at: 0)
    switch Int.random(in: 0..<5, using: &dice) {
    case 0: entry.starts += Int64.random(in: -4...4, using: &dice) * 900
    case 1: entry.calendar = Int.random(in: 0..<3, using: &dice)
    case 2: entry.after = Int64.random(in: 0...4, using: &dice) * 10
    case 3: entry.seats = min(entry.capacity, entry.seats + 1)
    default:
      entry.state = BookingState.allCases.randomElement(using: &dice) ?? .cancelled
    }
    if entry.state.isActive, entry.state != .held { entry.moves = nil }
    return entry
  }
}
