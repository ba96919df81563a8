import Booking
import FrontDesk
import Store

@testable import Conversation

extension WorkExamples {
  private static let most: Int64 = (1 << 53) - 1
  private static let day = LocalDate(dayNumber: 20_600)
  private static let start = Instant(1_800_259_200)
  private static let errands = [
    Errand.booking(ID(7), ID(3)), Errand.booking(ID(most), ID(most)).with(ID(most)),
    Errand(matter: .move(ID(9)), specialist: nil),
    Errand(matter: .move(ID(most)), specialist: ID(most)),
  ]

  static let guest: [GuestTap] =
    [
      .new, .newGuest, .skip, .enough, .same(ID(most)), .anew, .book(ID(7)),
      .services(ID(most), page: 3), .moveBooking(ID(9)), .review, .price, .usualPrice, .noPrice,
    ]
    + errands.flatMap { errand -> [GuestTap] in
      [
        .times(errand), .specialists(errand), .month(errand, day), .day(errand, day, page: 1),
        .otherTime(errand, nil), .otherTime(errand, day), .slot(errand, ID(most), start),
        .place(errand.with(nil), ID(most), start, revision: 12, agreed: true),
        .place(errand.with(nil), ID(5), start, revision: 0, agreed: false),
      ]
    }

  private static let details: GuestDetails = {
    var details = GuestDetails(
      name: "Ганна \"Аня\" <b>", phone: "+380671234567", email: "a@b.example", username: "anna_l")
    details.telegram = 501
    details.source = .contact
    return details
  }()
  private static let plan = Plan(
    errand: errands[0], note: "a dog, not small", price: .minor(4_500))

  static let guestQuestions: [GuestQuestion] =
    [
      .who(GuestDetails()), .who(details), .same(details), .time(plan, day: day),
      .time(Plan(errand: errands[3], price: .none), day: nil), .preview(plan, ID(5), start),
      .price(plan, ID(5), start),
    ] + GuestQuestion.Detail.allCases.map { .detail(details, asks: $0) }
}
