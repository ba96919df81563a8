import Booking
import Store

extension Notice {
  /// What the message has to follow: it is edited when that changes, by the same notice worded
  /// anew. Nil: the message says what was so at the time, and stays.
  package var keepsake: Keepsake? {
    switch kind {
    case .requested, .cancelAsked, .moveOffered, .seriesRequested: Keepsake(.visit, subject)
    case .waitingOffer: Keepsake(.waitingOffer, subject)
    case .broadcastProgress: Keepsake(.broadcast, subject)
    case .uploadProgress: Keepsake(.upload, subject)
    default: nil
    }
  }
}

extension Notice {
  /// What a screen is about that is edited by this notice.
  package var followed: Keepsake {
    switch kind {
    case .invitationChanged: Keepsake(.invitation, subject)
    case .uploadProgress: Keepsake(.upload, subject)
    default: Keepsake(.visit, subject)
    }
  }
}

extension FrontDesk {
  /// What the messages are about has changed: each says from now on how it stands. One whose matter
  /// is over, by its kind of notice, is edited once more and then forgotten.
  ///
  /// A message that is on its way now, and may have been worded before the change, is edited as soon
  /// as it has arrived.
  func follow(
    _ keepsake: Keepsake, isOver: (Notice.Kind) throws -> Bool = { _ in true }
  ) throws {
    for kept in try tx.keptMessages(of: keepsake) {
      try tx.post(edit: kept, now: now)
      guard let kind = Notice.Kind(rawValue: kept.method), try !isOver(kind) else {
        try tx.forget(keepsake, kept)
        continue
      }
    }
    try tx.outdate(keepsake)
  }

  /// The same for all that was said about a booking: to be called whenever one that may have been
  /// spoken of changes.
  func follow(_ visit: Visit) throws {
    try follow(Keepsake(.visit, visit.id.raw)) { kind in
      switch kind {
      case .requested, .requestSent, .seriesRequested: visit.state != .requested
      case .cancelAsked: visit.cancelAsked == nil || !visit.isOpen
      case .moveOffered: try tx.openMoveOffer(of: visit) == nil
      default: true
      }
    }
    try follow(screenFor: visit.client, .requestSent, of: visit)
  }

  /// Has the person's screen say how things stand, where it still shows what the notice is about.
  func follow(screenOf person: Person, _ keepsake: Keepsake, with notice: Notice) throws {
    guard let chat = try person.telegram.flatMap({ try tx.chat($0) }), chat.shows == keepsake else {
      return
    }
    try tx.post(
      Posting(
        channel: .notice, chat: chat.id, person: person.id, priority: .notice,
        method: notice.kind.rawValue, body: notice.encoded, screen: chat.screen, edits: true),
      now: now)
  }

  /// The screens that show an invitation: of who made it, and of those who are about to register.
  func follow(_ invitation: Invitation) throws {
    let keepsake = Keepsake(.invitation, invitation.id.raw)
    let notice = Notice(kind: .invitationChanged, subject: invitation.id.raw)
    try follow(keepsake)
    for id in try tx.openers(of: invitation.id) + [invitation.creator] {
      guard let person = try tx.person(id) else { continue }
      try follow(screenOf: person, keepsake, with: notice)
    }
  }

  /// The person has gone on below a screen that shows something that may change: it is remembered.

  package func leave(_ message: Int64, in chat: Int64, about keepsake: Keepsake) throws {
    let kind: Notice.Kind =
      switch keepsake.kind {
      case .invitation: .invitationChanged
      case .upload: .uploadProgress
      case .visit, .waitingOffer, .broadcast: .requestSent
      }
    let notice = Notice(kind: kind, subject: keepsake.subject)
    try tx.remember(
      keepsake, chat: chat, message: message, method: notice.kind.rawValue, body: notice.encoded,
      now: now)
  }

  /// The client's screen, where it says that their request waits for an answer.
  func follow(screenFor client: ID<Person>, _ kind: Notice.Kind, of visit: Visit) throws {
    guard let client = try tx.person(client) else { return }
    try follow(
      screenOf: client, Keepsake(.visit, visit.id.raw), with: Notice(kind: kind, visit: visit))
  }
}

extension FrontDesk {
  /// Whether the time of a hold that has lapsed could be had after all.
  package func isFreeAgain(_ hold: Visit) throws -> Bool {
    guard let service = try catalogue().service(hold.service),
      let calendar = try catalogue().calendar(hold.calendar), try offers(calendar, service)
    else { return false }
    let (availability, _) = try availability(
      of: service, on: calendar, from: hold.starts, to: hold.starts.adding(minutes: 1),
      moving: hold.moves)
    return availability.offers(hold.starts)
  }
}
