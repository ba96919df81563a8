import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let stats: [StatsTap] =
    [.overview]
    + StatsTap.Span.allCases.flatMap { [.span($0, nil), .span($0, ID((1 << 53) - 1))] }
}
