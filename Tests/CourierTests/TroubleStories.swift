import Booking
import Chance
import Testing

@testable import Courier

@Suite("Trouble")
struct TroubleStories {
  @Test("A refused row is kept with its reason and blocks nothing")
  func refused() {
    Story.play(
      """
      post A1 A2
      go A1
      400 A1
      wrote A1:bury
      go A2
      """)
  }

  @Test("Who blocked the bot is marked; what waits for them goes away, and only that")
  func unreachable() {
    Story.play(
      """
      post A1 A2 A3:notice B1
      go A1 B1
      403 A1
      wrote A1:unreachable A2:remove A3:remove A1:remove
      ok B1
      go -
      # they came back
      post A4
      go A4
      """)
  }

  @Test("What surely did not arrive is tried again, later and later, and the chat waits for it")
  func again() {
    var story = Story()
    story.tell("post A1 A2")
    for attempt in 0..<12 {
      story.tell("go A1\ndown A1\nwrote A1:postpone\ngo -")
      let sleep = story.sleep ?? 0
      let planned = min(500 << Int64(attempt), 30_000)
      #expect(sleep >= planned * 4 / 5 && sleep <= planned * 6 / 5, "attempt \(attempt)")
      story.tell("+\(sleep)")
    }
    story.tell("go A1\nok A1\ngo A2")
  }

  @Test("When nobody knows whether it arrived: again if it may be repeated, else given up")
  func unknown() {
    Story.play(
      """
      post A1 B1:once
      hold
      go A1
      # B1 goes when its mark is committed
      commit
      go B1
      lost A1 B1
      wrote B1:mark A1:postpone B1:bury
      +700
      go A1
      """)
  }

  @Test("A row that must not be repeated is marked anew for every try")
  func marked() {
    Story.play(
      """
      post A1:once A2
      go A1
      down A1
      wrote A1:mark A1:postpone
      +700
      go A1
      wrote A1:mark
      ok A1
      wrote A1:remove
      go A2
      """)
  }

  @Test("A group that became a supergroup takes its rows along, in order")
  func moved() {
    Story.play(
      """
      post g1 g2 s1
      go g1 s1
      moved g1=s
      wrote g1:migrate=-19
      go -
      ok s1
      go g1
      ok g1=5
      go g2
      """)
  }

  @Test("When the line is down, single tries find out whether it is back")
  func outage() {
    var story = Story()
    story.tell(
      """
      post A1 B1 C1 D1 E1 F1
      go A1 B1 C1 D1 E1 F1
      down A1 B1 C1 D1 E1 F1
      go -
      """)
    var tries = 0
    for _ in 0..<40 where tries < 3 {
      story.now.tick += story.sleep ?? 1
      let departures = story.machine.next(at: story.now)
      if let departure = departures {
        tries += 1
        #expect(story.machine.next(at: story.now) == nil)
        story.machine.ended(
          departure, tries < 3 ? .notSent("") : .delivered(message: nil), at: story.now)
        for entry in story.machine.takeEntries() { story.machine.committed(entry, at: story.now) }
      }
    }
    #expect(tries == 3)
    story.now.tick += 60_000
    var rest = 0
    while story.machine.next(at: story.now) != nil { rest += 1 }
    #expect(rest == 5)
  }

  @Test("Letters go one at a time; a failing one makes room, and is given up after five days")
  func letters() {
    Story.play(
      """
      post A1:letter A2:letter
      go A1
      down A1
      wrote A1:postpone
      go A2
      ok A2
      wrote A2:remove
      +47000
      go -
      +26000
      go A1
      400 A1
      wrote A1:bury
      post B1:letter
      go B1
      +432001000
      down B1
      wrote B1:bury
      """)
  }

  @Test("Whatever happens, every row is sent, given up or dropped exactly once, in order")
  func anything() {
    let seed = UInt64.random(in: 0 ... .max)
    var dice = SplitMix(seed: seed)
    var machine = Dispatch(limits: .standard, seed: seed)
    var now = Now(wall: Instant(0), tick: 0)
    var away: [Dispatch.Departure] = []
    var uncommitted: [Entry] = []
    var done: [Int64: Int] = [:]
    var lastSent: [Int64: Int64] = [:]
    var inOrder = true
    let total: Int64 = 400
    var posted: Int64 = 0
    var steps = 0
    while done.count < Int(total), steps < 200_000 {
      steps += 1
      switch dice.next() % 4 {
      case 0 where posted < total:
        posted += 1
        let options = [
          [], ["broadcast"], ["once"], ["edit=\(dice.next() % 3 + 1)"], ["screen=1"], ["reminder"],
          ["answer"], ["letter"], ["sms"], ["letter", "expires=60"],
        ]
        let chat = Int64(dice.next() % 7) - 2
        let option = options[Int(dice.next() % UInt64(options.count))]
        machine.take(
          Story.row(posted, chat: chat, options: option, now: now.wall), at: now)
      case 1:
        while let departure = machine.next(at: now) { away.append(departure) }
      case 2 where !away.isEmpty:
        let departure = away.remove(at: Int(dice.next() % UInt64(away.count)))
        let outcomes: [Outcome] = [
          .delivered(message: 5), .delivered(message: nil), .delivered(message: 6), .refused(""),
          .wait(seconds: 2), .notSent(""), .unknown(""), .messageGone(""), .worthless, .closed(""),
        ]
        let outcome = outcomes[Int(dice.next() % UInt64(outcomes.count))]
        if case .delivered = outcome, let lane = departure.lane {
          let id = departure.item.row.id
          inOrder = inOrder && lastSent[lane] ?? 0 < id
          lastSent[lane] = id
        }
        machine.ended(departure, outcome, at: now)
      default:
        uncommitted += machine.takeEntries()
        for entry in uncommitted {
          if entry.isFinal { done[entry.row, default: 0] += 1 }
          machine.committed(entry, at: now)
        }
        uncommitted = []
        now.tick += Int64(dice.next() % 3000)
        now.wall = Instant(now.tick / 1000)
      }
    }
    #expect(done.count == Int(total), "seed \(seed)")
    #expect(done.values.allSatisfy { $0 == 1 }, "seed \(seed)")
    #expect(inOrder, "seed \(seed)")
    #expect(machine.held == 0, "seed \(seed)")
  }
}
