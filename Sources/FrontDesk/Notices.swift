import Booking
import Store

/// Something a person should be told, worded when it is sent, in their language and on their
/// channel.
package struct Notice: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    // To the staff.
    /// The client said that they will come; or has not said so by a certain time.
    case attending, unconfirmed
    case booked, requested, moved, noted, cancelledByClient, cancelAsked, clientErased
    /// A client wrote about a booking.
    case clientMessage
    /// Somebody wrote to the business; subject: the message.
    case contactMessage
    /// They went on; subject: the reply.
    case contactFollowUp
    /// About an invitation, to whoever made it; subject: the invitation.
    case invitationUsed, invitationExpired, letterDelayed, letterFailed
    /// Somebody else of the staff cancelled a booking of the specialist's.
    case cancelledByColleague
    /// What a client answered who was asked to choose another time.
    case offerMoved, offerCancelled, offerKept
    /// A guest came to the chat; the subject is who they are now, the revision who they were.
    case guestMatched
    /// A client answers the staff; the subject is the client.
    case clientWords
    // To the client.
    case reminder
    case approved, declined, requestExpired, cancelAgreed, cancelRefused
    /// The staff wrote about a booking.
    case staffMessage
    /// The staff answered a message to the business; subject: the reply.
    case contactAnswered
    /// The staff cancelled a booking, maybe with a reason.
    case cancelledByStaff
    /// The specialist can't be there: please choose another time.
    case moveOffered
    // About the team; subject: the specialist, or the person who is told.
    case teamJoined, accessChanged, deactivated, reactivated, detached, madeOwner, ownerNoMore
    /// No words: the commands that the person's chat offers.
    case menu
    /// The staff booked for the person, or gave a booking another time.
    case bookedForYou, movedByStaff
    /// No new message: the time that the client's screen shows is not kept any longer.
    case holdLapsed
    /// A time came free for somebody on the waiting list; subject: the offer.
    case waitingOffer
    /// Somebody waits no longer: their days are over, or the staff took them off; subject: the entry.
    case waitingOver, waitingRemoved
    /// Nor here: what became of an invitation, where a screen shows it.
    case invitationChanged
    /// No new message either: what became of the request that the client's screen speaks of.
    case requestSent
    /// A request that nobody answered in time, to the staff.
    case requestUnanswered
    /// The staff wrote to a client, not about a booking; the subject is who wrote.
    case staffWords
    /// The day's bookings, tomorrow's; subject: the day's number.
    case morningAgenda, eveningAgenda
    // About the ways to people; to the staff.
    /// A client could not be told something about a booking: please call. The text is the kind of
    /// what they should have been told.
    case pleaseCall
    /// A client with a booking to come has left the chat; the text is the way that is left.
    case chatLost
    /// What the staff wrote did not reach anybody; the subject is whom it was for.
    case wordsLost
    /// Letters or short messages do not leave, and leave again; the text is the way, the moment
    /// since when.
    case channelDown, channelBack
    // To the owners: about copies of the database; moment: of the copy.
    case copyMade, copyFile, copyFailed, copyTooBig, restored
    /// What a client says of a visit.
    case reviewed
    /// To the client: how was it; time for the next one.
    case rateVisit, comeBack
    /// A message to many, to a reader; how far it has come, to its author; subject: the broadcast.
    case broadcast, broadcastProgress
    // About a series; subject: its first visit that is meant, the text names all of them.
    case seriesBooked, seriesRequested, seriesMoved, seriesCancelled
    case seriesApproved, seriesDeclined, seriesExpired
    case seriesBookedForYou, seriesMovedByStaff, seriesCancelledByStaff
    /// How far files are that are sent in a row, and what is too big of them, to whoever sends them;
    /// subject: the upload.
    case uploadProgress, filesTooBig
    /// To the owners: there is no room for the files that come, and there is again.
    case mediaPaused, mediaResumed
    // About a session; subject: the session. To the staff: somebody opened its link and is its
    // client now; the client has chosen, the revision says how many.
    case sessionClaimed, picksMade
    /// To the client: the work is done; so many files have come since; some of the files, the text
    /// names them.
    case resultsReady, resultsMore, resultsAlbum
  }

  package let kind: Kind
  /// What it is about: a booking, for most kinds.
  package let subject: Int64
  /// The booking's revision that the notice speaks of.
  package let revision: Int
  /// Another time that belongs to the matter: the one before a move.
  package let moment: Instant?
  /// Somebody's own words.
  package let text: String?

  /// Whether it may be sent again when nobody knows if it arrived: pictures twice are worse than
  /// pictures missing, for they can be had again.
  var repeats: Bool { kind != .resultsAlbum }

  /// The booking it is about, for the kinds that are about one.
  package var visit: ID<Visit> { ID(subject) }

  /// `subject revision moment`, a line end, the text. Plain, because it is written on every booking.
  var encoded: [UInt8] {
    Array("\(subject) \(revision) \(moment?.seconds ?? 0)\n\(text ?? "")".utf8)
  }

  /// The notice of an outbox row; nil when the row is of another making.
  package init?(_ row: OutboxRow) { self.init(method: row.method, body: row.body) }

  init?(method: String, body: [UInt8]) {
    guard let kind = Kind(rawValue: method) else { return nil }
    let whole = String(decoding: body, as: UTF8.self)
    let parts = whole.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = (parts.first ?? "").split(separator: " ").compactMap { Int64($0) }
    guard numbers.count == 3 else { return nil }
    self.kind = kind
    subject = numbers[0]
    revision = Int(numbers[1])
    moment = numbers[2] == 0 ? nil : Instant(numbers[2])
    text = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
  }

  init(kind: Kind, visit: Visit, moment: Instant? = nil, text: String? = nil) {
    self.init(
      kind: kind, subject: visit.id.raw, revision: visit.revision, moment: moment, text: text)
  }

  init(
    kind: Kind, subject: Int64, revision: Int = 0, moment: Instant? = nil, text: String? = nil
  ) {
    self.kind = kind
    self.subject = subject
    self.revision = revision
    self.moment = moment
    self.text = text
  }
}

extension FrontDesk {
  /// Tells the specialist of a booking, or the owners where the specialist can't be told.
  func tellStaff(
    _ kind: Notice.Kind, about visit: Visit, moment: Instant? = nil, text: String? = nil,
    expires: Instant? = nil
  ) throws {
    let notice = Notice(kind: kind, visit: visit, moment: moment, text: text)
    let specialist = try catalogue().specialist(visit.specialist)
    if let specialist, specialist.isActive,
      let person = try specialist.person.flatMap({ try tx.person($0) })
    {
      guard try isWanted(kind, by: person) else { return }
      if try tell(person, notice, expires: expires) { return }
    }
    for owner in try tx.owners() where try isWanted(kind, by: owner) {
      try tell(owner, notice, expires: expires)
    }
  }

  func tellClient(
    _ kind: Notice.Kind, about visit: Visit, moment: Instant? = nil, text: String? = nil
  ) throws {
    guard let client = try tx.person(visit.client) else { return }
    try tell(client, Notice(kind: kind, visit: visit, moment: moment, text: text))
  }
}

/// A message between a client and the staff about a booking.
package enum RelayOutcome: Sendable {
  case sent
  case notAllowed
}

extension FrontDesk {
  package func writeToStaff(
    _ text: String, about id: ID<Visit>, by client: Person
  ) throws -> RelayOutcome {
    guard let visit = try tx.visit(id), visit.client == client.id, !client.isBlocked else {
      return .notAllowed
    }
    try tellStaff(.clientMessage, about: visit, text: text)
    try audit("writeToStaff", by: client.id, subject: id.raw)
    return .sent
  }

  package func writeToClient(
    _ text: String, about id: ID<Visit>, by staff: Person
  ) throws -> RelayOutcome {
    guard let visit = try tx.visit(id), try mayManage(visit, staff) else { return .notAllowed }
    try tellClient(.staffMessage, about: visit, text: text)
    try audit("writeToClient", by: staff.id, subject: id.raw)
    return .sent
  }
}
