import Booking
import Foundation
import Store
import Telegram

/// A chat as a text: who wrote or tapped what, and what the bot answered.
///
///     # A comment
///     cast Anna 501 en
///     guest Olha +380445550123 0 26
///     clocks                   agendas and completion ring from here on, as in a running bot
///     @ +2h
///     Anna> /start
///     Anna> [Book a visit]
///     Anna< Hello…            a new message; `~` an edited one; `!` an alert, `*` a toast
///     Anna|   [Book a visit]
///     ✉ To: anna@example.com   a letter that was sent
///     ☎ To: +380445550123      a short message that was sent
///     mail refuses | mail works | sms refuses | sms works
///     session 0 Anna, 14 May   a session of the first specialist
///     Ada> (album 10 In the park)   files; also (photo NAME), (document NAME MEGABYTES), …
///     fetched                  what waits was fetched for the media folder
///
/// The lines that people wrote are played; the others are what must come out.
package struct Transcript {
  private let stage: Stage
  private var text = ""
  private var seen = 0
  private var seenLetters = 0
  private var seenMessages = 0

  package init(_ stage: Stage) { self.stage = stage }

  /// Plays a transcript and returns it as it came out.
  package static func play(_ source: String, on stage: Stage) throws -> String {
    var transcript = Transcript(stage)
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      try transcript.play(String(line))
    }
    while transcript.text.hasSuffix("\n\n") { transcript.text.removeLast() }
    return transcript.text
  }

  private mutating func play(_ line: String) throws {
    if line.isEmpty {
      if !text.hasSuffix("\n\n") { text += "\n" }
      return
    }
    if line.hasPrefix("#") { return put(line) }
    if line.hasPrefix("@ ") {
      put(line)
      try advance(String(line.dropFirst(2)))
      return report()
    }
    if line == "clocks" {
      put(line)
      return try stage.change { try $0.startClocks() }
    }
    if line.hasPrefix("cast ") {
      put(line)
      return try cast(line.split(separator: " ").map(String.init))
    }
    if line.hasPrefix("guest ") {
      put(line)
      return try addGuest(line.split(separator: " ").map(String.init))
    }
    if line.hasPrefix("session ") {
      put(line)
      return try stage.addSession(line.split(separator: " ").map(String.init))
    }
    if line == "fetched" || line == "fetching fails" {
      put(line)
      try stage.fetch(fails: line != "fetched")
      return report()
    }
    if let fate = Self.fates[line] {
      put(line)
      if line.hasPrefix("mail") { stage.letterFate = fate } else { stage.messageFate = fate }
      return
    }
    if line.hasPrefix("copy ") || line.hasPrefix("restored ") {
      put(line)
      try copies(line.split(separator: " ").map(String.init))
      return report()
    }
    guard let mark = line.firstIndex(of: ">"), !line[..<mark].contains(" "),
      stage.people[String(line[..<mark])] != nil
    else { return }  // What came out before; it is written anew.
    put(line)
    let name = String(line[..<mark])
    let act = line[line.index(after: mark)...].trimmingCharacters(in: .whitespaces)
    try perform(name, act)
    report()
  }

  private static let fates: [String: LetterFate] = [
    "mail refuses": .givenUp(.recipient), "mail works": .delivered,
    "sms refuses": .givenUp(.recipient), "sms works": .delivered,
  ]

  private mutating func perform(_ name: String, _ act: String) throws {
    if act.hasPrefix("["), act.hasSuffix("]") {
      let query = try stage.tap(name, label: String(act.dropFirst().dropLast()))
      guard let query else { return put("?? no such button") }
      guard let answer = stage.answers[query] else { return put("?? no answer to the tap") }
      if let text = answer.text { put("\(name)\(answer.alert ? "!" : "*") \(text)") }
    } else if act.hasPrefix("{") {
      let content = try JSONSerialization.jsonObject(with: Data(act.utf8))
      try stage.send(name, content as? [String: Any] ?? [:])
    } else if let files = stage.files(act) {
      try stage.send(name, files: files)
    } else if act == "(opens the invitation)" {
      try stage.say(name, "/start \(stage.invitationParameter ?? "none")")
    } else if act == "(blocks the bot)" || act == "(blocks the bot unseen)" {
      try stage.block(name, isTold: act == "(blocks the bot)")
    } else if act == "(opens the owner’s link)" {
      try stage.say(name, "/start \(stage.ownerParameter())")
    } else if act == "(opens the team link)" {
      try stage.say(name, "/start \(stage.lastTeamParameter)")
    } else {
      try stage.say(name, act.replacingOccurrences(of: "\\n", with: "\n"))
    }
  }

  /// `cast NAME ID LANGUAGE [owner | specialist N]`
  private func cast(_ words: [String]) throws {
    guard words.count >= 4, let id = Int64(words[2]) else { return }
    stage.enter(words[1], id: id, language: words[3])
    if words.last == "owner" { try stage.appoint(words[1], ownerOrSpecialist: nil) }
    if words.count == 6, let index = Int(words[5]) {
      try stage.appoint(words[1], ownerOrSpecialist: index)
    }
  }

  /// `guest NAME CONTACT SPECIALIST HOURS…`: somebody without a chat, with bookings so many hours
  /// from now, as the staff would have made them.
  private func addGuest(_ words: [String]) throws {
    guard words.count >= 4, let index = Int(words[3]) else { return }
    try stage.addGuest(
      words[1], contact: words[2], ofSpecialistAt: index,
      hours: words.dropFirst(4).compactMap { Int($0) })
  }

  /// `copy BYTES`: the copy that is due was made; `copy full`: it could not be. `restored N`: the
  /// data is that of a copy now, in which so many messages waited.
  private func copies(_ words: [String]) throws {
    guard words.count == 2 else { return }
    if words[0] == "restored" { return try stage.restore(waiting: Int(words[1]) ?? 0) }
    try stage.makeCopy(bytes: Int64(words[1]))
  }

  private func advance(_ words: String) throws {
    let number = Int(words.filter(\.isNumber)) ?? 0
    let unit = ["m": 1, "h": 60, "d": 1_440][words.last.map(String.init) ?? "m"] ?? 1
    try stage.advance(minutes: number * unit)
  }

  private mutating func report() {
    for delivery in stage.delivered[seen...] {
      let name = delivery.to
      let sign = delivery.isEdit ? "~" : "<"
      var content = delivery.message.html
      for file in delivery.files { content = "(file \(file.filename))\n" + content }
      if let shown = delivery.knownFile { content = "(\(shown))\n" + content }
      if delivery.message.method == "sendVenue" {
        content = "(place \(delivery.body["title"] ?? ""), \(delivery.body["address"] ?? ""))"
      }
      for line in content.split(separator: "\n", omittingEmptySubsequences: false) {
        put(line.isEmpty ? "\(name)\(sign)" : "\(name)\(sign) \(line)")
      }
      for row in delivery.message.keyboard {
        put("\(name)|   " + row.map { "[\($0.text)]" }.joined(separator: " "))
      }
      for row in delivery.message.replyKeyboard {
        put("\(name)|   " + row.map { "(\($0))" }.joined(separator: " "))
      }
    }
    seen = stage.delivered.count
    for letter in stage.letters[seenLetters...] {
      put("✉ To: \(letter.to)")
      put("✉ Subject: \(letter.subject)")
      for file in letter.attachments { put("✉ (file \(file.name))") }
      for line in letter.text.split(separator: "\n", omittingEmptySubsequences: false) {
        put(line.isEmpty ? "✉" : "✉ \(line)")
      }
    }
    seenLetters = stage.letters.count
    for message in stage.messages[seenMessages...] {
      put("☎ To: \(message.to)")
      for line in message.text.split(separator: "\n") { put("☎ \(line)") }
    }
    seenMessages = stage.messages.count
  }

  private mutating func put(_ line: String) { text += line + "\n" }
}
