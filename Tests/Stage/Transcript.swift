import Booking
import Foundation
import Store
import Telegram

/// A chat as a text: who wrote or tapped what, and what the bot answered.
///
///     # A comment
///     cast Anna 501 en
///     guest Olha +380445550123 0 26
///     pages                    there are pages on the web from here on
///     Anna> (sends photo 3)    or video, document, audio; (sends photo 3–12) for several
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
    if line == "pages" {
      put(line)
      return stage.openPages(at: "https://corner.example")
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
    } else if act == "(opens the session’s link)" {
      try stage.say(name, "/start \(stage.sessionParameter)")
    } else if act.hasPrefix("(sends "), act.hasSuffix(")") {
      try sendFiles(name, act.dropFirst(7).dropLast().split(separator: " ").map(String.init))
    } else if act == "(opens the owner’s link)" {
      try stage.say(name, "/start \(stage.ownerParameter())")
    } else if act == "(opens the team link)" {
      try stage.say(name, "/start \(stage.lastTeamParameter)")
    } else {
      try stage.say(name, act.replacingOccurrences(of: "\\n", with: "\n"))
    }
  }

  /// `photo 3`, `document 3–12`: files with those numbers.
  private func sendFiles(_ name: String, _ words: [String]) throws {
    guard words.count == 2 else { return }
    let ends = words[1].split(separator: "–").compactMap { Int($0) }
    guard let first = ends.first, let last = ends.last, first <= last else { return }
    for number in first...last {
      let id = "\(words[0])-\(number)"
      let file: [String: Any] = [
        "file_id": id, "file_unique_id": "u" + id, "width": 1_280, "height": 960, "duration": 5,
        "file_size": 100_000 + number, "file_name": "IMG_\(1_000 + number).jpg",
        "mime_type": "image/jpeg",
      ]
      try stage.send(name, [words[0]: words[0] == "photo" ? [file] : file])
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
      if let files = Self.files(of: delivery) {
        content = "(\(files))" + (content.isEmpty ? "" : "\n" + content)
      }
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

  /// Files that are sent by Telegram's name for them: one, or the album.
  private static func files(of delivery: Stage.Delivery) -> String? {
    func one(_ media: [String: Any]) -> String? {
      guard let id = media["media"] as? String, !id.hasPrefix("attach:") else { return nil }
      return id + ((media["caption"] as? String).map { " “\($0)”" } ?? "")
    }
    if let album = delivery.body["media"] as? [[String: Any]] {
      return "album: " + album.compactMap(one).joined(separator: ", ")
    }
    if let media = delivery.body["media"] as? [String: Any] {
      return (media["media"] as? String).flatMap { $0.hasPrefix("attach:") ? nil : $0 }
    }
    for kind in ["photo", "video", "document", "audio"] {
      if let id = delivery.body[kind] as? String, delivery.files.isEmpty { return id }
    }
    return nil
  }

  private mutating func put(_ line: String) { text += line + "\n" }
}
