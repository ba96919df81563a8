import Foundation

/// Clients who book: each writes `/book`, taps a service, a time, and Confirm, as soon as the bot
/// has shown the screen before.
struct Crowd {
  /// How far a client goes before the next round or the end.
  enum Goal { case booking, holding }

  let chats: Int
  let rounds: Int
  let goal: Goal
  private(set) var sent = 0
  private(set) var confirmed = 0
  private(set) var screens = 0
  private(set) var firstScreen: Date?
  var calls: [String: Int] = [:]
  private var queue: [(id: Int64, json: String)] = []
  private var lastUpdate: Int64 = 100
  private var lastMessage: Int64 = 0
  private var roundsLeft: [Int64: Int] = [:]
  private var unfinished = 0
  private var holding = 0
  private var steps: [Int64: Int] = [:]
  private var dice: UInt64 = 88_172_645_463_325_252

  init(chats: Int, rounds: Int, goal: Goal) {
    self.chats = chats
    self.rounds = rounds
    self.goal = goal
  }

  var isDone: Bool { unfinished == 0 && sent > 0 }

  mutating func begin() {
    for index in 0..<chats {
      let chat = 10_000_000 + Int64(index)
      roundsLeft[chat] = rounds
      unfinished += 1
      say(chat, "/book")
    }
  }

  mutating func updates(from offset: Int64?, limit: Int) -> [String] {
    if let offset { queue.removeAll { $0.id < offset } }
    return queue.prefix(limit).map(\.json)
  }

  /// Takes what the bot sent; returns the message's id and whether somebody reacts to it.
  mutating func receive(_ method: String, _ body: [String: Any]) -> (Int64, Bool) {
    calls[method, default: 0] += 1
    let message: Int64
    if let edited = (body["message_id"] as? NSNumber)?.int64Value {
      message = edited
    } else {
      lastMessage += 1
      message = lastMessage
    }
    guard let chat = (body["chat_id"] as? NSNumber)?.int64Value, roundsLeft[chat] != nil,
      let markup = body["reply_markup"] as? [String: Any],
      let rows = markup["inline_keyboard"] as? [[[String: Any]]]
    else { return (message, false) }
    screens += 1
    if firstScreen == nil { firstScreen = Date() }
    let data = rows.joined().compactMap { $0["callback_data"] as? String }
    return (message, react(chat, message, data))
  }

  private mutating func react(_ chat: Int64, _ message: Int64, _ data: [String]) -> Bool {
    steps[chat, default: 0] += 1
    let services = data.filter { $0.hasPrefix("s:") }
    let times = data.filter { $0.hasPrefix("t:") }
    let days = data.filter { $0.hasPrefix("d:") }
    if let confirm = data.first(where: { $0.hasPrefix("ok:") }) {
      if goal == .holding {
        holding += 1
        unfinished -= 1
        return false
      }
      tap(chat, message, confirm)
    } else if data.contains(where: { $0.hasPrefix("mv:") }) {
      confirmed += 1
      roundsLeft[chat, default: 1] -= 1
      if roundsLeft[chat] == 0 {
        unfinished -= 1
        return false
      }
      say(chat, "/book")
    } else if goal == .holding, holding >= 2_500 || steps[chat, default: 0] > 8 {
      // More would fill the sample's calendars; the others look at what is free.
      unfinished -= 1
      return false
    } else if !times.isEmpty {
      tap(chat, message, times[Int(next() % UInt64(times.count))])
    } else if !services.isEmpty, services.count > 1 {
      tap(chat, message, services[Int(next() % UInt64(services.count))])
    } else if !days.isEmpty {
      tap(chat, message, days[Int(next() % UInt64(days.count))])
    } else {
      say(chat, "/book")
    }
    return true
  }

  private mutating func say(_ chat: Int64, _ text: String) {
    lastMessage += 1
    push(
      #""message":{"message_id":\#(lastMessage),"from":\#(user(chat)),"chat":{"id":\#(chat),"first_name":"Client","type":"private"},"date":\#(Int(Date().timeIntervalSince1970)),"text":"\#(text)","entities":[{"offset":0,"length":\#(text.count),"type":"bot_command"}]}"#
    )
  }

  private mutating func tap(_ chat: Int64, _ message: Int64, _ data: String) {
    push(
      #""callback_query":{"id":"\#(lastUpdate + 1)","from":\#(user(chat)),"message":{"message_id":\#(message),"from":{"id":7000000001,"is_bot":true,"first_name":"Bench"},"chat":{"id":\#(chat),"first_name":"Client","type":"private"},"date":1,"text":"What would you like to book?"},"chat_instance":"1","data":"\#(data)"}"#
    )
  }

  private func user(_ chat: Int64) -> String {
    #"{"id":\#(chat),"is_bot":false,"first_name":"Client","username":"client\#(chat)","language_code":"en"}"#
  }

  private mutating func push(_ content: String) {
    lastUpdate += 1
    sent += 1
    queue.append((lastUpdate, #"{"update_id":\#(lastUpdate),\#(content)}"#))
  }

  private mutating func next() -> UInt64 {
    dice ^= dice << 13
    dice ^= dice >> 7
    dice ^= dice << 17
    return dice
  }
}
