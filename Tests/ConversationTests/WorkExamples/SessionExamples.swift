import FrontDesk
import Store

@testable import Conversation

extension WorkExamples {
  private static let token = String(repeating: "-", count: 43)

  static let sessions: [SessionTap] =
    [.new]
    + SessionFilter.allCases.flatMap { filter -> [SessionTap] in
      [.list(filter, everyone: false, page: 0), .list(filter, everyone: true, page: 10_000)]
    }
    + [Int64(1), (1 << 53) - 1].flatMap { raw -> [SessionTap] in
      let id = ID<Session>(raw)
      let plain: [SessionTap] = [
        .newOf(ID(raw)), .ofBooking(ID(raw)), .card(id), .edit(id), .specialists(id),
        .setSpecialist(id, ID(raw)), .setClient(id, ID(raw)), .addClient(id), .share(id),
        .words(id), .links(id), .begin(id), .askDeliver(id), .withoutWords(id), .deliver(id),
        .tellNew(id), .archive(id), .reopen(id), .askDelete(id), .delete(id), .picks(id),
        .pickAlbums(id, page: 10_000),
      ]
      let fields = SessionField.allCases.flatMap { field -> [SessionTap] in
        [.ask(id, field), .clear(id, field)]
      }
      let links = PageKind.allCases.flatMap { kind -> [SessionTap] in
        [.takeBack(id, kind), .renew(id, kind)]
      }
      let switches = SessionSwitch.allCases.map { SessionTap.toggle(id, $0) }
      let sheets = SessionSheet.allCases.map { SessionTap.sheet(id, $0) }
      return plain + fields + links + switches + sheets
    }

  static let results: [ResultTap] =
    [.list(page: 0), .visit(token: token), .visitFiles(token: token, page: 10_000)]
    + [Int64(1), (1 << 53) - 1].flatMap { raw -> [ResultTap] in
      let id = ID<Session>(raw)
      return [
        .open(id), .show(id, page: 10_000), .look(id, at: 10_000), .mark(ID(raw), true),
        .mark(ID(raw), false), .chosen(id), .finish(id),
      ]
    }

  static let sessionQuestions: [SessionQuestion] =
    [
      .name(specialist: nil), .name(specialist: ID(2)), .client(session: ID(1), unknown: nil),
      .client(session: ID(1), unknown: GuestDetails(name: "Ada", phone: "+353851230009")),
      .message(session: ID(1)), .delivery(session: ID(1), message: nil),
      .delivery(session: ID(1), message: "With love \u{1F49B}"),
    ] + SessionField.allCases.map { .field(session: ID(1), field: $0) }
}
