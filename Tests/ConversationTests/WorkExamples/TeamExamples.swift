import Booking
import Store

@testable import Conversation

extension WorkExamples {
  private static let most: Int64 = (1 << 53) - 1
  private static let filters = [
    LogFilter(), LogFilter(topic: .business, person: ID(most)),
    LogFilter(topic: .booking, from: LocalDate(dayNumber: 99_000), days: 1_000),
    LogFilter(person: ID(3), from: LocalDate(dayNumber: 20_532)),
  ]

  static let team: [TeamTap] =
    [.list, .page(0), .page(10_000), .askStepDown, .stepDown, .invite]
    + [Int64(1), 2, most].flatMap { id -> [TeamTap] in
      let (book, person) = (ID<Specialist>(id), ID<Person>(id))
      let invitation = ID<TeamInvitation>(id)
      return [
        .card(book), .rename(book), .describe(book), .access(book), .askDeactivate(book),
        .deactivate(book), .askCancelAll(book), .cancelAll(book), .reactivate(book),
        .askDetach(book), .detach(book), .askOwner(book),
        .makeOwner(book), .askHandOver(book), .handOver(book), .inviteFor(book), .owner(person),
        .askDepose(person), .depose(person), .invitation(invitation),
        .invitationPicture(invitation), .revoke(invitation),
      ] + Specialist.Access.allCases.map { .setAccess(book, $0) }
    } + [true, false].map { .inviteNew(takesBookings: $0) }
    + filters.flatMap { filter -> [TeamTap] in
      [
        .log(filter), .log(filter, .before(most)), .log(filter, .after(7)), .logWho(filter),
        .logWhat(filter), .logWhen(filter), .logDay(filter), .exportLog(filter),
      ]
    }

  static let teamQuestions: [TeamQuestion] = [
    .naming(takesBookings: true), .naming(takesBookings: false), .renaming(specialist: ID(most)),
    .describing(specialist: ID(1)), .cancelling(specialist: ID(2)), .logDay(topic: 0, person: 0),
    .logDay(topic: 6, person: most),
  ]
}
