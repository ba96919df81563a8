import Booking
import FrontDesk
import Phrasebook
import Pictures
import Store
import Telegram

/// The figures as a picture, with the same in words under it.
extension Turn {
  func showStats(_ span: StatsTap.Span, _ whose: ID<Specialist>?) throws {
    wait(for: .home)
    let rights = try desk.rights(of: person)
    let specialist = whose ?? (rights.readsEverything ? nil : rights.own)
    let zone = try desk.business().zone
    let today = zone.local(now).date
    let edges = span.edges(today: today, weekStart: voice.week.first ?? .monday)
    guard let statistics = try desk.statistics(of: specialist, edges: edges, for: person) else {
      return try notAllowed()
    }
    let catalogue = try desk.catalogue()
    let name =
      try specialist.flatMap { catalogue.specialist($0)?.name } ?? desk.business().name
    let period = stretch(from: edges[0], to: edges[edges.count - 1].adding(days: -1))
    let labels = edges.dropLast().map { label($0, span) }
    let picture = picture(statistics, name: name, period: period, labels: labels, span: span)
    try showPicture(
      picture.png(), name: "statistics.png",
      caption: caption(
        statistics, name: name, period: period,
        reviews: try desk.tx.sumReviews(
          of: specialist, from: zone.dayRange(of: edges[0]).lowerBound,
          to: zone.dayRange(of: edges[edges.count - 1]).lowerBound)),
      rows: spanRows(span, specialist, rights))
  }

  private func picture(
    _ statistics: Statistics, name: String, period: String, labels: [String],
    span: StatsTap.Span
  ) -> FiguresPicture {
    let total = statistics.total
    var figures: [FiguresPicture.Figure] = [
      .init(label: voice.text("stats.all"), value: voice.number(total.all)),
      .init(label: voice.text("stats.completed"), value: voice.number(total.completed)),
      .init(label: voice.text("stats.noShowRate"), value: percent(total.noShowRate)),
    ]
    if let main = total.money.first {
      figures.append(.init(label: voice.text("stats.revenue"), value: voice.money(main)))
    }
    return FiguresPicture(
      title: name, subtitle: "\(period) · \(voice.text(span.columnKey))", figures: figures,
      legend: [
        voice.text("stats.completed"), voice.text("stats.upcoming"),
        voice.text("stats.cancelled"), voice.text("stats.noShow"),
      ],
      columns: zip(labels, statistics.parts).map { label, part in
        .init(label: label, parts: [part.completed, part.upcoming, part.cancelled, part.noShow])
      },
      barsTitle: voice.text("stats.occupancy"),
      bars: occupancy(statistics).prefix(10).map {
        .init(label: $0.name, share: $0.share, value: percent($0.share))
      })
  }

  private func occupancy(_ statistics: Statistics) -> [(name: String, share: Double)] {
    let catalogue = try? desk.catalogue()
    return statistics.occupancy.compactMap { item in
      guard let calendar = catalogue?.calendar(item.calendar), let share = item.share else {
        return nil
      }
      let specialist = catalogue?.specialist(calendar.specialist)?.name ?? ""
      let name =
        calendar.name == specialist ? specialist : "\(specialist) · \(calendar.name)"
      return (name, share)
    }
  }

  private func caption(
    _ statistics: Statistics, name: String, period: String, reviews: ReviewSum
  ) -> HTML {
    let total = statistics.total
    let money = total.money.prefix(4).map(voice.money).joined(separator: ", ")
    let shares = occupancy(statistics).prefix(6).map {
      voice.phrase(
        "stats.occupancyLine",
        ["calendar": .text(Typed.clipped($0.name, to: 60)), "share": .text(percent($0.share))])
    }
    return lines(
      [
        HTML(name).bold(), HTML(period), HTML(""),
        total.all == 0 ? voice.phrase("stats.none") : nil,
        voice.phrase("stats.countAll", ["count": .number(total.all)]),
        voice.phrase("stats.countUpcoming", ["count": .number(total.upcoming)]),
        voice.phrase("stats.countCompleted", ["count": .number(total.completed)]),
        voice.phrase("stats.countCancelled", ["count": .number(total.cancelled)]),
        voice.phrase(
          "stats.countNoShow",
          ["count": .number(total.noShow), "share": .text(percent(total.noShowRate))]),
        reviews.count == 0
          ? nil
          : voice.phrase(
            "review.sum",
            [
              "average": .text(AfterVisitWording.average(reviews, voice)),
              "count": .number(reviews.count),
            ]),
        money.isEmpty ? nil : voice.phrase("stats.money", ["money": .text(money)]),
        shares.isEmpty ? nil : HTML(""),
        shares.isEmpty ? nil : voice.phrase("stats.occupancyTitle"),
      ] + shares)
  }

  private func percent(_ share: Double?) -> String {
    guard let share else { return "–" }
    return voice.text("stats.percent", ["number": .number(Int((share * 100).rounded()))])
  }

  private func stretch(from: LocalDate, to: LocalDate) -> String {
    "\(voice.date(from, .numeric)) – \(voice.date(to, .numeric))"
  }

  /// What stands under a column: a weekday, the first day of a week, a month.
  private func label(_ date: LocalDate, _ span: StatsTap.Span) -> String {
    switch span {
    case .week: voice.weekday(date.weekday, .short).capitalisedFirst
    case .month, .lastMonth, .quarter: voice.date(date, .dayMonth)
    case .year: voice.monthShort(date.month)
    case .threeYears: "\(voice.monthShort(date.month)) \(date.year % 100)"
    }
  }

  private func spanRows(
    _ span: StatsTap.Span, _ specialist: ID<Specialist>?, _ rights: Rights
  ) throws -> [[InlineButton]] {
    func choice(_ other: StatsTap.Span) -> InlineButton {
      let text = voice.text(other.key)
      return .tap(other == span ? "• \(text)" : text, .stats(.span(other, specialist)))
    }
    var rows = [
      [choice(.week), choice(.month), choice(.lastMonth)],
      [choice(.quarter), choice(.year), choice(.threeYears)],
    ]
    let specialists = try desk.catalogue().specialists.filter { $0.isActive }
    if rights.readsEverything, specialists.count > 1 {
      func whose(_ name: String, _ id: ID<Specialist>?) -> InlineButton {
        .tap(
          (id == specialist ? "• " : "") + Typed.clipped(name, to: 28),
          .stats(.span(span, id)))
      }
      let buttons =
        [whose(voice.text("stats.everyone"), nil)]
        + specialists.prefix(11).map { whose($0.name, $0.id) }
      rows += stride(from: 0, to: buttons.count, by: 2).map {
        Array(buttons[$0..<min($0 + 2, buttons.count)])
      }
    }
    rows.append([
      button(
        "button.reviews",
        .notices(.reviews(specialist.map { .of($0) } ?? .everyone, page: 0)))
    ])
    return rows + [homeRow]
  }
}

extension StatsTap.Span {
  var key: Key {
    switch self {
    case .week: "stats.week"
    case .month: "stats.month"
    case .lastMonth: "stats.lastMonth"
    case .quarter: "stats.quarter"
    case .year: "stats.year"
    case .threeYears: "stats.threeYears"
    }
  }

  /// What a column of the picture stands for.
  var columnKey: Key {
    switch self {
    case .week: "stats.byDay"
    case .month, .lastMonth, .quarter: "stats.byWeek"
    case .year, .threeYears: "stats.byMonth"
    }
  }
}
