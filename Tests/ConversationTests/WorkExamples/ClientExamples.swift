import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let client: [ClientTap] =
    [
      .list(page: 3), .byName(page: 0), .search, .found(page: 10_000), .removeNote(ID(most)),
      .tag(ID(most), ID(most)), .untag(ID(1), ID(2)), .visits(ID(most), page: 10_000),
      .notes(ID(36), page: 1),
    ]
    + ([
      ClientTap.card, ClientTap.addNote, ClientTap.tags, ClientTap.block, ClientTap.unblock,
      ClientTap.write, ClientTap.reply, ClientTap.details, ClientTap.link, ClientTap.askJoin,
      ClientTap.join,
    ] as [(ID<Person>) -> ClientTap]).flatMap { [$0(ID(1)), $0(ID(most))] }
    + ClientQuestion.Detail.allCases.flatMap { detail in
      [ClientTap.edit(ID(most), detail), .clear(ID(35), detail)]
    }
  static let clientQuestions: [ClientQuestion] =
    [
      .search(words: ""), .search(words: "Олена \"<b>\" 😀"), .note(client: ID(1)),
      .tag(client: ID(2)), .words(client: ID(3)), .reply(staff: ID(4)),
    ] + ClientQuestion.Detail.allCases.map { .detail(client: ID(5), detail: $0) }

  /// The largest id that a button carries.
  private static let most: Int64 = (1 << 53) - 1
}
