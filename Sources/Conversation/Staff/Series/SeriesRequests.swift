import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The staff's word on the request for a whole series.
extension Turn {
  func answerSeries(_ id: ID<Visit>, agrees: Bool, reason: String? = nil) throws {
    wait(for: .home)
    switch try desk.answerSeries(id, agrees: agrees, reason: reason, by: person) {
    case .done(let visits):
      guard let first = visits.first else { return }
      let words = try seriesWording
      let client = try desk.tx.person(first.client)
      try show(
        Screen(
          lines(
            [
              voice.phrase(agrees ? "staff.approved" : "staff.declined"), HTML(""),
              voice.phrase("facts.client", ["client": .text(try name(of: client))]),
              words.common(first), HTML(""),
            ] + words.list(visits, forStaff: true)),
          [
            agrees
              ? [button("button.series", .staffSeries(.step(.whole(first.id, page: 0))))]
              : [button("button.client", .client(.card(first.client)))],
            homeRow,
          ]))
    case .already(let visit):
      try remark("staff.already")
      try show(try staffCard(visit, title: nil))
    case .notAllowed: try notAllowed()
    }
  }

  func askSeriesDecline(_ id: ID<Visit>) throws {
    guard let (lead, visits) = try desk.comingVisits(id, by: .staff(person)) else {
      return try notAllowed()
    }
    let requests = visits.filter { $0.state == .requested }
    guard !requests.isEmpty else { return try answerSeries(id, agrees: false) }
    wait(for: .series(.declineReason(id)))
    let words = try seriesWording
    let client = try desk.tx.person(lead.client)
    try show(
      Screen(
        lines(
          [
            voice.phrase("facts.client", ["client": .text(try name(of: client))]),
            words.common(lead), HTML(""),
          ] + words.list(requests, forStaff: true) + [HTML(""), voice.phrase("staff.declineAsk")]),
        [
          [
            button(
              "button.declineSilently", .staffSeries(.declineSilently(id)), style: .danger)
          ],
          [button("button.approveAll", .staffSeries(.approve(id)), style: .success)],
        ]))
  }
}
