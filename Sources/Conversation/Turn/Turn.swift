import Booking
import Foundation
import FrontDesk
import Phrasebook
import Store
import Telegram

/// One event of one person in one chat, inside one transaction: reads the chat's state, changes
/// the business through the front desk, and posts the replies.
final class Turn {
  let desk: FrontDesk
  let phrasebook: Phrasebook
  private(set) var voice: Voice
  private(set) var person: Person
  private(set) var chat: ChatMemory
  private let stored: ChatMemory
  private(set) var state: ChatState
  /// The state at the start of the turn; nil when it could not be read.
  private let known: ChatState?
  private var keyboardIsAway = false
  /// The message whose button was tapped, if it can be edited.
  private let tapped: Int64?
  /// The same for a message that shows a picture.
  private let tappedPicture: Int64?
  /// The same for a message that shows a file of any kind which another one can take the place of.
  private let tappedFile: Int64?
  private let query: String?
  private var isAnswered = false
  /// The person asked to be forgotten in this turn: nothing about the chat is kept.
  var isErased = false
  /// What comes next has its place below what was just sent, not in the message that was tapped.
  var showsAnew = false

  init(
    desk: FrontDesk, phrasebook: Phrasebook, person: Person, chat: Int64,
    query: CallbackQuery? = nil
  ) throws {
    self.desk = desk
    self.phrasebook = phrasebook
    self.person = person
    voice = try phrasebook.voice(person.languageCode, orElse: desk.business().language)
      .speaking(desk.catalogue().ownTexts)
    stored = try desk.tx.chat(chat) ?? ChatMemory(id: chat)
    self.chat = stored
    self.query = query?.id
    if let message = query?.message, message.chat.id == chat, !message.isInaccessible {
      tapped = message.text == nil ? nil : message.id
      tappedPicture = message.photo.isEmpty ? nil : message.id
      let isFile = [.photo, .video, .animation, .document, .audio].contains(message.content)
      tappedFile = isFile ? message.id : nil
    } else {
      tapped = nil
      tappedPicture = nil
      tappedFile = nil
    }
    known = stored.state.map { StoredState.decode($0) } ?? .home
    state = known ?? .home
    forgotState = known == nil
  }

  /// The stored state could not be read: a newer program or a damaged row. The person is told.
  let forgotState: Bool

  var now: Instant { desk.now }

  /// The person changed in this turn: name, language, contact.
  func became(_ person: Person) throws {
    self.person = person
    voice = try phrasebook.voice(person.languageCode, orElse: desk.business().language)
      .speaking(desk.catalogue().ownTexts)
  }

  func wait(for state: ChatState) { self.state = state }

  // MARK: Replies

  /// Shows a screen: in place of the one that was tapped, else as a new message.
  func show(_ screen: Screen) throws {
    if let tapped, !showsAnew {
      chat.message = tapped
      chat.shows = nil
      try post(
        .editMessageText(screen.text, keyboard: screen.keyboard), message: tapped, edits: true)
    } else {
      try send(screen)
    }
  }

  /// Whether what the screen is about is a time that is held, and not a request.
  private static func isHeld(_ state: ChatState?) -> Bool {
    if case .confirming = state { true } else { false }
  }

  /// Has the screen that was just shown follow what it is about.
  func follows(_ keepsake: Keepsake) { chat.shows = keepsake }

  /// The message that was tapped does not say any longer how far an upload is.
  func leaveProgress() throws {
    guard let tapped else { return }
    try desk.tx.forgetKeepsakes(.upload, chat: chat.id, message: tapped)
  }

  /// Sends a screen as a new message, which is the chat's live screen from then on.
  func send(_ screen: Screen) throws {
    if let left = chat.shows, let message = chat.message, !Self.isHeld(known) {
      try desk.leave(message, in: chat.id, about: left)
    }
    chat.screen += 1
    chat.message = nil
    chat.shows = nil
    try post(
      .sendMessage(screen.text, markup: screen.keyboard.map { .inline($0) }), screen: chat.screen)
  }

  /// Shows a PNG picture with words and buttons: in place of the picture that was tapped, else as a
  /// new message, which no later screen takes the place of.
  func showPicture(
    _ png: [UInt8], name: String, caption: HTML, rows: [[InlineButton]]
  ) throws {
    let file = FileSource.bytes(png, name: name, mime: "image/png")
    let keyboard = rows.isEmpty ? nil : InlineKeyboard(rows: rows)
    if let tappedPicture {
      try post(
        .editMessageMedia(.photo(file, caption: caption), keyboard: keyboard),
        message: tappedPicture, edits: true)
    } else {
      try post(.sendPhoto(file, caption: caption, markup: keyboard.map { .inline($0) }))
    }
  }

  /// Shows a file with words and buttons: in place of the text or the file that was tapped, else as a
  /// new message. No later screen takes its place by itself.
  func showFile(_ media: Call.Media, rows: [[InlineButton]]) throws {
    let keyboard = InlineKeyboard(rows: rows)
    guard let message = tapped ?? tappedFile else { return try post(.send(media, keyboard)) }
    if chat.message == message {
      chat.screen += 1
      chat.message = nil
      chat.shows = nil
    }
    try leaveProgress()
    try post(.editMessageMedia(media, keyboard: keyboard), message: message, edits: true)
  }

  /// Shows a screen where a file may have been tapped, which can't become a text: it goes.
  func showBehindFile(_ screen: Screen) throws {
    if let tappedFile { try post(.deleteMessage(), message: tappedFile) }
    try show(screen)
  }

  /// Shows a file of a session with words and buttons, in place of the one that was tapped.
  func show(_ file: SessionFile, caption: HTML, rows: [[InlineButton]]) throws {
    let keyboard = InlineKeyboard(rows: rows)
    if let tappedFile, let media = file.media(caption: caption) {
      try post(.editMessageMedia(media, keyboard: keyboard), message: tappedFile, edits: true)
    } else {
      try post(.file(file, caption: caption, keyboard: keyboard))
    }
  }

  /// Puts the reply keyboard with the contact button away, which only a message can do.
  func putKeyboardAway(_ words: HTML) throws {
    keyboardIsAway = true
    try send(.sendMessage(words, markup: .removeKeyboard))
  }

  /// Sends a message that no later screen takes the place of.
  func send(_ call: Call) throws { try post(call) }

  /// The same for what is not to come twice: when nobody knows whether it arrived, it is left.
  func send(once call: Call) throws { try post(call, repeats: false) }

  /// Answers the tap with a passing word, or one that has to be read and closed.
  func toast(_ text: String, alert: Bool = false) throws {
    guard let query, !isAnswered else { return }
    isAnswered = true
    try answer(query, text, alert)
  }

  /// A passing word over the button that was tapped, or a message where words were typed.
  func remark(_ key: Key, alert: Bool = false) throws {
    if query == nil { return try send(.sendMessage(voice.phrase(key))) }
    try toast(voice.text(key), alert: alert)
  }

  private func answer(_ query: String, _ text: String?, _ alert: Bool) throws {
    let call = Call.answerCallbackQuery(
      id: query, text: text.map(Self.passing), alert: alert, url: nil)
    try desk.tx.post(
      Posting(
        channel: .answer, priority: .answer, method: call.method, body: call.members,
        repeats: false, expires: now.adding(seconds: 15)), now: now)
  }

  /// As much of a text as an answer to a tap may say.
  private static func passing(_ text: String) -> String {
    text.utf8.count <= 200 ? text : String(text.prefix(200))
  }

  private func post(
    _ call: Call, message: Int64? = nil, screen: Int? = nil, edits: Bool = false,
    repeats: Bool = true
  ) throws {
    if let violation = call.violation { throw Refused(violation: violation) }
    try desk.tx.post(
      Posting(
        channel: .telegram, chat: chat.id, person: isErased ? nil : person.id, priority: .reply,
        method: call.method, body: call.members,
        files: call.attachments.isEmpty ? nil : StoredAttachments.encode(call.attachments),
        screen: screen,
        message: message, edits: edits, repeats: repeats), now: now)
  }

  /// Ends the turn: every tap is answered, and what is asked is remembered.
  func end() throws {
    if Self.asksPhone(known), !Self.asksPhone(state), !keyboardIsAway {
      try putKeyboardAway(voice.phrase("cancel.question"))
    }
    if let query, !isAnswered { try answer(query, nil, false) }
    if isErased { return }
    chat.state = try StoredState.encode(state)
    if chat != stored { try desk.tx.save(chat, person: person.id) }
  }

  /// Whether the contact button is on the screen with a question.
  static func asksPhone(_ state: ChatState?) -> Bool {
    switch state {
    case .askingPhone, .invite(.phone): true
    default: false
    }
  }

  /// A reply that Telegram would not take: a fault of ours, found before it is sent.
  struct Refused: Error { let violation: LimitViolation }
}
