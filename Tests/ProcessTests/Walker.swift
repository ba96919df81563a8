import Chance
import Sandbox

/// A client who books by the buttons of the screens, in any language: does one thing at a time,
/// does nothing twice, and knows afterwards what the bot must know. A screen that does not come is
/// an update or a message lost.
struct Walker: Sendable {
  struct Stuck: Error, CustomStringConvertible { let description: String }

  /// A booking as the client believes it stands.
  struct Visit: Equatable, Sendable {
    var state: String
    var starts: Int64
    var note: String?
  }

  let sandbox: Sandbox
  let id: PersonID
  let words: Words
  var patience = Duration.seconds(60)
  /// Runs before each act but the first: what may happen between two steps.
  var meanwhile: @Sendable () async throws -> Void = {}
  /// Updates that the client caused.
  private(set) var acts = 0
  private(set) var queries: [String] = []
  private(set) var visits: [String: Visit] = [:]
  /// What was done, as the audit calls it.
  private(set) var deeds: [String: Int] = [:]
  /// The messages that the bot had to send, as they were when they came.
  private(set) var received: [Int64: Look] = [:]
  /// The message whose buttons are tapped.
  private var message: Int64 = 0

  init(_ person: SandboxPerson, in sandbox: Sandbox) throws {
    self.sandbox = sandbox
    id = person.id
    words = try Words(language: person.languageCode)
  }

  // MARK: Steps

  /// Sends /start; the home screen comes.
  mutating func start() async throws {
    let stray = words["stray.words"]
    // Not the screen before, sent again after a crash.
    try await say("/start") {
      $0.verbs.isSuperset(of: ["sv", "st"]) && !$0.text.hasPrefix(stray)
    }
  }

  mutating func chooseService(_ name: String? = nil, using dice: inout SplitMix) async throws {
    try await tap(button("sv", using: &dice)) { $0.verbs.contains("s") }
    let service = try button("s", using: &dice) { button in
      name.map { button.text.hasPrefix($0) } ?? true
    }
    try await tap(service) { $0.verbs.isSuperset(of: ["t", "m"]) }
  }

  /// Goes to the n-th day with free times, or the next when that one is all but over: a place of
  /// one's own in a crowd.
  mutating func chooseDay(_ number: Int, using dice: inout SplitMix) async throws {
    for number in [number, number + 1] {
      try await tap(button("m", using: &dice)) { $0.verbs.contains("d") }
      let days = try shown().buttons.joined().filter { $0.verb == "d" }
      guard days.indices.contains(number) else { throw stuck("there is no day \(number)") }
      try await tap(days[number]) { $0.verbs.isSuperset(of: ["t", "m"]) }
      let soon = sandbox.now() + 900
      let times = try shown().buttons.joined().filter { $0.verb == "t" }
      if times.contains(where: { $0.moment > soon }) { return }
    }
  }

  /// Taps one of the times until one is held; the moment it starts.
  mutating func chooseTime(using dice: inout SplitMix) async throws -> Int64 {
    while true {
      let before = Look(try shown(), in: sandbox)
      // A time that begins any minute may be over before it is confirmed.
      let soon = sandbox.now() + 900
      let time = try button("t", using: &dice) { $0.moment > soon }
      try await tap(time) { [sandbox] message in
        // A keyboard of other times does not hold the one that was tapped.
        message.verbs.contains("ok")
          || (message.verbs.contains("t") && Look(message, in: sandbox) != before)
      }
      if try shown().verbs.contains("ok") { return time.moment }
    }
  }

  /// Writes a comment while the time is held; the screen comes anew.
  mutating func describe() async throws -> String {
    let note = "words \(id % 1000)/\(acts)"
    try await say(note) { $0.verbs.contains("ok") && $0.text.contains(note) }
    return note
  }

  /// Confirms the held time; the number of the booking.
  mutating func confirm(
    starts: Int64, note: String? = nil, using dice: inout SplitMix
  ) async throws -> String {
    try await tap(button("ok", using: &dice)) { $0.verbs.isSuperset(of: ["mv", "ca"]) }
    let card = try shown()
    let isRequest = card.text.hasPrefix(words["requested.title"])
    guard let number = card.code, isRequest || card.text.hasPrefix(words["booked.title"]) else {
      throw stuck("the card does not say that it is booked")
    }
    if visits[number] != nil { throw stuck("the number \(number) was given twice") }
    visits[number] = Visit(
      state: isRequest ? "requested" : "confirmed", starts: starts, note: note)
    deeds[isRequest ? "request" : "book", default: 0] += 1
    if !isRequest {
      let file = try await calendarFile()
      if card.text.contains("Portrait session") {
        _ = try await comes("the place", after: file) { $0.kind == "venue" }
      }
    }
    return number
  }

  mutating func move(_ number: String, using dice: inout SplitMix) async throws {
    try await tap(button("mv", using: &dice)) { $0.verbs.contains("t") }
    let starts = try await chooseTime(using: &dice)
    try await tap(button("ok", using: &dice)) { $0.verbs.isSuperset(of: ["mv", "ca"]) }
    let isRequest = visits[number]?.state == "requested"
    let card = try shown()
    guard card.code == number,
      card.text.hasPrefix(words[isRequest ? "requested.title" : "moved.title"])
    else { throw stuck("the card does not say that \(number) was moved") }
    visits[number]?.starts = starts
    deeds["move", default: 0] += 1
    if !isRequest { _ = try await calendarFile() }
  }

  /// Adds a comment to a booking; its card comes anew.
  mutating func comment(_ number: String, using dice: inout SplitMix) async throws {
    try await tap(button("cm", using: &dice)) { $0.verbs == ["bk"] }
    let note = "more words \(id % 1000)/\(acts)"
    try await say(note) { $0.verbs.contains("mv") && $0.text.contains(note) && $0.code == number }
    visits[number]?.note = note
  }

  mutating func cancel(_ number: String, using dice: inout SplitMix) async throws {
    try await tap(button("ca", using: &dice)) { $0.verbs.contains("cy") }
    try await tap(button("cy", using: &dice)) { $0.verbs.contains("ag") && $0.code == number }
    visits[number]?.state = "cancelled"
    deeds["cancel", default: 0] += 1
  }

  /// Writes three lines without waiting; each is answered, the same every time.
  mutating func chatter() async throws {
    let stray = words["stray.words"]
    var last = sandbox.messages(of: id).last?.id ?? 0
    for line in ["Hello", "Is anybody there?", "Well then"] {
      acts += 1
      sandbox.say(id, line)
    }
    for _ in 0..<3 {
      last = try await comes("an answer to idle words", after: last) { $0.text.hasPrefix(stray) }
    }
    message = last
  }

  /// Books, and perhaps adds words, moves, cancels, or says things that nobody asked.
  mutating func walk(using dice: inout SplitMix) async throws {
    try await start()
    try await chooseService(using: &dice)
    var starts = try await chooseTime(using: &dice)
    if dice.chance(0.2) {
      try await tap(button("ot", using: &dice)) {
        $0.verbs.contains("t") && !$0.verbs.contains("ok")
      }
      starts = try await chooseTime(using: &dice)
    }
    let note = dice.chance(0.3) ? try await describe() : nil
    let number = try await confirm(starts: starts, note: note, using: &dice)
    if dice.chance(0.3) { try await comment(number, using: &dice) }
    if dice.chance(0.4) { try await move(number, using: &dice) }
    if dice.chance(0.4) { try await cancel(number, using: &dice) }
    if dice.chance(0.5) { try await chatter() }
  }

  // MARK: Acts

  /// Says something and waits for the message that answers it.
  mutating func say(
    _ text: String, _ isAnswer: @Sendable (SandboxMessage) -> Bool
  ) async throws {
    if acts > 0 { try await meanwhile() }
    acts += 1
    let said = sandbox.say(id, text)
    message = try await comes("the answer to “\(text)”", after: said, isAnswer)
  }

  /// One of the buttons with this verb.
  func button(
    _ verb: String, using dice: inout SplitMix,
    _ isMeant: (SandboxMessage.Button) -> Bool = { _ in true }
  ) throws -> SandboxMessage.Button {
    let buttons = try shown().buttons.joined().filter { $0.verb == verb && isMeant($0) }
    guard let button = buttons.randomElement(using: &dice) else {
      throw stuck("there is no button “\(verb)”")
    }
    return button
  }

  /// Taps the button, and waits until its message is what it should become.
  mutating func tap(
    _ button: SandboxMessage.Button, _ isShown: @Sendable (SandboxMessage) -> Bool
  ) async throws {
    try await meanwhile()
    acts += 1
    if let query = sandbox.tap(id, message, button.data ?? "") { queries.append(query) }
    let hasCome = await sandbox.waitUntil(timeout: patience) { [id, message] sandbox in
      sandbox.messages(of: id).first { $0.id == message }.map(isShown) == true
    }
    if !hasCome { throw stuck("nothing came of “\(button.text)” (\(button.data ?? ""))") }
  }

  /// A file unlike those that came before, not one of them again.
  private mutating func calendarFile() async throws -> Int64 {
    try await comes("the calendar file", after: 0) { [sandbox, received] message in
      message.kind == "document"
        && !received.values.contains(Look(message, in: sandbox))
    }
  }

  private mutating func comes(
    _ what: String, after last: Int64, _ isMeant: @Sendable (SandboxMessage) -> Bool
  ) async throws -> Int64 {
    await sandbox.waitUntil(timeout: patience) { [id] sandbox in
      sandbox.messages(of: id).contains { $0.fromBot && $0.id > last && isMeant($0) }
    }
    let found = sandbox.messages(of: id).first { $0.fromBot && $0.id > last && isMeant($0) }
    guard let message = found else {
      throw stuck("\(what) did not come")
    }
    received[message.id] = Look(message, in: sandbox)
    return message.id
  }

  /// The message with the buttons, as it is now.
  func shown() throws -> SandboxMessage {
    guard let found = sandbox.messages(of: id).first(where: { $0.id == message }) else {
      throw stuck("the message with the buttons is gone")
    }
    return found
  }

  private func stuck(_ what: String) -> Stuck {
    Stuck(description: "Client \(id): \(what).\n\(sandbox.transcript(of: id))")
  }

  // MARK: Afterwards

  /// Messages that look the same, one after the other, with more of them than had to be.
  struct Repeat: Equatable {
    /// Their places among the messages of the chat, the person's included.
    var run: ClosedRange<Int>
    /// How many too many.
    var count = 0
  }

  /// What the bot sent beyond what it had to. Throws when that is anything but the message before it
  /// once more.
  func repeats() throws -> [Repeat] {
    var runs: [Repeat] = []
    var before: Look?
    for (place, message) in sandbox.messages(of: id).enumerated() where message.fromBot {
      let wanted = received[message.id]
      let look = wanted ?? Look(message, in: sandbox)
      // Whoever books for the next hours may be reminded meanwhile.
      if wanted == nil, message.verbs.contains("Ry") { continue }
      if look != before {
        if wanted == nil { throw stuck("nobody asked for message \(place): \(message.text)") }
        runs.append(Repeat(run: place...place))
      } else if var run = runs.popLast() {
        run.run = run.run.lowerBound...place
        if wanted == nil { run.count += 1 }
        runs.append(run)
      }
      before = look
    }
    return runs.filter { $0.count > 0 }
  }
}
