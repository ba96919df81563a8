/// A message in a chat (Bot API `Message` and `InaccessibleMessage`).
package struct Message: Sendable, Hashable {
  package let id: Int64
  /// Unix seconds; 0 when inaccessible.
  package let date: Int64
  package let chat: Chat
  package let from: User?
  package let text: String?
  package let entities: [Entity]
  private let extras: MessageExtras

  init(
    id: Int64, date: Int64, chat: Chat, from: User?, text: String?, entities: [Entity],
    extras: MessageExtras
  ) {
    self.id = id
    self.date = date
    self.chat = chat
    self.from = from
    self.text = text
    self.entities = entities
    self.extras = extras
  }

  /// A text message.
  package init(
    id: Int64, date: Int64, chat: Chat, from: User? = nil, text: String? = nil,
    entities: [Entity] = []
  ) {
    self.init(
      id: id, date: date, chat: chat, from: from, text: text, entities: entities, extras: .none)
  }

  private var parts: MessageParts? {
    if case .some(let parts) = extras { parts } else { nil }
  }

  package var caption: String? { parts?.caption }
  /// Sizes of one photo, from small to large.
  package var photo: [PhotoSize] { parts?.photo ?? [] }
  /// An animation comes as a document as well.
  package var document: MediaFile? { parts?.document }
  package var video: MediaFile? { parts?.video }
  package var animation: MediaFile? { parts?.animation }
  package var audio: MediaFile? { parts?.audio }
  package var voice: MediaFile? { parts?.voice }
  package var videoNote: MediaFile? { parts?.videoNote }
  package var sticker: MediaFile? { parts?.sticker }
  package var contact: Contact? { parts?.contact }
  /// A venue's location stands here as well.
  package var location: Location? { parts?.location }
  package var venue: Venue? { parts?.venue }
  /// Shared by the messages of one album.
  package var mediaGroupID: String? { parts?.mediaGroupID }
  /// The id of the message this one answers.
  package var replyTo: Int64? { parts?.replyTo }
  package var successfulPayment: Payment? { parts?.successfulPayment }
  package var refundedPayment: Payment? { parts?.refundedPayment }
  package var usersShared: UsersShared? { parts?.usersShared }
  package var isForward: Bool { parts?.isForward ?? false }
  /// The supergroup this group has become.
  package var migrateToChatID: Int64? { parts?.migrateToChatID }
  /// Written by Telegram itself: someone joined, the title changed.
  package var isService: Bool { parts?.isService ?? false }
  /// Deleted or too old: only chat and id are known.
  package var isInaccessible: Bool { date == 0 }
  /// The command a text starts with.
  package var command: BotCommand? { text.flatMap(BotCommand.init(parsing:)) }
}

extension Message: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var id: Int64?
    var date: Int64 = 0
    var chat: Chat?
    var from: User?
    var text: String?
    var entities: [Entity] = []
    var parts = MessageParts()
    var hasParts = false
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "message_id": id = try reader.int64()
      case "date": date = try reader.int64()
      case "chat": chat = try Chat(from: &reader)
      case "from": from = try User(from: &reader)
      case "text": text = try reader.string()
      case "entities", "caption_entities": entities = try reader.array()
      case "reply_markup": try reader.skip()
      default:
        if try parts.read(key, &reader) { hasParts = true } else { try reader.skip() }
      }
    }
    self.init(
      id: try reader.required(id, "message_id"), date: date,
      chat: try reader.required(chat, "chat"), from: from, text: text, entities: entities,
      extras: hasParts ? .some(parts) : .none)
  }
}
