import Booking
import Foundation
import FrontDesk
import Logging
import Store
import Telegram

/// What became of a file on its way.
enum Landing: Sendable {
  case content(MediaContent)
  case failure(FetchFailure)
  case fault(MediaFault)
}

extension Collector {
  /// Does what can be done now; answers in how many milliseconds to look again.
  func advance(_ round: inout Round, _ group: inout TaskGroup<Event>) async -> Int64 {
    if isTimeToWrite(round) { writeDown(&round) }
    var patience = pace.idle
    if !round.landed.isEmpty {
      patience = min(patience, max(round.landedAt + pace.linger - round.tick, 1))
    }
    if round.tick < round.restsUntil { return min(patience, round.restsUntil - round.tick) }
    begin(&round, &group)
    if round.tick < round.restsUntil { return min(patience, round.restsUntil - round.tick) }
    guard round.isIdle else { return patience }
    await tidy(&round)
    return min(patience, untilNext())
  }

  private func isTimeToWrite(_ round: Round) -> Bool {
    guard !round.landed.isEmpty, round.faults == 0 || round.tick >= round.restsUntil else {
      return false
    }
    return round.landed.count >= 64 || round.tick - round.landedAt >= pace.linger
      || (round.flying.isEmpty && round.queue.isEmpty && !round.mayWait)
  }

  private func untilNext() -> Int64 {
    guard let next = (try? store.read { try $0.nextFetch() }) ?? nil else { return pace.idle }
    return max((next.seconds - clock().seconds) * 1_000, 100)
  }

  /// Begins as many as may be under way at once; after a failure of the line one tries whether it is
  /// back.
  private func begin(_ round: inout Round, _ group: inout TaskGroup<Event>) {
    while round.flying.count < (round.outage > 0 ? 1 : pace.atOnce) {
      if round.queue.isEmpty, round.mayWait { load(&round) }
      guard let wanted = round.queue.first else { return }
      if let trouble = trouble(for: wanted) { return pause(&round, trouble) }
      if round.trouble != nil { resume(&round) }
      round.queue.removeFirst()
      round.flying.insert(wanted)
      round.number += 1
      let path = folder.incomingPath(round.number)
      group.addTask { [self] in .landed(wanted, await fetch(wanted, by: path)) }
    }
  }

  private func load(_ round: inout Round) {
    let now = clock()
    let limit = 64 + round.flying.count + round.landed.count * 3
    do {
      let found = try store.read { try $0.wantedFiles(now: now, limit: limit) }
      round.queue = found.filter { !round.holds($0) }
      round.mayWait = !round.queue.isEmpty
    } catch {
      logger.error("What waits to be fetched can't be read: \(error)")
      round.restsUntil = round.tick + pace.rest
    }
  }

  /// Flushed and named before anybody is told; on the way it lies where a restart clears it away.
  private func fetch(_ wanted: WantedFile, by path: String) async -> Landing {
    defer { unlink(path) }
    do throws(TelegramError) {
      try await fetcher.download(fileID: wanted.fileID, to: path)
    } catch {
      return .failure(FetchFailure(error))
    }
    do throws(MediaFault) {
      let content = try await ContentReading.read(path)
      if Task.isCancelled { return .failure(.cancelled) }
      try folder.flush(file: path)
      try custody.takeIn(content.digest) { () throws(MediaFault) in
        try folder.place(path, as: content.digest)
      }
      return .content(content)
    } catch {
      return .fault(error)
    }
  }

  func take(_ landing: Landing, of wanted: WantedFile, into round: inout Round) {
    round.flying.remove(wanted)
    let now = clock()
    switch landing {
    case .content(let content):
      round.arrivals += 1
      round.outage = 0
      round.stumbles[wanted] = nil
      round.land(wanted, .kept(content))
    case .failure(.tooBig):
      round.outage = 0
      round.land(wanted, .tooBig)
    case .failure(.never(let reason)): giveUp(wanted, reason, &round)
    case .failure(.later(let reason)):
      round.mayWait = true
      if wanted.attempts < pace.delays.count {
        round.land(
          wanted,
          .later(now.adding(seconds: pace.delays[wanted.attempts]), reason: reason, counts: true))
      } else {
        giveUp(wanted, reason, &round)
      }
    case .failure(.nothing(let reason, let seconds)):
      stumble(at: wanted, reason, seconds, &round)
    case .failure(.cancelled): round.mayWait = true
    case .fault(let fault):
      logger.error("A file can't be kept: \(fault)")
      round.mayWait = true
      pause(&round, fault.isFull ? .full : .unwritable)
    }
  }

  private func giveUp(_ wanted: WantedFile, _ reason: String, _ round: inout Round) {
    logger.warning(
      "A file can't be fetched and is given up: \(reason)",
      metadata: ["file": "\(wanted.file)"])
    round.land(wanted, .failed(reason: reason))
  }

  /// The line failed: all wait a little. A file at which it fails again and again while others come
  /// makes room for them, and is given up in the end.
  private func stumble(
    at wanted: WantedFile, _ reason: String, _ seconds: Int?, _ round: inout Round
  ) {
    round.mayWait = true
    round.outage += 1
    if round.outage == 1 { logger.notice("Files can't be fetched now: \(reason)") }
    let rest = seconds.map { Int64($0) * 1_000 } ?? pace.rest << Int64(min(round.outage - 1, 6))
    round.restsUntil = max(round.restsUntil, round.tick + rest)
    if seconds != nil { return }
    let before = round.stumbles[wanted] ?? (0, round.arrivals)
    round.stumbles[wanted] = (before.times + 1, round.arrivals)
    guard before.times > 0 else { return }
    let othersCame = round.arrivals > before.arrivals
    if othersCame, wanted.attempts >= pace.delays.count {
      round.stumbles[wanted] = nil
      return giveUp(wanted, reason, &round)
    }
    let delay = pace.delays[min(othersCame ? wanted.attempts : 0, pace.delays.count - 1)]
    round.land(
      wanted, .later(clock().adding(seconds: delay), reason: reason, counts: othersCame))
  }
}
