/// What a message is, in one word.
package enum MessageContent: Sendable, Hashable {
  case text
  case photo
  case document
  case video
  case animation
  case audio
  case voice
  case videoNote
  case sticker
  case contact
  case location
  case venue
  case payment
  case refund
  case usersShared
  /// Something that happened to the chat, written by Telegram itself.
  case service
  case inaccessible
  case other
}

extension Message {
  package var content: MessageContent {
    if text != nil { return .text }
    if isInaccessible { return .inaccessible }
    if !photo.isEmpty { return .photo }
    if animation != nil { return .animation }
    if document != nil { return .document }
    if video != nil { return .video }
    if voice != nil { return .voice }
    if audio != nil { return .audio }
    if videoNote != nil { return .videoNote }
    if sticker != nil { return .sticker }
    if contact != nil { return .contact }
    if venue != nil { return .venue }
    if location != nil { return .location }
    if successfulPayment != nil { return .payment }
    if refundedPayment != nil { return .refund }
    if usersShared != nil { return .usersShared }
    return isService ? .service : .other
  }
}
