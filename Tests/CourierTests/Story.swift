import Booking
import Testing

@testable import Courier
@testable import Store

/// Tells the dispatch machine what happens, line by line, and compares what it does.
///
/// A row is a chat's letter and a number (`A1`; small letters are groups). Its name in the outbox
/// is its place in the story.
///
///     post A1 A2:broadcast B1     rows come; options behind the colon
///     go A1 B1                    exactly these depart now, in this order ("go -": none)
///     ok A1   ok A1=77            it arrived, as message 77
///     400 A1   403 A1   429 A1=3   gone A1   moved A1=Z   old A1   down A1   lost A1
///     wrote A1:remove             exactly these entries since the last look, in this order
///     hold / commit               entries wait to be committed, and are now
///     +1500                       milliseconds pass
///     # a remark
struct Story {
  var machine: Dispatch
  var now = Now(wall: Instant(1_000_000), tick: 0)
  private var rows: [String: OutboxRow] = [:]
  private var names: [Int64: String] = [:]
  private var away: [String: Dispatch.Departure] = [:]
  private var written: [Entry] = []
  private var uncommitted: [Entry] = []
  private var holds = false

  init(_ limits: SendLimits = .off, seed: UInt64 = 1) {
    machine = Dispatch(limits: limits, seed: seed)
  }

  static func play(
    _ limits: SendLimits, _ text: String, location: SourceLocation = #_sourceLocation
  ) {
    var story = Story(limits)
    story.tell(text, location: location)
  }

  static func play(_ text: String, location: SourceLocation = #_sourceLocation) {
    play(.off, text, location: location)
  }

  mutating func tell(_ text: String, location: SourceLocation = #_sourceLocation) {
    for line in text.split(separator: "\n") {
      var words = line.split(separator: " ").map(String.init)
      guard !words.isEmpty, words[0] != "#" else { continue }
      let verb = words.removeFirst()
      step(verb, words, String(line), location)
    }
  }

  private mutating func step(
    _ verb: String, _ words: [String], _ line: String, _ location: SourceLocation
  ) {
    switch verb {
    case "post": for word in words { post(word) }
    case "go":
      let gone = depart()
      let wanted = words == ["-"] ? [] : words
      #expect(gone == wanted, "\(line), but went \(gone)", sourceLocation: location)
    case "wrote":
      settle()
      let found = written.map { describe($0) }
      written = []
      let wanted = words == ["-"] ? [] : words
      #expect(found == wanted, "\(line), but wrote \(found)", sourceLocation: location)
    case "hold": holds = true
    case "commit":
      holds = false
      settle()
    default:
      if verb.hasPrefix("+"), let milliseconds = Int64(verb.dropFirst()) {
        now.tick += milliseconds
        now.wall = Instant(1_000_000 + now.tick / 1000)
        return
      }
      for word in words {
        let parts = word.split(separator: "=").map(String.init)
        guard let departure = away.removeValue(forKey: parts[0]) else {
          Issue.record("\(line): \(parts[0]) is not away", sourceLocation: location)
          return
        }
        machine.ended(departure, outcome(verb, parts.count > 1 ? parts[1] : nil), at: now)
        settle()
      }
    }
  }

  private func outcome(_ verb: String, _ detail: String?) -> Outcome {
    switch verb {
    case "ok": .delivered(message: detail.flatMap { Int64($0) })
    case "old": .worthless
    case "400": .refused("400")
    case "403": .unreachable("403")
    case "429": .wait(seconds: detail.flatMap { Int($0) } ?? 1)
    case "gone": .messageGone("gone")
    case "moved": .moved(to: Self.chat(detail ?? "Z"))
    case "down": .notSent("down")
    case "closed": .closed("closed")
    default: .unknown("lost")
    }
  }

  static func chat(_ name: String) -> Int64 {
    let value = Int64(name.unicodeScalars.first?.value ?? 65)
    return value >= 97 ? 96 - value : value - 64
  }

  private mutating func post(_ word: String) {
    let parts = word.split(separator: ":").map(String.init)
    let name = parts[0]
    let row = Self.row(
      Int64(names.count + 1), chat: Self.chat(name),
      options: parts.count > 1 ? parts[1].split(separator: ",").map(String.init) : [],
      now: now.wall)
    rows[name] = row
    names[row.id] = name
    machine.take(row, at: now)
  }

  static func row(_ id: Int64, chat: Int64, options: [String] = [], now: Instant) -> OutboxRow {
    var channel = OutboxRow.Channel.telegram
    var priority = OutboxRow.Priority.reply
    var method = "sendMessage"
    var (screen, message, edits, repeats, attempts) = (nil as Int?, nil as Int64?, false, true, 0)
    var (notBefore, expires) = (Instant(0), nil as Instant?)
    for option in options {
      let parts = option.split(separator: "=").map(String.init)
      let number = parts.count > 1 ? Int64(parts[1]) ?? 0 : 0
      switch parts[0] {
      case "answer":
        (channel, priority, method) = (.answer, .answer, "answerCallbackQuery")
        (repeats, expires) = (false, now.adding(seconds: 15))
      case "letter": channel = .letter
      case "sms": channel = .sms
      case "notice": (channel, priority) = (.notice, .notice)
      case "reminder": priority = .reminder
      case "broadcast": priority = .broadcast
      case "once": repeats = false
      case "edit": (edits, message, method) = (true, number, "editMessageText")
      case "editscreen": (edits, screen, method) = (true, Int(number), "editMessageText")
      case "screen": screen = Int(number)
      case "keyboard": method = "editMessageReplyMarkup"
      case "later": notBefore = now.adding(seconds: number)
      case "expires": expires = now.adding(seconds: number)
      case "tried": attempts = Int(number)
      default: Issue.record("no such option: \(option)")
      }
    }
    return OutboxRow(
      id: id, channel: channel, chat: channel == .letter || channel == .sms ? nil : chat,
      person: nil,
      priority: priority, method: method, body: [], files: nil, screen: screen, message: message,
      edits: edits, repeats: repeats, created: now, notBefore: notBefore, expires: expires,
      attempts: attempts)
  }

  private mutating func depart() -> [String] {
    var gone: [String] = []
    while true {
      while let departure = machine.next(at: now) {
        let name = names[departure.item.row.id] ?? "?"
        away[name] = departure
        gone.append(name)
      }
      // What has to be marked first goes once that is committed.
      guard !holds, settle() else { return gone }
    }
  }

  @discardableResult
  private mutating func settle() -> Bool {
    let fresh = machine.takeEntries()
    written += fresh
    uncommitted += fresh
    guard !holds, !uncommitted.isEmpty else { return false }
    for entry in uncommitted { machine.committed(entry, at: now) }
    uncommitted = []
    return true
  }

  private func describe(_ entry: Entry) -> String {
    let name = names[entry.row] ?? "?"
    return switch entry.change {
    case .remove: "\(name):remove"
    case .shown(_, let screen, let message): "\(name):screen\(screen)=\(message)"
    case .replaced(_, let old, let new): "\(name):\(old)=\(new)"
    case .bury: "\(name):bury"
    case .postpone: "\(name):postpone"
    case .mark: "\(name):mark"
    case .unreachable: "\(name):unreachable"
    case .migrate(_, let new): "\(name):migrate=\(new)"
    }
  }

  /// How long the machine itself would sleep now.
  var sleep: Int64? { machine.nextWake(at: now).map { $0 - now.tick } }
}

extension Post {
  /// The chat of the person shows this screen.
  func show(screen: Int, as message: Int64? = nil) throws {
    try store.write { [person] tx in
      var chat = ChatMemory(id: 1)
      chat.screen = screen
      chat.message = message
      try tx.save(chat, person: person)
    }
  }
}
