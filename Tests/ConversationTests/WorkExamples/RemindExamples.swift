import Booking
import Store

@testable import Conversation

extension WorkExamples {
  private static let most: Int64 = (1 << 53) - 1
  private static let night = TimeRange(start: 1_320, end: 1_920)

  static let remind: [RemindTap] = [
    .attend(ID(1), revision: 1), .attend(ID(most), revision: 40_000), .move(ID(7), revision: 2),
    .cancel(ID(most), revision: 3), .quiet, .setQuiet(night), .quietOff, .quietUsual, .rules,
    .houseQuiet, .setHouseQuiet(TimeRange(start: 0, end: 480)), .houseQuietOff, .unconfirmed,
    .setUnconfirmed(0), .setUnconfirmed(168), .offsets(nil), .offsets(ID(most)),
    .add(nil, 15), .add(ID(most), 43_200), .remove(nil, 120), .remove(ID(3), 1_440), .none(nil),
    .none(ID(3)), .usual(nil), .usual(ID(most)),
  ]
  static let remindQuestions: [RemindQuestion] = [
    .quiet, .houseQuiet, .unconfirmed, .offset(service: nil), .offset(service: ID(7)),
  ]
}
