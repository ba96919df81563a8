/// How far a notice goes when its reader has no chat, or wishes for another way.
package struct Reach: Sendable, Hashable {
  enum Span: Comparable { case chat, letter, sms }

  /// The farthest way that is worth it.
  let span: Span
  /// Whether the reader's choice of a way counts; what is answered in the chat stays there as long
  /// as there is one.
  let isChosen: Bool
  /// Whether the staff is asked to call when no way is left. Only for notices about a booking, to
  /// its client.
  package let isVital: Bool

  /// Means nothing outside of the chat.
  static let chat = Reach(span: .chat, isChosen: false, isVital: false)
  /// Worth a letter.
  static let letter = Reach(span: .letter, isChosen: true, isVital: false)
  /// Words that want an answer in the chat; else worth a letter.
  static let dialogue = Reach(span: .letter, isChosen: false, isVital: false)
  /// Worth a short message too.
  static let news = Reach(span: .sms, isChosen: true, isVital: false)
  /// The client has to know, by telephone if need be.
  static let vital = Reach(span: .sms, isChosen: true, isVital: true)
  /// The same, with a question that is best answered in the chat.
  static let vitalQuestion = Reach(span: .sms, isChosen: false, isVital: true)
  /// A question that is best answered in the chat, and no harm when it is lost.
  static let question = Reach(span: .sms, isChosen: false, isVital: false)
}

extension Notice.Kind {
  /// Every kind decides here how far it goes.
  package var reach: Reach {
    switch self {
    // To the staff.
    case .booked, .requested, .moved, .noted, .cancelledByClient, .cancelAsked, .clientErased,
      .requestUnanswered, .cancelledByColleague, .offerMoved, .offerCancelled, .offerKept,
      .pleaseCall, .chatLost, .attending, .unconfirmed, .seriesBooked, .seriesRequested,
      .seriesMoved, .seriesCancelled:
      .letter
    case .clientMessage, .contactMessage, .contactFollowUp, .clientWords: .dialogue
    case .invitationUsed, .invitationExpired, .letterDelayed, .letterFailed, .guestMatched,
      .wordsLost, .menu, .holdLapsed, .requestSent, .invitationChanged, .waitingOffer:
      .chat
    case .teamJoined, .accessChanged, .deactivated, .reactivated, .detached, .madeOwner,
      .ownerNoMore:
      .chat
    case .channelDown, .channelBack: .chat
    case .uploadProgress, .filesTooBig, .mediaResumed: .chat
    case .mediaPaused: .letter
    case .copyFailed, .restored: .letter
    case .copyMade, .copyFile, .copyTooBig: .chat
    // Who takes part in the chat agreed to news there, and nowhere else.
    case .broadcast, .broadcastProgress: .chat
    case .morningAgenda, .eveningAgenda, .reviewed, .sessionClaimed, .picksMade: .letter
    // To the client.
    case .approved, .declined, .requestExpired, .cancelAgreed, .cancelRefused, .cancelledByStaff,
      .movedByStaff, .seriesApproved, .seriesDeclined, .seriesExpired, .seriesMovedByStaff,
      .seriesCancelledByStaff:
      .vital
    case .staffMessage, .moveOffered: .vitalQuestion
    case .bookedForYou, .reminder, .seriesBookedForYou: .news
    case .waitingOver, .waitingRemoved: .letter
    case .contactAnswered, .staffWords: .question
    case .resultsReady, .resultsMore: .news
    case .resultsAlbum: .chat
    // A tap is the answer.
    case .rateVisit, .comeBack: .chat
    }
  }
}
