import Booking
import Chance
import Foundation
import Testing

@testable import Store

/// What the writer remembers of the specialists' days is what the database holds, whatever was
/// written, refused or rolled back in between.
///
/// `DIARY_SEED` plays one seed again.
@Suite struct DiaryTests {
  private static let seeds: [UInt64] =
    ProcessInfo.processInfo.environment["DIARY_SEED"].flatMap { UInt64($0) }.map { [$0] }
    ?? [1, 2, 3, 4]

  private struct Regret: Error {}

  @Test(arguments: seeds) func `the diary says what the database says`(_ seed: UInt64) throws {
    let shop = try Shop()
    var dice = SplitMix(seed: seed)
    var looks = 0
    for step in 0..<300 {
      for _ in 0..<3 { try write(Int64.random(in: 1...60, using: &dice), in: shop, &dice) }
      let from = Shop.opening.adding(minutes: Int.random(in: -4_000..<6_000, using: &dice))
      let to = from.adding(minutes: [30, 1_440, 9_000, 200_000].randomElement(using: &dice) ?? 30)
      let now = Shop.opening.adding(minutes: Int.random(in: -1_000..<3_000, using: &dice))
      let calendar = Int.random(in: 0..<3, using: &dice)
      let besides = Bool.random(using: &dice) ? ID<Visit>(Int64(step % 60)) : nil
      let client = Bool.random(using: &dice) ? shop.client : nil
      @Sendable func look(_ tx: Transaction) throws -> [Busy] {
        let calendar = try #require(try tx.catalogue().calendar(shop.calendars[calendar]))
        return try tx.withBusyTimes(
          for: shop.haircut, on: calendar, in: from..<to, now: now, besides: besides, client: client
        ) { times in
          // In two strides, the first of which may end in the middle of a day.
          try times.read(until: from.adding(minutes: 700))
          try times.read(until: to)
          return times.times
        }
      }
      let remembered = try shop.store.write { try look($0) }
      let read = try shop.store.read { try look($0) }
      looks += read.count
      guard remembered.sorted(by: inOrder) == read.sorted(by: inOrder) else {
        Issue.record("DIARY_SEED=\(seed) step \(step): \(remembered) in place of \(read)")
        return
      }
    }
    #expect(looks > 300, "seed \(seed) looks at little")
  }

  /// A row new, changed or gone; in one of three a change of heart undoes it.
  private func write(_ id: Int64, in shop: Shop, _ dice: inout SplitMix) throws {
    let entry = Entry(id, at: Int64.random(in: 0..<200, using: &dice) * 30) {
      $0.calendar = Int.random(in: 0..<3, using: &dice)
      $0.minutes = [15, 30, 1_440].randomElement(using: &dice) ?? 30
      $0.before = [0, 0, 10, 720].randomElement(using: &dice) ?? 0
      $0.state = [.held, .confirmed, .cancelled, .expired].randomElement(using: &dice) ?? .held
    }
    let kind = Int.random(in: 0..<5, using: &dice)
    switch Int.random(in: 0..<3, using: &dice) {
    case 0: _ = try shop.accepts { try shop.write(entry, kind, $0) }
    case 1:
      // The whole transaction.
      do {
        try shop.store.write { tx in
          try shop.write(entry, kind, tx)
          try remember(shop, tx)
          throw Regret()
        }
      } catch is Regret {} catch {
        guard case .overlap = StatementFault(error) else { throw error }
      }
    default:
      // A part of one.
      try shop.store.write { tx in
        do {
          try tx.savepoint {
            try shop.write(entry, kind, tx)
            try remember(shop, tx)
            throw Regret()
          }
        } catch is Regret {} catch {
          guard case .overlap = StatementFault(error) else { throw error }
        }
      }
    }
  }

  /// Looks at what will not have been.
  private func remember(_ shop: Shop, _ tx: Transaction) throws {
    for calendar in shop.calendars {
      guard let calendar = try tx.catalogue().calendar(calendar) else { continue }
      try tx.withBusyTimes(
        for: shop.haircut, on: calendar,
        in: Shop.opening..<Shop.opening.adding(minutes: 6_000), now: Shop.opening, besides: nil
      ) { try $0.read(until: Shop.opening.adding(minutes: 6_000)) }
    }
  }

  private func inOrder(_ a: Busy, _ b: Busy) -> Bool { "\(a)" < "\(b)" }

  @Test func `a diary that is full is begun anew`() throws {
    let shop = try Shop()
    for number in 1...40 {
      #expect(try shop.insert(Entry(Int64(number), at: Int64(number) * 1_440)))
    }
    let far = Shop.opening..<Shop.opening.adding(minutes: 5_000 * 1_440)
    try shop.store.write { tx in
      let calendar = try #require(try tx.catalogue().calendar(shop.calendars[0]))
      for _ in 0..<3 {
        let count = try tx.withBusyTimes(
          for: shop.haircut, on: calendar, in: far, now: Shop.opening, besides: nil
        ) { times in
          try times.read(until: far.upperBound)
          return times.times.count
        }
        #expect(count == 40)
      }
    }
  }
}

extension Shop {
  /// Removes the row of an entry, and mostly writes it anew.
  fileprivate func write(_ entry: Entry, _ kind: Int, _ tx: Transaction) throws {
    try tx.run("DELETE FROM booking WHERE id = ?", [entry.id])
    if kind > 0 { try insert(entry, tx) }
  }
}
