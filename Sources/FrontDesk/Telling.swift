import Booking
import Store

/// On which way a person is told something: the chat, a letter, a short message.
extension FrontDesk {
  /// Tells one person, on the way of their choice and reach: false when none is left. Then the staff
  /// is asked to call, where it matters.
  ///
  /// After `expires` it is not sent any more; what goes by letter or short message has a last moment
  /// in any case.
  @discardableResult
  func tell(
    _ person: Person, _ notice: Notice, at priority: OutboxRow.Priority = .notice,
    expires: Instant? = nil
  ) throws -> Bool {
    // Nearly everybody, and a booking must not wait.
    if person.telegram != nil, person.isReachable, person.channel == nil {
      try send(notice, to: person, by: .chat, at: priority, expires: expires)
      return true
    }
    guard let way = ways(for: notice.kind, to: person).first else {
      try reportLost(notice, of: person)
      return false
    }
    try send(notice, to: person, by: way, at: priority, expires: expires)
    return true
  }

  /// How a person would be told something of this kind: nil when there is no way.
  package func way(for kind: Notice.Kind, to person: Person) -> Person.Channel? {
    ways(for: kind, to: person).first
  }

  /// The ways the person can choose from: those that work here and for which there is a contact.
  package func choices(of person: Person) -> [Person.Channel] {
    var choices: [Person.Channel] = []
    if person.telegram != nil { choices.append(.chat) }
    if means.sendsLetters, person.email != nil { choices.append(.letter) }
    if means.sendsMessages, person.phone != nil { choices.append(.sms) }
    return choices
  }

  /// The person says how they want to be told; what is no choice of theirs changes nothing.
  package func setChannel(_ channel: Person.Channel, of person: Person) throws -> Person {
    guard choices(of: person).contains(channel) else { return person }
    var changed = person
    changed.channel = channel == .chat ? nil : channel
    try tx.save(changed)
    return changed
  }

  private func ways(for kind: Notice.Kind, to person: Person) -> [Person.Channel] {
    let reach = kind.reach
    var open = Set(choices(of: person))
    // What only the chat can take is tried there whatever was said of the chat last.
    if !person.isReachable, reach.span > .chat { open.remove(.chat) }
    if reach.span < .letter { open.remove(.letter) }
    if reach.span < .sms { open.remove(.sms) }
    return order(for: reach, person).filter { open.contains($0) }
  }

  private func order(for reach: Reach, _ person: Person) -> [Person.Channel] {
    let usual = Person.Channel.allCases
    guard reach.isChosen, let first = person.channel else { return usual }
    return [first] + usual.filter { $0 != first }
  }

  private func send(
    _ notice: Notice, to person: Person, by way: Person.Channel, at priority: OutboxRow.Priority,
    expires: Instant?
  ) throws {
    let channel: OutboxRow.Channel =
      switch way {
      case .chat: .notice
      case .letter: .letter
      case .sms: .sms
      }
    if way == .letter, person.telegram == nil {
      try prepareLink(of: person)
      try preparePage(for: notice)
    }
    try tx.post(
      Posting(
        channel: channel, chat: way == .chat ? person.telegram : nil, person: person.id,
        priority: priority, method: notice.kind.rawValue, body: notice.encoded,
        repeats: notice.repeats,
        expires: way == .chat ? expires : try lastMoment(of: notice, expires, way),
        keepsake: way == .chat ? notice.keepsake : nil), now: now)
  }

  private static var minutesToCall: Int { 60 }

  /// When a notice has lost its point: at the start of the visit that the client is told about, or
  /// after some days; a reminder somewhat earlier, so that the staff can still call.
  private func lastMoment(
    of notice: Notice, _ expires: Instant?, _ way: Person.Channel
  ) throws -> Instant {
    var last = now.adding(minutes: (way == .sms ? 2 : 5) * 1_440)
    if let expires { last = min(last, expires) }
    if notice.kind.reach.isVital || notice.kind == .bookedForYou,
      let visit = try tx.visit(notice.visit), visit.starts > now
    {
      last = min(last, visit.starts)
    }
    if notice.kind == .reminder {
      // Given up while there is time to call.
      let early = last.adding(minutes: -Self.minutesToCall)
      if early >= now.adding(minutes: Self.minutesToCall) { last = early }
    }
    return last
  }

  // MARK: When a way turns out to be closed

  /// What became of a try to deliver a row of the outbox, while the row is still in it. A notice that
  /// did not arrive goes on by the next way; when there is none, the staff hears of it.
  package func noteDelivery(_ row: Int64, _ fate: LetterFate) throws {
    try noteLetter(row, fate)
    guard let lost = try tx.undelivered(row) else { return }
    try note(fate, on: lost.channel)
    guard case .givenUp(let trouble) = fate,
      let notice = Notice(method: lost.method, body: lost.body),
      let person = try lost.person.flatMap({ try tx.person($0) })
    else { return }
    let isLate = trouble == .late || lost.expires.map { $0 <= now } ?? false
    if !isLate, let way = next(for: notice.kind, to: person, after: lost.channel) {
      try send(notice, to: person, by: way, at: lost.priority, expires: lost.expires)
      try tx.removeFromOutbox(row)
    } else if notice.kind == .reminder, lost.channel == .letter || lost.channel == .sms {
      try reportUnreminded(notice, of: person)
    } else {
      try reportLost(notice, of: person)
    }
  }

  /// A reminder was meant to go and did not, by no fault of the client's: asks the staff to call,
  /// unless the client has said that they come.
  private func reportUnreminded(_ notice: Notice, of person: Person) throws {
    guard let visit = try tx.visit(notice.visit), visit.client == person.id,
      visit.state == .confirmed, visit.starts > now, visit.attendance != .confirmed,
      try tx.noteUnreached(visit.id, revision: notice.revision, kind: notice.kind.rawValue)
    else { return }
    try tellStaff(
      .pleaseCall, about: visit, text: notice.kind.rawValue, expires: visit.starts)
  }

  private func next(
    for kind: Notice.Kind, to person: Person, after channel: OutboxRow.Channel
  ) -> Person.Channel? {
    let failed: Person.Channel =
      switch channel {
      case .letter: .letter
      case .sms: .sms
      case .notice, .telegram, .answer: .chat
      }
    let order = order(for: kind.reach, person)
    let place = order.firstIndex(of: failed) ?? 0
    let rest = order[(place + 1)...]
    return ways(for: kind, to: person).first { rest.contains($0) }
  }

  /// Telegram says that the person can't be written to any more. The specialist of their next booking
  /// hears of it, once: until the person writes again.
  package func loseChat(_ telegram: Int64) throws {
    guard let person = try tx.person(telegram: telegram), person.isReachable else { return }
    try tx.markUnreachable(telegram: telegram)
    guard let visit = try tx.upcoming(of: person.id, now: now, limit: 1).first,
      let known = try tx.person(person.id)
    else { return }
    let way = way(for: .movedByStaff, to: known)
    try tellStaff(.chatLost, about: visit, text: way?.rawValue ?? "none")
  }

  /// A notice is lost: asks the staff to call, once for each booking, revision and kind.
  private func reportLost(_ notice: Notice, of person: Person) throws {
    switch notice.kind {
    case .staffWords:
      guard let writer = try tx.person(ID(notice.subject)) else { return }
      try tell(writer, Notice(kind: .wordsLost, subject: person.id.raw))
    case .contactAnswered:
      guard let reply = try tx.contactReply(ID(notice.subject)),
        let writer = try tx.person(reply.author)
      else { return }
      try tell(writer, Notice(kind: .wordsLost, subject: person.id.raw))
    default:
      guard notice.kind.reach.isVital, let visit = try tx.visit(notice.visit),
        visit.client == person.id,
        try tx.noteUnreached(
          visit.id, revision: notice.revision, kind: notice.kind.rawValue)
      else { return }
      try tellStaff(.pleaseCall, about: visit, text: notice.kind.rawValue)
    }
  }
}
