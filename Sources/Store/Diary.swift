import Booking
import Foundation
import GRDB
import GRDBSQLite

/// What the writer has read of the specialists' days, kept until it changes: in a rush a hundred
/// clients look at the same days, and few of them change them.
///
/// SQLite tells each row of `booking` that is written, by whatever statement, and that row is read
/// again before the diary is next looked into; after a rollback nothing of it is believed. It
/// belongs to the writer's connection and is touched on that connection's queue only.
final class Diary: @unchecked Sendable {
  private struct Page: Hashable {
    let specialist: ID<Specialist>
    let day: Day
  }
  private var pages: [Page: [TakenTime]] = [:]
  /// Where the time of each booking is written.
  private var places: [ID<Visit>: Page] = [:]
  /// Bookings that were written to since.
  private var touched: Set<ID<Visit>> = []
  private var isDoubted = false

  /// A full diary is begun anew: some months of a busy house, and a few megabytes.
  private static let capacity = (pages: 4_096, times: 16_384, touched: 256)

  /// A day of UTC, counted from 1970.
  struct Day: Hashable, Strideable {
    let number: Int64

    init(number: Int64) { self.number = number }

    init(of moment: Instant) {
      number = (moment.seconds - (moment.seconds < 0 ? 86_399 : 0)) / 86_400
    }

    var start: Instant {
      let (seconds, isBeyond) = number.multipliedReportingOverflow(by: 86_400)
      return Instant(isBeyond ? (number < 0 ? .min : .max) : seconds)
    }
    var end: Instant { advanced(by: 1).start }

    func distance(to other: Day) -> Int64 { other.number - number }
    func advanced(by days: Int64) -> Day { Day(number: number + days) }
  }

  /// Asks SQLite to tell what is written to `booking`.
  ///
  /// Called at the start of each transaction, because a connection has but one such hook.
  func follow(_ db: Database) {
    sqlite3_update_hook(
      db.sqliteConnection,
      { diary, _, _, table, row in
        guard let diary, let table, strcmp(table, "booking") == 0 else { return }
        Unmanaged<Diary>.fromOpaque(diary).takeUnretainedValue().touch(ID(row))
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  private func touch(_ booking: ID<Visit>) {
    if touched.count < Self.capacity.touched { touched.insert(booking) } else { doubt() }
  }

  /// What was read may never have been.
  func doubt() { isDoubted = true }

  /// Reads again what was written to since; to be called before pages are looked at.
  func bringUpToDate(_ tx: Transaction) throws {
    if isDoubted { beginAnew() }
    if touched.isEmpty { return }
    let times = try tx.takenTimes(by: touched)
    for booking in touched {
      guard let page = places.removeValue(forKey: booking) else { continue }
      pages[page]?.removeAll { $0.id == booking }
    }
    touched.removeAll()
    for time in times { write(time) }
  }

  /// The times of a specialist that begin on a day, in their order; nil when nobody has read them.
  func times(of specialist: ID<Specialist>, on day: Day) -> [TakenTime]? {
    pages[Page(specialist: specialist, day: day)]
  }

  /// Keeps all times of a specialist that begin on a day.
  func keep(_ times: [TakenTime], of specialist: ID<Specialist>, on day: Day) {
    if pages.count >= Self.capacity.pages || places.count >= Self.capacity.times { beginAnew() }
    let page = Page(specialist: specialist, day: day)
    pages[page] = times
    for time in times { places[time.id] = page }
  }

  /// Writes a time on its page, if somebody has read that.
  private func write(_ time: TakenTime) {
    let page = Page(specialist: time.specialist, day: Day(of: time.busyFrom))
    guard let times = pages[page] else { return }
    let place = times.firstIndex { $0.busyFrom > time.busyFrom } ?? times.endIndex
    pages[page]?.insert(time, at: place)
    places[time.id] = page
  }

  private func beginAnew() {
    pages.removeAll()
    places.removeAll()
    touched.removeAll()
    isDoubted = false
  }
}
