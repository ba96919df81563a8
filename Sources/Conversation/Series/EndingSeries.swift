import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Several visits of a series are cancelled at once.
extension Turn {
  func askSeriesCancel(
    _ id: ID<Visit>, _ scope: SeriesScope, byStaff: Bool, remark: HTML? = nil
  ) throws {
    switch try desk.lookAtEnd(of: id, scope, by: hand(byStaff: byStaff)) {
    case .ending(let ending):
      wait(for: byStaff ? .series(.cancelReason(id, scope)) : .home)
      let words = try seriesWording
      let late = ending.late
      func list(_ visits: [Visit]) -> [HTML?] {
        visits.map {
          voice.phrase(
            "series.date",
            [
              "mark": .text("✖️"),
              "time": .text(words.dated($0.starts, words.wording.zone(of: $0))),
            ])
        }
      }
      let tap = SeriesTap.cancel(id, scope, digest: ending.digest)
      let label: Key = byStaff ? "button.cancelSilently" : "button.cancelCount"
      let client = try desk.tx.person(ending.lead.client)
      try show(
        Screen(
          lines(
            [
              remark, remark.map { _ in HTML("") },
              voice.phrase("series.cancelTitle", ["count": .number(ending.visits.count)]),
              HTML(""),
              byStaff
                ? voice.phrase("facts.client", ["client": .text(try name(of: client))]) : nil,
              words.common(ending.lead), HTML(""),
            ] + list(ending.free)
              + (late.isEmpty
                ? []
                : [
                  ending.free.isEmpty ? nil : HTML(""),
                  voice.phrase(
                    "series.cancelLate", ["count": .number(try desk.business().cancelHours)]),
                ] + list(late)) + [
                byStaff ? HTML("") : nil, byStaff ? voice.phrase("agenda.cancelAsk") : nil,
              ]),
          [
            [
              .tap(
                voice.text(label, ["count": .number(ending.visits.count)]),
                series(tap, byStaff: byStaff), style: .danger)
            ],
            [button("button.keep", cardTap(id, byStaff: byStaff))],
          ]))
    case .over(let visit): try sayOver(visit, byStaff: byStaff)
    case .notAllowed: try byStaff ? notAllowed() : notFound()
    }
  }

  func endSeries(
    _ id: ID<Visit>, _ scope: SeriesScope, _ digest: Int?, reason: String?, byStaff: Bool
  ) throws {
    let outcome = try desk.endSeries(
      id, scope, as: digest, reason: reason, by: hand(byStaff: byStaff))
    switch outcome {
    case .done(let ended, let asked):
      wait(for: .home)
      let words = try seriesWording
      guard let first = ended.first ?? asked.first else { return }
      let isTold = byStaff ? told(try desk.tx.person(first.client)) : nil
      try show(
        Screen(
          lines(
            [
              ended.isEmpty
                ? nil : voice.phrase("series.cancelled", ["count": .number(ended.count)]),
              asked.isEmpty ? nil : voice.phrase("series.asked", ["count": .number(asked.count)]),
              isTold, HTML(""),
              byStaff
                ? voice.phrase(
                  "facts.client", ["client": .text(try name(of: desk.tx.person(first.client)))])
                : nil,
              words.common(first), HTML(""),
            ] + words.list((ended + asked).sorted { $0.starts < $1.starts }, forStaff: byStaff)),
          [
            byStaff
              ? [button("button.openBooking", .agenda(.booking(first.id)))]
              : [button("button.again", .again(first.id), style: .primary)],
            byStaff ? homeRow : [button("button.bookings", .bookings)] + homeRow,
          ]))
      if byStaff { try giveSeriesWords("series.forwardCancelled", ended) }
    case .changed:
      try toast(voice.text("series.changedToast"))
      try askSeriesCancel(id, scope, byStaff: byStaff, remark: voice.phrase("series.changed"))
    case .over(let visit): try sayOver(visit, byStaff: byStaff)
    case .notAllowed: try byStaff ? notAllowed() : notFound()
    }
  }
}
