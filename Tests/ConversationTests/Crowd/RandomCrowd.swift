import Booking
import Chance
import Foundation
import Stage
import Store
import Telegram

/// People who do anything at all, by the numbers of a seed, and a watcher who looks at every call
/// that comes of it.
final class RandomCrowd {
  let stage: Stage
  private var dice: Dice
  private let inspection: Inspection
  private let names: [String]
  private let staff = ["Otto", "Sid"]
  /// Buttons anybody was ever shown, for others to tap.
  private var seenData: [String] = []
  private var screens: [String: [Int64]] = [:]
  private var lastUpdates: [Update] = []
  private(set) var log: [String] = []
  private(set) var steps = 0

  struct Broken: Error, CustomStringConvertible {
    let description: String
  }

  init(seed: UInt64) throws {
    let languages = ["en", "uk", "ru", "fr"]
    // A Friday morning in March, days before the clocks change in Europe.
    stage = try Stage(
      now: Instant(1_773_997_200), language: languages[Int(seed % 4)], seed: seed)
    dice = Dice(seed: seed)
    inspection = try Inspection()
    let clients = [
      ("Anna", "en"), ("Bohdan", "uk"), ("Raisa", "ru"), ("Claire", "fr"), ("Zayd", "ar"),
      ("<b>&Eve", "en-US"),
    ]
    for (index, (name, code)) in clients.enumerated() {
      stage.enter(name, id: 501 + Int64(index), language: code)
    }
    stage.enter("Otto", id: 601, language: "en")
    stage.enter("Sid", id: 602, language: "uk")
    names = clients.map(\.0)
    try stage.appoint("Otto", ownerOrSpecialist: nil)
    try stage.appoint("Sid", ownerOrSpecialist: 0)
  }

  // MARK: One step

  func step() throws {
    steps += 1
    if steps.isMultiple(of: 150) { try openShop() }
    let name = dice.pick(roll(100) < 18 ? staff : names)
    let fresh = stage.calls.count
    switch roll(100) {
    case 0..<42: try tapNewest(name)
    case 42..<52: try tapOld(name)
    case 52..<59: try tapForged(name)
    case 59..<67:
      let command = "/\(dice.pick(Oddments.commands)) \(dice.pick(Oddments.arguments))"
      try write(name, ["text": roll(2) == 0 ? "/" + dice.pick(Oddments.commands) : command])
    case 67..<81: try write(name, ["text": dice.pick(Oddments.words)])
    case 81..<87:
      try write(name, dice.pick(Oddments.content(sender: stage.people[name]?.id ?? 0)))
    case 87..<91: try happenElsewhere(name)
    case 91..<93: try repeatAnUpdate()
    case 93..<97: try passTime()
    default: try leaveAndStart(name)
    }
    try look(from: fresh)
  }

  private func tapNewest(_ name: String) throws {
    guard let message = screens[name]?.last else { return try write(name, ["text": "/start"]) }
    try tapSome(name, message)
  }

  private func tapOld(_ name: String) throws {
    guard let all = screens[name], !all.isEmpty else { return try tapForged(name) }
    try tapSome(name, dice.pick(all))
  }

  private func tapSome(_ name: String, _ message: Int64) throws {
    let buttons = stage.people[name]?.messages[message]?.keyboard.joined().compactMap(\.data) ?? []
    guard !buttons.isEmpty else { return try tapForged(name) }
    // Half of the time they want what the bot is for.
    if roll(2) == 0 {
      for verb in ["ok:", "t:", "s:", "sv:"] {
        let ahead = buttons.filter { $0.hasPrefix(verb) }
        if !ahead.isEmpty { return try tap(name, dice.pick(ahead), message) }
      }
    }
    try tap(name, dice.pick(buttons), message)
  }

  private func tapForged(_ name: String) throws {
    var data: String
    switch roll(4) {
    case 0 where !seenData.isEmpty: data = dice.pick(seenData)
    case 1 where !seenData.isEmpty:
      var bytes = Array(dice.pick(seenData).utf8)
      for _ in 0...roll(3) where !bytes.isEmpty {
        bytes[roll(bytes.count)] = UInt8(truncatingIfNeeded: 0x20 + roll(0x5F))
      }
      data = String(decoding: bytes, as: UTF8.self)
    case 2: data = String(decoding: (0..<roll(65)).map { _ in UInt8(roll(128)) }, as: UTF8.self)
    default: data = dice.pick(Oddments.forged)
    }
    while data.utf8.count > 64 { data.removeLast() }
    // On a message too old for Telegram to show, now and then.
    let message = roll(3) == 0 ? 1 : screens[name]?.last ?? 1
    try tap(name, data, message)
  }

  private func tap(_ name: String, _ data: String, _ message: Int64) throws {
    note("\(name) taps \(data.debugDescription) on \(message)")
    let update = try stage.tapping(name, data: data, on: message)
    try take(update)
    let answers = stage.answerCounts[String(update.id)] ?? 0
    if answers != 1 { throw broken("a tap was answered \(answers) times") }
  }

  private func write(_ name: String, _ content: [String: Any]) throws {
    note("\(name) sends \(String(describing: content).prefix(160))")
    let before = stage.calls.count
    let files = try filesTaken(from: name)
    try take(stage.update(["message": message(name, content)]))
    let chat = stage.people[name]?.id
    if stage.calls[before...].contains(where: { $0.chat == chat }) { return }
    // Files in a row are answered by one message, which says a little later how many came.
    guard try filesTaken(from: name) > files else { throw broken("silence") }
  }

  private func filesTaken(from name: String) throws -> Int {
    guard let telegram = stage.people[name]?.id else { return 0 }
    return try stage.store.read { tx in
      guard let person = try tx.person(telegram: telegram) else { return 0 }
      return try tx.openUploads(of: person.id).reduce(0) { $0 + $1.received }
    }
  }

  private func message(_ name: String, _ content: [String: Any]) -> [String: Any] {
    guard let actor = stage.people[name] else { return [:] }
    var message = content
    message["message_id"] = 1_000_000 + steps
    message["date"] = stage.now.seconds
    message["chat"] = ["id": actor.id, "type": "private", "first_name": name]
    message["from"] = stage.user(actor)
    return message
  }

  /// What wants no answer in the private chat: notes of Telegram, edits, groups, channels.
  private func happenElsewhere(_ name: String) throws {
    guard let actor = stage.people[name] else { return }
    var group = message(name, ["text": "hello all"])
    group["chat"] = ["id": -1_001, "type": "supergroup", "title": "G"]
    let before = stage.calls.count
    var wanted = 0
    switch roll(8) {
    case 0:
      try take(stage.update(["message": message(name, dice.pick(Oddments.services))]))
    case 1:
      try take(stage.update(["edited_message": message(name, ["text": dice.pick(Oddments.words)])]))
    case 2: try take(stage.update(["message": group]))
    case 3:
      group["text"] = "/book@corner_house_bot"
      wanted = 1
      try take(stage.update(["message": group]))
    case 4:
      group["text"] = "/book@another_bot"
      try take(stage.update(["message": group]))
    case 5:
      let status = roll(2) == 0 ? "kicked" : "member"
      try take(
        stage.update([
          "my_chat_member": [
            "chat": ["id": actor.id, "type": "private"], "from": stage.user(actor),
            "date": stage.now.seconds, "old_chat_member": ["status": "member"],
            "new_chat_member": ["status": status],
          ] as [String: Any]
        ]))
    case 6:
      try take(
        stage.update([
          "channel_post": [
            "message_id": 1, "date": 1, "chat": ["id": -1_002, "type": "channel"], "text": "/start",
          ] as [String: Any]
        ]))
    default: try take(stage.update(["an_update_of_2031": ["x": [1, "y"]] as [String: Any]]))
    }
    note("\(name) is elsewhere")
    // That somebody blocked the bot is told to their specialist.
    let posted = stage.calls[before...].count { ($0.chat ?? 0) < 0 || $0.chat == actor.id }
    if posted != wanted { throw broken("\(posted) calls where \(wanted) were wanted") }
  }

  private func repeatAnUpdate() throws {
    guard !lastUpdates.isEmpty else { return }
    let again = dice.pick(lastUpdates)
    note("update \(again.id) comes again")
    let before = (stage.calls.count, stage.answerCounts)
    try stage.take(batch: [again])
    if stage.calls.count != before.0 || stage.answerCounts != before.1 {
      throw broken("a repeated update had an effect")
    }
  }

  private func passTime() throws {
    let minutes = dice.pick([1, 4, 6, 20, 60, 300, 1_440, 3 * 1_440])
    note("\(minutes) minutes pass")
    // Now and then the process sleeps through it and rings later, or the clock is set back.
    switch roll(6) {
    case 0: stage.jump(minutes: minutes)
    case 1: stage.jump(minutes: -roll(15))
    default: try stage.advance(minutes: minutes)
    }
  }

  /// Whatever is asked: `/cancel` and `/start` lead home.
  private func leaveAndStart(_ name: String) throws {
    for command in ["/cancel", "/start"] {
      try write(name, ["text": command])
      guard let actor = stage.people[name] else { return }
      let home = actor.messages.values.max { $0.id < $1.id }
      let buttons = home?.keyboard.joined().compactMap(\.data) ?? []
      let state = try stage.store.read { try $0.chat(actor.id)?.state }
      if state != nil || !["sv:0", "st", "?"].allSatisfy(buttons.contains) {
        throw broken("\(command) did not lead home")
      }
    }
  }

  /// The staff repairs what strangers at the owner's keyboard did, so that there is something to
  /// book again.
  private func openShop() throws {
    try stage.change { desk in
      for var service in try desk.catalogue().services.prefix(6) {
        service.isHidden = false
        service.isDeleted = false
        try desk.tx.save(service)
      }
      for calendar in try desk.catalogue().calendars.prefix(3) {
        for weekday in Weekday.allCases {
          try desk.tx.setHours(
            [TimeRange(start: 540, end: 1_260)], on: weekday, of: calendar.id)
        }
      }
      var business = try desk.business()
      business.maximumOpen = nil
      business.asksPhone = false
      business.asksEmail = false
      try desk.tx.save(business)
      for var person in try desk.tx.clients() where person.isBlocked {
        person.isBlocked = false
        try desk.tx.save(person)
      }
    }
  }

  // MARK: What is watched

  private func take(_ update: Update) throws {
    lastUpdates.append(update)
    if lastUpdates.count > 20 { lastUpdates.removeFirst() }
    try stage.take(batch: [update])
  }

  private var seenDeliveries = 0

  private func look(from first: Int) throws {
    if stage.quarantined > 0 {
      let error = try stage.store.read { try $0.quarantined(limit: 1).first?.error }
      throw broken("quarantined: \(error ?? "?")")
    }
    for call in stage.calls[first...] {
      let problems = inspection.problems(of: call)
      if !problems.isEmpty { throw broken("\(problems) in \(call.method) \(call.body)") }
    }
    for delivery in stage.delivered[seenDeliveries...] where !delivery.message.keyboard.isEmpty {
      let id = delivery.message.id
      screens[delivery.to, default: []].removeAll { $0 == id }
      screens[delivery.to, default: []].append(id)
      if let data = delivery.message.keyboard.joined().compactMap(\.data).last {
        seenData.append(data)
        if seenData.count > 400 { seenData.removeFirst(200) }
      }
    }
    seenDeliveries = stage.delivered.count
  }

  private func broken(_ what: String) -> Broken {
    Broken(
      description: "step \(steps): \(what.prefix(1_500))\n"
        + log.suffix(12).joined(separator: "\n"))
  }

  private func note(_ line: String) { log.append("\(steps) @\(stage.now): \(line)") }

  private func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &dice) }
}

extension Dice {
  func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int(next() % UInt64(elements.count))]
  }
}
