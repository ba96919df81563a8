import Booking
import Store

/// What came of writing to the business.
package enum ContactOutcome: Sendable {
  case sent(ID<ContactMessage>)
  /// As many as one person may send in a day.
  case tooMany
  /// The business does not hear this person.
  case blocked
  /// The thread is gone, or somebody else's.
  case gone
}

/// What came of the staff's act on a message.
package enum MessageOutcome: Sendable {
  case done(ContactMessage)
  /// It stands so already.
  case already(ContactMessage)
  /// Its author took it with them when they left.
  case gone
  case notAllowed
}

extension FrontDesk {
  /// Messages that one person may begin in a day, and further words in their threads.
  static let messagesPerDay = 5
  static let repliesPerDay = 20

  /// Why the person can't write to the business at present; nil when they can.
  package func contactRefusal(of author: Person) throws -> ContactOutcome? {
    if author.isBlocked { return .blocked }
    let today = now.adding(minutes: -1_440)
    return try tx.countMessages(of: author.id, since: today) >= Self.messagesPerDay
      ? .tooMany : nil
  }

  /// Stores a message to the business and tells those of the staff who see everything.
  package func leaveMessage(
    subject: String, text: String, by author: Person
  ) throws -> ContactOutcome {
    if let refusal = try contactRefusal(of: author) { return refusal }
    let id = try tx.addMessage(subject: subject, text: text, by: author.id, now: now)
    try audit("leaveMessage", by: author.id, subject: id.raw)
    try tellReception(Notice(kind: .contactMessage, subject: id.raw), besides: author)
    return .sent(id)
  }

  /// The author goes on in their thread, which is open again from then on.
  package func writeAgain(
    _ text: String, in id: ID<ContactMessage>, by author: Person
  ) throws -> ContactOutcome {
    if author.isBlocked { return .blocked }
    guard let message = try tx.contactMessage(id), message.author == author.id else {
      return .gone
    }
    let today = now.adding(minutes: -1_440)
    guard try tx.countReplies(of: author.id, since: today) < Self.repliesPerDay else {
      return .tooMany
    }
    let reply = try tx.addReply(text, to: id, by: author.id, isByStaff: false, now: now)
    try tx.setState(.open, of: id, now: now)
    try audit("writeAgain", by: author.id, subject: id.raw)
    try tellReception(Notice(kind: .contactFollowUp, subject: reply.raw), besides: author)
    return .sent(id)
  }

  /// A page of the messages in a state, and whether there are more; nil for those who are not of
  /// the staff.
  package func contactMessages(
    _ state: ContactMessage.State, page: Int, size: Int, by staff: Person
  ) throws -> (messages: [ContactMessage], hasMore: Bool)? {
    guard try isStaff(staff) else { return nil }
    let found = try tx.contactMessages(state, limit: size + 1, offset: max(page, 0) * size)
    return (Array(found.prefix(size)), found.count > size)
  }

  package func contactMessage(
    _ id: ID<ContactMessage>, by staff: Person
  ) throws -> MessageOutcome {
    guard try isStaff(staff) else { return .notAllowed }
    guard let message = try tx.contactMessage(id) else { return .gone }
    return .done(message)
  }

  /// The staff's answer, which goes to the author's chat.
  package func answer(
    _ id: ID<ContactMessage>, with text: String, by staff: Person
  ) throws -> MessageOutcome {
    guard try isStaff(staff) else { return .notAllowed }
    guard var message = try tx.contactMessage(id), let author = try tx.person(message.author)
    else { return .gone }
    let reply = try tx.addReply(text, to: id, by: staff.id, isByStaff: true, now: now)
    message.state = .answered
    try tx.setState(.answered, of: id, now: now)
    try audit("answerMessage", by: staff.id, subject: id.raw)
    try tell(author, Notice(kind: .contactAnswered, subject: reply.raw))
    return .done(message)
  }

  package func setClosed(
    _ closed: Bool, message id: ID<ContactMessage>, by staff: Person
  ) throws -> MessageOutcome {
    guard try isStaff(staff) else { return .notAllowed }
    guard var message = try tx.contactMessage(id) else { return .gone }
    if (message.state == .closed) == closed { return .already(message) }
    message.state = closed ? .closed : .open
    try tx.setState(message.state, of: id, now: now)
    try audit(closed ? "closeMessage" : "reopenMessage", by: staff.id, subject: id.raw)
    return .done(message)
  }

  /// Tells the owners, and the specialists who see everybody's book.
  private func tellReception(_ notice: Notice, besides author: Person) throws {
    var told: Set<ID<Person>> = [author.id]
    for owner in try tx.owners() where told.insert(owner.id).inserted { try tell(owner, notice) }
    for specialist in try catalogue().specialists
    where specialist.isActive && specialist.access != .own {
      guard let person = try specialist.person.flatMap({ try tx.person($0) }),
        told.insert(person.id).inserted
      else { continue }
      try tell(person, notice)
    }
  }
}
