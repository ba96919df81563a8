import Booking
import Foundation
import Stage
import Store
import Testing

/// A crowd that does anything at all meets no silence, no broken message and no dead end.
///
/// `RANDOM_USER_SEED` plays one seed again, `RANDOM_USER_STEPS` makes it longer.
@Suite struct RandomUserTests {
  private static let environment = ProcessInfo.processInfo.environment
  static let seeds: [UInt64] =
    environment["RANDOM_USER_SEED"].flatMap { UInt64($0) }.map { [$0] } ?? [1, 2, 3, 4]
  private static let steps = environment["RANDOM_USER_STEPS"].flatMap { Int($0) } ?? 1_500

  @Test(arguments: seeds) func `whatever people do, the chat goes on`(_ seed: UInt64) throws {
    let crowd = try RandomCrowd(seed: seed)
    do {
      for _ in 0..<Self.steps { try crowd.step() }
    } catch let broken as RandomCrowd.Broken {
      Issue.record("RANDOM_USER_SEED=\(seed) \(broken)")
      return
    }
    let (waiting, dead) = try crowd.stage.store.read { try $0.countOutbox() }
    #expect(waiting == 0 && dead == 0, "seed \(seed)")
    let visits = try crowd.stage.store.read { try $0.allVisits() }
    #expect(visits.count { $0.revision > 0 } > 10, "seed \(seed): the crowd booked too little")
    expectNoOverlap(visits, "seed \(seed)")
  }

  /// Nobody is in two places at once: what overlaps is one group visit with seats for all.
  private func expectNoOverlap(_ visits: [Visit], _ comment: Comment) {
    let active = visits.filter(\.state.isActive).sorted { $0.starts < $1.starts }
    for (index, visit) in active.enumerated() {
      var group = [visit]
      for other in active[(index + 1)...] where other.specialist == visit.specialist {
        guard other.starts < visit.ends else { continue }
        #expect(
          other.starts == visit.starts && other.service == visit.service
            && other.calendar == visit.calendar, comment)
        group.append(other)
      }
      #expect(
        group.reduce(0) { $0 + $1.seats } <= group.map(\.capacity).max() ?? 1, comment)
    }
  }
}
