import Booking
import Chance
import Store

/// Decides what goes when. A pure machine: rows, outcomes and commits in, departures and entries
/// for the outbox out; it knows neither the wire nor the database, and the time is told to it.
///
/// - In a chat, rows go in order, one at a time; the next goes only when what became of the one
///   before is committed. So a crash repeats one message of a chat at most.
/// - Between chats, the most urgent goes first; chats of the same urgency take turns.
/// - Answers to queries stand outside of both, and outside of the limits, and go at once.
/// - Letters and short messages go one at a time beside all this; a failing one makes room for the
///   next. They do not count as held: however many wait, they keep nobody else waiting.
///
/// A 429 pauses the chat it came from. Only when five different chats in a row got one, with no
/// call taken in between, it is taken as meant for the whole bot; likewise with failures of the
/// server or the line, after which single calls try whether it is back.
struct Dispatch {
  typealias LaneIndex = Dictionary<Int64, Lane>.Index

  struct Departure: Sendable {
    let item: Item
    /// The chat whose lane is kept; nil for answers and letters.
    let lane: Int64?
  }

  private struct Ticket {
    let chat: Int64
    let number: Int
  }

  /// Calls in a row that failed alike, of different chats, before it is everybody's trouble.
  static let manyChats = 5

  let limits: SendLimits
  /// Changed in place, at an index that was looked up once: a lane is large, and every delivery
  /// passes here several times.
  var lanes: [Int64: Lane] = [:]
  private var ready: [Line<Ticket>] = Array(repeating: Line(), count: 16)
  private var asleep = Agenda<Int64>()
  /// Rows for later, by the wall's clock.
  private var parked = Agenda<Item>()
  var answers = Line<Item>()
  var laterAnswers = Agenda<Item>()
  var answersPausedUntil: Int64 = .min
  var letters = Office()
  var messages = Office()
  private var second: Window?
  /// Calls to chats under way.
  var away = 0
  /// Answers and letters under way.
  var awayBeside = 0
  var pausedUntil: Int64 = .min
  /// Chats that got a 429, or no answer, since a call was last taken.
  var flooded: Set<Int64> = []
  var unanswered: Set<Int64> = []
  /// How often in a row the line was found broken; 0: it works.
  var outage = 0
  private(set) var entries: [Entry] = []
  /// A row came to a chat that waits for a patient entry.
  var isImpatient = false
  var tally = Tally()
  var dice: SplitMix
  private var sweepAt = 512

  /// What was done so far.
  struct Tally: Sendable {
    var sent = 0
    var buried = 0
    var dropped = 0
    var retried = 0
  }

  init(limits: SendLimits, seed: UInt64) {
    self.limits = limits
    // A little over a second: the server counts by its own clock.
    second = limits.perSecond.map { Window(limit: $0, span: 1050) }
    dice = SplitMix(seed: seed)
  }

  /// Rows held that are not done with; those for a later day, and those that wait beside the chats,
  /// aside.
  var held = 0
  var isAnythingAway: Bool { away > 0 || awayBeside > 0 }

  // MARK: Rows in

  mutating func take(_ row: OutboxRow, at now: Now, isSuspect: Bool = false) {
    let item = Item(row, taken: now.tick, isSuspect: isSuspect)
    // A retry keeps its place in the chat; what was posted for later does not hold the chat up.
    if row.notBefore > now.wall, row.attempts == 0 || row.goesBeside {
      parked.add(item, due: row.notBefore.seconds)
    } else {
      accept(item, at: now)
    }
  }

  private mutating func accept(_ item: Item, at now: Now) {
    switch item.row.channel {
    case .answer:
      held += 1
      answers.append(item)
    case .letter: letters.append(item)
    case .sms: messages.append(item)
    case .telegram, .notice:
      held += 1
      let chat = item.row.chat ?? 0
      let lane = enter(item, chat: chat, at: now)
      if item.row.notBefore > now.wall {
        // Tried before the process stopped. No back-off is longer than this.
        let rest = min(item.row.notBefore.seconds - now.wall.seconds, 60) * 1000
        lanes.values[lane].pause(until: now.tick + rest)
      }
      place(chat, lane, at: now)
    }
  }

  /// Puts a row into its chat's lane; an edit takes the place of those it makes pointless.
  @discardableResult
  mutating func enter(_ item: Item, chat: Int64, at now: Now) -> LaneIndex {
    let lane = lane(of: chat, at: now)
    let row = item.row
    if row.edits, row.message != nil || row.screen != nil, !lanes.values[lane].items.isEmpty {
      let superseded = lanes.values[lane].withdraw {
        row.replaces(edit: $0) && $0.id < row.id
          && (row.message != nil
            ? $0.message == row.message : $0.message == nil && $0.screen == row.screen)
      }
      for old in superseded { drop(old) }
    }
    if lanes.values[lane].state == .settling { isImpatient = true }
    lanes.values[lane].insert(item)
    return lane
  }

  private mutating func lane(of chat: Int64, at now: Now) -> LaneIndex {
    while true {
      if let lane = lanes.index(forKey: chat) { return lane }
      sweep(at: now)
      lanes[chat] = Lane(limits: limits, isGroup: chat < 0)
    }
  }

  private mutating func sweep(at now: Now) {
    guard lanes.count >= sweepAt else { return }
    lanes = lanes.filter { !$0.value.isSpent(at: now.tick) }
    sweepAt = max(512, lanes.count * 2)
  }

  // MARK: Departures out

  /// The next thing to deliver; nil when all that waits has to wait.
  mutating func next(at now: Now) -> Departure? {
    rouse(at: now)
    if answersPausedUntil <= now.tick {
      while let item = answers.popFirst() {
        if item.isExpired(at: now.wall) {
          drop(item)
          continue
        }
        awayBeside += 1
        return Departure(item: item, lane: nil)
      }
    }
    if letters.count > 0, let letter = next(of: \.letters, at: now) { return letter }
    if messages.count > 0, let message = next(of: \.messages, at: now) { return message }
    guard pausedUntil <= now.tick, away < (outage > 0 ? 1 : limits.atOnce),
      second?.readyAt ?? .min <= now.tick
    else { return nil }
    for priority in ready.indices {
      while let ticket = ready[priority].popFirst() {
        guard let lane = lanes.index(forKey: ticket.chat),
          lanes.values[lane].ticket == ticket.number,
          lanes.values[lane].state == .ready(priority: priority),
          let item = lanes.values[lane].items.first
        else { continue }
        if let departure = leave(item, ticket.chat, lane, at: now) { return departure }
      }
    }
    return nil
  }

  private mutating func leave(
    _ item: Item, _ chat: Int64, _ lane: LaneIndex, at now: Now
  ) -> Departure? {
    if item.isExpired(at: now.wall) {
      lanes.values[lane].popFirst()
      lanes.values[lane].free()
      drop(item)
      place(chat, lane, at: now)
      return nil
    }
    if !item.row.repeats, !item.isMarked {
      lanes.values[lane].settle()
      note(Entry(row: item.row.id, change: .mark, waiting: .chat(chat)))
      return nil
    }
    lanes.values[lane].depart(at: now.tick)
    second?.take(at: now.tick)
    away += 1
    return Departure(item: item, lane: chat)
  }

  private mutating func next(
    of office: WritableKeyPath<Dispatch, Office>, at now: Now
  ) -> Departure? {
    guard self[keyPath: office].isOpen(at: now), self[keyPath: office].count > 0 else {
      return nil
    }
    if self[keyPath: office].outage > 0 {
      for item in self[keyPath: office].withdrawExpired(at: now.wall) { expire(item) }
    }
    while let item = self[keyPath: office].popFirst() {
      if item.isExpired(at: now.wall) {
        expire(item)
      } else if !item.row.repeats, !item.isMarked {
        note(Entry(row: item.row.id, change: .mark, waiting: .letter(item)))
      } else {
        self[keyPath: office].isAway = true
        held += 1
        awayBeside += 1
        return Departure(item: item, lane: nil)
      }
    }
    return nil
  }

  /// Too late to make sense: whoever posted it is told.
  private mutating func expire(_ item: Item) {
    held += 1
    tally.dropped += 1
    note(Entry(row: item.row.id, change: .remove, fate: .givenUp(.late)))
  }

  private mutating func rouse(at now: Now) {
    while let item = parked.popDue(at: now.wall.seconds) {
      accept(item, at: now)
    }
    while let item = laterAnswers.popDue(at: now.tick) { answers.append(item) }
    while let chat = asleep.popDue(at: now.tick) {
      guard let lane = lanes.index(forKey: chat) else { continue }
      lanes.values[lane].wake(at: now.tick)
      place(chat, lane, at: now)
    }
  }

  /// Lines a chat up, or puts it to sleep, as its limits say.
  mutating func place(_ chat: Int64, _ lane: LaneIndex, at now: Now) {
    switch lanes.values[lane].nextMove(at: now.tick) {
    case .queue(let priority, let number):
      ready[priority].append(Ticket(chat: chat, number: number))
    case .sleep(let until): asleep.add(chat, due: until)
    case .stay: break
    }
  }

  /// The tick at which to ask again although nothing happened; nil: no such moment is known.
  func nextWake(at now: Now) -> Int64? {
    var wake: Int64?
    func consider(_ tick: Int64?) {
      if let tick { wake = min(wake ?? .max, max(tick, now.tick + 1)) }
    }
    consider(asleep.nextDue)
    consider(laterAnswers.nextDue)
    // The wall's clock may be moved, so it is looked at again after a minute.
    consider(parked.nextDue.map { now.tick + min(max($0 - now.wall.seconds, 0), 60) * 1000 })
    if !answers.isEmpty { consider(answersPausedUntil) }
    consider(letters.nextWake(at: now))
    consider(messages.nextWake(at: now))
    if ready.contains(where: { !$0.isEmpty }) {
      let gate = max(pausedUntil, second?.readyAt ?? .min)
      if gate > now.tick { consider(gate) }
    }
    return wake
  }

  // MARK: Entries out

  mutating func note(_ entry: consuming Entry) {
    if case .nobody = entry.waiting { entry.patience = Entry.linger }
    if entry.isFinal { held -= 1 }
    switch entry.change {
    case .shown, .replaced: tally.sent += 1
    case .bury: tally.buried += 1
    case .postpone: tally.retried += 1
    case .remove, .mark, .unreachable, .migrate: break
    }
    entries.append(entry)
  }

  mutating func noteSent(_ entry: consuming Entry) {
    if case .remove = entry.change { tally.sent += 1 }
    note(entry)
  }

  /// Not worth sending: leaves the outbox, and nobody waits for that.
  mutating func drop(_ item: Item) {
    tally.dropped += 1
    note(Entry(row: item.row.id, change: .remove))
  }

  /// Gives up, with the reason, what was found in the outbox in a state that forbids sending it.
  mutating func reject(_ row: OutboxRow, because reason: String) {
    held += 1
    note(
      Entry(
        row: row.id, change: .bury(reason), fate: row.goesBeside ? .givenUp(.other) : nil))
  }

  static func office(of row: OutboxRow) -> WritableKeyPath<Dispatch, Office> {
    row.channel == .sms ? \.messages : \.letters
  }

  mutating func park(_ item: Item, until: Instant) {
    held -= 1
    parked.add(item, due: until.seconds)
  }

  mutating func takeEntries() -> [Entry] {
    guard !entries.isEmpty else { return [] }
    defer { entries = [] }
    return entries
  }

  /// Moves the entries behind those that wait already; the least patience among them, nil if there
  /// are none.
  mutating func handEntries(to waiting: inout [Entry]) -> Int64? {
    guard var patience = entries.first?.patience else { return nil }
    for index in entries.indices { patience = min(patience, entries[index].patience) }
    waiting.append(contentsOf: entries)
    entries.removeAll(keepingCapacity: true)
    return patience
  }

  /// The entry is in the database: whoever waited for it goes on.
  mutating func committed(_ entry: Entry, at now: Now) {
    switch entry.waiting {
    case .nobody: break
    case .chat(let chat):
      guard let lane = lanes.index(forKey: chat) else { break }
      lanes.values[lane].free()
      if case .mark = entry.change { lanes.values[lane].changeFirst { $0.isMarked = true } }
      place(chat, lane, at: now)
    case .letter(var item):
      item.isMarked = true
      self[keyPath: Self.office(of: item.row)].append(item)
    }
  }
}

extension OutboxRow {
  /// Whether it goes beside the chats: a letter or a short message.
  var goesBeside: Bool { channel == .letter || channel == .sms }
}

/// Spreads retries; seeded, so that a story can be told twice.
extension SplitMix {
  /// About `value`, between four fifths and six fifths of it.
  mutating func around(_ value: Int64) -> Int64 {
    guard value > 4 else { return value }
    return value - value / 5 + Int64(next() % UInt64(value * 2 / 5 + 1))
  }
}
