import Booking
import Foundation
import Store

extension FrontDesk {
  /// Everything stored about the person, as JSON for people to read.
  package func exportData(of person: Person) throws -> [UInt8] {
    let catalogue = try catalogue()
    let answers = try tx.moveAnswers(of: person.id)
    let reviews = try tx.reviews(by: person.id)
    let visits = try tx.visits(of: person.id)
    let series = try tx.series(Set(visits.compactMap(\.series)))
    let export = PersonExport(
      exported: now.description,
      person: .init(
        telegramID: person.telegram, name: person.name, username: person.username,
        language: person.languageCode, phone: person.phone, email: person.email,
        timeZone: person.zone?.identifier, toldBy: person.channel?.rawValue,
        quietHours: person.quiet?.text, source: try tx.source(of: person.id)?.rawValue,
        invitationsToComeAgain: try tx.wantsNudges(person.id), wantsNews: try wantsNews(person)),
      bookings: visits.filter { $0.state != .held }.map { visit in
        .init(
          number: visit.number, service: catalogue.service(visit.service)?.name ?? "",
          specialist: catalogue.specialist(visit.specialist)?.name ?? "",
          starts: visit.starts.description, ends: visit.ends.description,
          state: visit.state.rawValue, comment: visit.note, hasPhoto: visit.photo != nil,
          reason: visit.reason, booked: visit.created.description,
          askedToMove: answers[visit.id], attendance: visit.attendance?.rawValue,
          stars: reviews[visit.id]?.stars, review: reviews[visit.id]?.words,
          series: visit.series.flatMap { series[$0] }.map {
            .init(
              number: $0.id.raw, rhythm: $0.rhythm.name, visit: (visit.place ?? 0) + 1,
              of: $0.times)
          })
      }, messages: try exportMessages(of: person), invitations: try exportInvitations(of: person),
      bookedAs: try tx.formerNames(of: person.id), tags: try tx.tags(of: person.id).map(\.name),
      notes: try tx.notes(on: person.id, limit: 10_000).map {
        .init(text: $0.text, written: $0.created.description)
      },
      waitedFor: try tx.everyWait(of: person.id).map { entry in
        .init(
          service: catalogue.service(entry.service)?.name ?? "",
          specialist: entry.specialist.flatMap { catalogue.specialist($0)?.name },
          firstDay: entry.first.description, lastDay: entry.last.description,
          joined: entry.joined.description, ended: entry.ending?.rawValue)
      }, sessions: try exportSessions(of: person))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(export))
  }

  /// Cancels what is open and forgets who the person was. An owner has to hand over first.
  package func erase(_ person: Person) throws -> Bool {
    guard try !isStaff(person) else { return false }
    try forget(person, tellsStaff: true)
    return true
  }

  func forget(_ person: Person, tellsStaff: Bool) throws {
    try endWaiting(of: person.id)
    for hold in try tx.holds(of: person.id) { try release(hold) }
    let ended = try tx.upcoming(of: person.id, now: now, limit: 10_000).compactMap {
      try end($0, by: .client, person: nil, reason: nil)
    }
    try withdrawWords(of: person)
    if tellsStaff { try tellOfErasure(ended) }
    try tx.erase(person.id, now: now)
    try audit("erase", by: nil, subject: person.id.raw)
  }

  /// What ended of a series is told in one notice, as when it is cancelled.
  private func tellOfErasure(_ ended: [Visit]) throws {
    let series = Dictionary(grouping: ended, by: \.series)
    for visit in ended {
      let visits = visit.series.flatMap { series[$0] } ?? [visit]
      if visits.count == 1 {
        try tellStaff(.clientErased, about: visit)
      } else if visits[0].id == visit.id {
        try tellStaff(.seriesCancelled, about: visit, text: visits.listed)
      }
    }
  }

  /// Takes back what the person wrote to the staff and has not been sent.
  private func withdrawWords(of person: Person) throws {
    let visits = Set(try tx.visits(of: person.id).map(\.id))
    var last: Int64 = 0
    while true {
      let rows = try tx.waitingRows(after: last, limit: 1_000)
      guard let end = rows.last?.id else { return }
      last = end
      for row in rows {
        guard let notice = Notice(row), notice.text != nil else { continue }
        switch notice.kind {
        case .guestMatched where notice.subject == person.id.raw,
          .clientWords where notice.subject == person.id.raw:
          break
        case .guestMatched, .clientWords, .staffWords: continue
        default: if !visits.contains(notice.visit) { continue }
        }
        try tx.removeFromOutbox(row.id)
      }
    }
  }
}

/// The shape of a person's export.
private struct PersonExport: Encodable {
  struct Someone: Encodable {
    let telegramID: Int64?
    let name: String
    let username: String?
    let language: String?
    let phone: String?
    let email: String?
    let timeZone: String?
    let toldBy: String?
    /// “off”, or from when to when; none where those of the business hold.
    let quietHours: String?
    /// How the staff wrote them down, where it did.
    let source: String?
    let invitationsToComeAgain: Bool
    /// Messages to many clients.
    let wantsNews: Bool
  }
  struct Booking: Encodable {
    let number: String
    let service: String
    let specialist: String
    let starts: String
    let ends: String
    let state: String
    let comment: String?
    let hasPhoto: Bool
    let reason: String?
    let booked: String
    /// What the person answered when the specialist asked for another time; “open” before.
    let askedToMove: String?
    /// “asked” once the person was reminded, “confirmed” once they said they would come.
    let attendance: String?
    let stars: Int?
    let review: String?
    let series: Repeated?
  }
  /// A place on the waiting list.
  struct Waited: Encodable {
    let service: String
    let specialist: String?
    let firstDay: String
    let lastDay: String
    let joined: String
    /// How it ended.
    let ended: String?
  }
  /// The visit's place in a series.
  struct Repeated: Encodable {
    let number: Int64
    let rhythm: String
    let visit: Int
    let of: Int
  }
  /// Work that was done for the person.
  struct Session: Encodable {
    let name: String
    let about: String?
    let day: String?
    let state: String
    let message: String?
    let files: Int
    /// What the person marked, by number and name.
    let favourites: [String]
  }
  struct Message: Encodable {
    let written: String
    /// "you" or "staff".
    let by: String
    let subject: String?
    let text: String
  }
  struct Invited: Encodable {
    let name: String
    let email: String
    let words: String?
    let created: String
    let used: String?
  }

  /// What the staff wrote down.
  struct Note: Encodable {
    let text: String
    let written: String
  }

  let exported: String
  let person: Someone
  let bookings: [Booking]
  let messages: [Message]
  let invitations: [Invited]
  let bookedAs: [String]
  let tags: [String]
  let notes: [Note]
  let waitedFor: [Waited]
  let sessions: [Session]
}

extension FrontDesk {
  /// The person's messages to the business, each followed by the rest of its thread.
  private func exportMessages(of person: Person) throws -> [PersonExport.Message] {
    try tx.contactMessages(of: person.id).flatMap { message in
      let replies = try tx.contactReplies(to: message.id, limit: 10_000).map {
        PersonExport.Message(
          written: $0.created.description, by: $0.isByStaff ? "staff" : "you", subject: nil,
          text: $0.text)
      }
      return [
        PersonExport.Message(
          written: message.created.description, by: "you", subject: message.subject,
          text: message.text)
      ] + replies
    }
  }

  private func exportSessions(of person: Person) throws -> [PersonExport.Session] {
    try tx.sessions(ofClient: person.id, limit: 10_000).map { line in
      let session = line.session
      return PersonExport.Session(
        name: session.name, about: session.about, day: session.day?.description,
        state: session.status.rawValue, message: session.message, files: line.files,
        favourites: try tx.pickedNumbers(of: session.id).map {
          "\($0.number)" + ($0.name.map { " " + $0 } ?? "")
        })
    }
  }

  private func exportInvitations(of person: Person) throws -> [PersonExport.Invited] {
    try tx.invitations(usedBy: person.id).map {
      PersonExport.Invited(
        name: $0.name, email: $0.email, words: $0.words, created: $0.created.description,
        used: $0.used?.description)
    }
  }
}
