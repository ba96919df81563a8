import Booking
import Store

extension Dispatch {
  /// A delivery ended. Its chat goes on once the entry made here is committed.
  mutating func ended(_ departure: Departure, _ outcome: Outcome, at now: Now) {
    heard(outcome, from: departure.lane, at: now)
    guard let chat = departure.lane else {
      awayBeside -= 1
      if departure.item.row.goesBeside {
        self[keyPath: Self.office(of: departure.item.row)].isAway = false
        endLetter(departure.item, outcome, at: now)
      } else {
        endAnswer(departure.item, outcome, at: now)
      }
      return
    }
    away -= 1
    guard let lane = lanes.index(forKey: chat) else { return }
    // The lane knows what happened since the departure: a newer edit, say.
    let item = lanes.values[lane].items.first ?? departure.item
    let row = item.row
    switch outcome {
    case .delivered(let message):
      let isNew = !row.edits || item.goesAnew
      finish(
        chat, lane, arrival(of: item, as: message), isSent: true,
        remembers: row.keepsake != nil && isNew ? message : nil)
    case .worthless: finish(chat, lane, .remove)
    case .refused(let reason): finish(chat, lane, .bury(reason))
    case .unreachable:
      // First the person is marked, then their notices look for another way; what belongs to the
      // chat goes with it.
      note(Entry(row: row.id, change: .unreachable(chat: row.chat ?? chat)))
      for other in lanes.values[lane].withdraw(where: { _ in true })
      where other.row.id != row.id {
        tally.dropped += 1
        note(Entry(row: other.row.id, change: .remove, fate: Self.fate(ofLost: other.row)))
      }
      finish(chat, lane, .remove, fate: Self.fate(ofLost: row))
    case .messageGone:
      if row.edits, row.method == "editMessageText", !item.goesAnew {
        // An edit of a text has the same members as a message with it.
        lanes.values[lane].changeFirst { $0.goesAnew = true }
        lanes.values[lane].free()
        place(chat, lane, at: now)
      } else {
        finish(chat, lane, .remove)
      }
    case .moved(let new): move(chat, to: new, at: now)
    case .wait(let seconds):
      lanes.values[lane].pause(until: now.tick + Int64(seconds) * 1000)
      postpone(
        chat, lane, item, by: Int64(seconds) * 1000, "429, retry after \(seconds) s", at: now)
    case .notSent(let reason), .closed(let reason): retry(chat, lane, item, reason, at: now)
    case .unknown(let reason):
      if row.repeats {
        retry(chat, lane, item, reason, at: now)
      } else {
        finish(chat, lane, .bury("Nobody knows whether it arrived: \(reason)"))
      }
    case .tokenRefused: retry(chat, lane, item, "the token was refused", at: now)
    }
  }

  /// Whoever posted a notice hears that it can't be delivered in the chat.
  private static func fate(ofLost row: OutboxRow) -> LetterFate? {
    // What edits an older message has nothing to say elsewhere.
    row.channel == .notice && !row.edits ? .givenUp(.recipient) : nil
  }

  private func arrival(of item: Item, as message: Int64?) -> Entry.Change {
    let row = item.row
    guard let message, let chat = row.chat, !row.edits || item.goesAnew else { return .remove }
    if let screen = row.screen { return .shown(chat: chat, screen: screen, message: message) }
    if item.goesAnew, let old = row.message {
      return .replaced(chat: chat, old: old, new: message)
    }
    return .remove
  }

  private mutating func finish(
    _ chat: Int64, _ lane: LaneIndex, _ change: Entry.Change, isSent: Bool = false,
    remembers message: Int64? = nil, fate: LetterFate? = nil
  ) {
    guard let item = lanes.values[lane].popFirst() else { return }
    lanes.values[lane].settle()
    var entry = Entry(
      row: item.row.id, change: change, waiting: .chat(chat), remembers: message, fate: fate)
    if lanes.values[lane].items.isEmpty {
      // A crash meanwhile would repeat the row: an edit changes nothing then, a message is seen.
      entry.patience = item.row.edits && !item.goesAnew ? Entry.linger : Entry.shortLinger
    }
    if isSent { noteSent(entry) } else { note(entry) }
  }

  // MARK: Again

  private mutating func retry(
    _ chat: Int64, _ lane: LaneIndex, _ item: Item, _ reason: String, at now: Now
  ) {
    if item.row.edits, let message = item.row.message,
      lanes.values[lane].items.waiting.dropFirst().contains(where: {
        $0.row.replaces(edit: item.row) && $0.row.message == message
      })
    {
      // The edit behind it will show what matters.
      finish(chat, lane, .remove)
      return
    }
    let delay = backOff(item.failures)
    lanes.values[lane].changeFirst { $0.failures += 1 }
    lanes.values[lane].pause(until: now.tick + delay)
    postpone(chat, lane, item, by: delay, reason, at: now)
  }

  private mutating func postpone(
    _ chat: Int64, _ lane: LaneIndex, _ item: Item, by delay: Int64, _ reason: String, at now: Now
  ) {
    lanes.values[lane].changeFirst {
      $0.isMarked = false
      $0.isSuspect = true
    }
    lanes.values[lane].settle()
    let until = now.wall.adding(seconds: (delay + 999) / 1000)
    note(Entry(row: item.row.id, change: .postpone(until: until, reason), waiting: .chat(chat)))
  }

  /// Half a second, doubled with every failure up to half a minute, give or take a fifth.
  private mutating func backOff(_ failures: Int) -> Int64 {
    dice.around(min(500 << Int64(min(max(failures, 0), 6)), 30_000))
  }

  private mutating func move(_ old: Int64, to new: Int64, at now: Now) {
    guard let place = lanes.index(forKey: old) else { return }
    if new == old { return finish(old, place, .bury("Telegram moved the chat to itself")) }
    let lane = lanes.remove(at: place).value
    for var item in lane.items.waiting {
      item.row.chat = new
      enter(item, chat: new, at: now)
    }
    if let row = lane.items.first?.row {
      note(Entry(row: row.id, change: .migrate(from: old, to: new)))
    }
    if let place = lanes.index(forKey: new) { self.place(new, place, at: now) }
  }

  // MARK: Everybody's trouble

  /// Tells the trouble of a chat from that of the bot.
  private mutating func heard(_ outcome: Outcome, from chat: Int64?, at now: Now) {
    guard let chat else { return }
    switch outcome {
    case .wait(let seconds):
      flooded.insert(chat)
      if flooded.count >= Self.manyChats {
        pausedUntil = max(pausedUntil, now.tick + Int64(seconds) * 1000)
      }
      unanswered.removeAll(keepingCapacity: true)
      outage = 0
    case .notSent, .closed, .unknown:
      unanswered.insert(chat)
      if unanswered.count >= Self.manyChats || outage > 0 {
        pausedUntil = max(pausedUntil, now.tick + backOff(outage))
        outage += 1
      }
    case .delivered, .worthless, .refused, .unreachable, .messageGone, .moved:
      if !flooded.isEmpty { flooded.removeAll(keepingCapacity: true) }
      if !unanswered.isEmpty { unanswered.removeAll(keepingCapacity: true) }
      outage = 0
    case .tokenRefused: break
    }
  }

  // MARK: Beside the chats

  /// An answer is tried again only while it is of use, and never when it may have arrived.
  private mutating func endAnswer(_ item: Item, _ outcome: Outcome, at now: Now) {
    switch outcome {
    case .delivered: noteSent(Entry(row: item.row.id, change: .remove))
    case .refused(let reason): note(Entry(row: item.row.id, change: .bury(reason)))
    case .wait(let seconds):
      answersPausedUntil = max(answersPausedUntil, now.tick + Int64(seconds) * 1000)
      laterAnswers.add(item, due: answersPausedUntil)
    case .notSent, .closed:
      var item = item
      let delay = backOff(item.failures)
      item.failures += 1
      laterAnswers.add(item, due: now.tick + delay)
    case .worthless, .unreachable, .messageGone, .moved, .unknown, .tokenRefused: drop(item)
    }
  }

  /// A mail server that said "not now" to one letter is asked again after one minute, two, four and
  /// so on up to a day, for five days (RFC 5321 §4.5.4.1); the others do not wait. A server that is
  /// closed for everybody is asked by one of them at a time.
  private mutating func endLetter(_ item: Item, _ outcome: Outcome, at now: Now) {
    let row = item.row
    let office = Self.office(of: row)
    switch outcome {
    case .delivered, .refused, .unreachable, .messageGone: self[keyPath: office].foundOpen()
    case .worthless, .moved, .tokenRefused, .notSent, .unknown, .closed, .wait: break
    }
    switch outcome {
    case .delivered: noteSent(Entry(row: row.id, change: .remove, fate: .delivered))
    case .worthless: drop(item)
    case .refused(let reason), .unreachable(let reason), .messageGone(let reason):
      giveUp(row, reason, because: LetterTrouble(reason: reason, isFinal: true))
    case .unknown(let reason) where !row.repeats:
      giveUp(row, "Nobody knows whether it arrived: \(reason)", because: .other)
    case .closed(let reason):
      let pause = min(30 << Int64(min(self[keyPath: office].outage, 5)), Office.longestPause)
      close(office, item, for: dice.around(pause), reason, at: now)
    case .wait(let seconds):
      let pause = min(max(Int64(seconds), 1), 3600)
      close(office, item, for: pause, "told to wait \(seconds) s", at: now)
    case .notSent(let reason), .unknown(let reason): later(item, reason, at: now)
    case .moved, .tokenRefused: later(item, "not now", at: now)
    }
  }

  private mutating func giveUp(_ row: OutboxRow, _ reason: String, because trouble: LetterTrouble) {
    note(Entry(row: row.id, change: .bury(reason), fate: .givenUp(trouble)))
  }

  /// Whether it has been tried for longer than makes sense, and was given up.
  private mutating func isTooOld(_ item: Item, _ reason: String, at now: Now) -> Bool {
    let row = item.row
    if now.wall.seconds - row.created.seconds > 5 * 86_400 {
      giveUp(
        row, "Given up after five days: \(reason)",
        because: LetterTrouble(reason: reason, isFinal: false))
      return true
    }
    if item.isExpired(at: now.wall) {
      giveUp(row, "Given up at its last moment: \(reason)", because: .late)
      return true
    }
    return false
  }

  /// Nobody gets through: the whole queue waits, and this one with it.
  private mutating func close(
    _ office: WritableKeyPath<Dispatch, Office>, _ item: Item, for seconds: Int64,
    _ reason: String, at now: Now
  ) {
    let until = now.wall.adding(seconds: seconds)
    self[keyPath: office].found(closedUntil: until)
    if isTooOld(item, reason, at: now) { return }
    var item = item
    item.failures += 1
    item.isMarked = false
    item.isSuspect = true
    held -= 1
    note(
      Entry(
        row: item.row.id, change: .postpone(until: until, reason),
        fate: .postponed(LetterTrouble(reason: reason, isFinal: false))))
    self[keyPath: office].append(item)
  }

  private mutating func later(_ item: Item, _ reason: String, at now: Now) {
    if isTooOld(item, reason, at: now) { return }
    var item = item
    let delay = min(60 << Int64(min(max(item.failures, 0), 11)), 86_400)
    var until = now.wall.adding(seconds: dice.around(Int64(delay)))
    if let expires = item.row.expires { until = min(until, expires) }
    item.failures += 1
    item.isMarked = false
    item.isSuspect = true
    note(
      Entry(
        row: item.row.id, change: .postpone(until: until, reason),
        fate: .postponed(LetterTrouble(reason: reason, isFinal: false))))
    park(item, until: until)
  }
}
