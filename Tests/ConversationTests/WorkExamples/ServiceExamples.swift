import Booking
import Store

@testable import Conversation

extension WorkExamples {
  private static let most = ID<Service>((1 << 53) - 1)

  static let editing: [ServiceTap] =
    [
      .list(page: 0), .list(page: 3), .service(most), .set(ID(1), .before, 0),
      .set(most, .capacity, 1_000), .place(ID(1)), .breaks(ID(1)), .approval(ID(1), true),
      .approval(ID(1), false), .hidden(ID(1), true), .hidden(ID(1), false),
      .shift(ID(1), earlier: true), .shift(most, earlier: false), .offers(ID(1), page: 2),
      .offer(most, ID(most.raw), true), .offer(ID(1), ID(2), false), .askDelete(ID(1)),
      .delete(ID(1)), .photo(ID(1)), .create, .length(1_440), .noPrice,
    ] + ServiceField.allCases.flatMap { [.ask(most, $0), .clear(most, $0)] }
  static let editingQuestions: [ServiceQuestion] =
    [
      .search, .newName, .newDuration(name: "Cut"), .newPrice(name: "Cut <3", duration: 45),
    ] + ServiceField.allCases.map { .field(service: ID(7), field: $0) }
}
