/// What most messages do not have. Kept behind one reference, so that a message stays small.
struct MessageParts: Sendable, Hashable {
  var caption: String?
  var photo: [PhotoSize] = []
  var document: MediaFile?
  var video: MediaFile?
  var animation: MediaFile?
  var audio: MediaFile?
  var voice: MediaFile?
  var videoNote: MediaFile?
  var sticker: MediaFile?
  var contact: Contact?
  var location: Location?
  var venue: Venue?
  var mediaGroupID: String?
  var replyTo: Int64?
  var successfulPayment: Payment?
  var refundedPayment: Payment?
  var usersShared: UsersShared?
  var migrateToChatID: Int64?
  var isForward = false
  var isService = false

  /// Whether the member was one of these; if not, the reader still stands at its value.
  mutating func read(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONFault) -> Bool {
    switch key {
    case "caption": caption = try reader.string()
    case "photo": photo = try reader.array()
    case "document": document = try MediaFile(from: &reader)
    case "video": video = try MediaFile(from: &reader)
    case "animation": animation = try MediaFile(from: &reader)
    case "audio": audio = try MediaFile(from: &reader)
    case "voice": voice = try MediaFile(from: &reader)
    case "video_note": videoNote = try MediaFile(from: &reader)
    case "sticker": sticker = try MediaFile(from: &reader)
    case "contact": contact = try Contact(from: &reader)
    case "location": location = try Location(from: &reader)
    case "venue": venue = try Venue(from: &reader)
    case "media_group_id": mediaGroupID = try reader.string()
    case "reply_to_message": replyTo = try MessageParts.messageID(&reader)
    case "successful_payment": successfulPayment = try Payment(from: &reader)
    case "refunded_payment": refundedPayment = try Payment(from: &reader)
    case "users_shared": usersShared = try UsersShared(from: &reader)
    case "migrate_to_chat_id":
      migrateToChatID = try reader.int64()
      isService = true
    case "forward_origin", "forward_date":
      isForward = true
      try reader.skip()
    case "new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo",
      "delete_chat_photo", "group_chat_created", "supergroup_chat_created",
      "channel_chat_created", "message_auto_delete_timer_changed", "migrate_from_chat_id",
      "pinned_message", "chat_shared", "connected_website", "write_access_allowed",
      "proximity_alert_triggered", "boost_added", "chat_background_set", "forum_topic_created",
      "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened",
      "general_forum_topic_hidden", "general_forum_topic_unhidden", "video_chat_scheduled",
      "video_chat_started", "video_chat_ended", "video_chat_participants_invited",
      "chat_owner_left", "chat_owner_changed", "giveaway_created", "giveaway_completed":
      isService = true
      try reader.skip()
    default: return false
    }
    return true
  }

  private static func messageID(_ reader: inout JSONReader) throws(JSONFault) -> Int64? {
    var id: Int64?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "message_id": id = try reader.int64()
      default: try reader.skip()
      }
    }
    return id
  }
}

/// Holds the parts out of line: absent for a plain text.
indirect enum MessageExtras: Sendable, Hashable {
  case none
  case some(MessageParts)
}
