import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// What clients said of their visits, newest first.
extension Turn {
  private static var reviewsPerPage: Int { 5 }

  func showReviews(_ book: Book, page: Int) throws {
    guard let open = try desk.open(book, for: person) else { return try notAllowed() }
    wait(for: .home)
    let page = min(max(page, 0), 100_000)
    guard
      let found = try desk.reviews(
        of: open.specialist, limit: Self.reviewsPerPage, offset: page * Self.reviewsPerPage,
        for: person)
    else { return try notAllowed() }
    if found.reviews.isEmpty, page > 0 { return try showReviews(book, page: 0) }
    let wording = try wording
    var text: [HTML?] = [
      voice.phrase("review.list"), try bookLine(open),
      found.sum.count == 0
        ? voice.phrase("review.none")
        : voice.phrase(
          "review.sum",
          [
            "average": .text(AfterVisitWording.average(found.sum, voice)),
            "count": .number(found.sum.count),
          ]),
    ]
    for (index, listed) in found.reviews.enumerated() {
      text += [
        HTML(""),
        HTML("\(index + 1). " + AfterVisitWording.stars(listed.review.stars ?? 0)) + HTML(" ")
          + HTML(listed.client.isEmpty ? voice.text("staff.nobody") : listed.client).bold(),
        HTML(reviewFacts(listed, open, wording)),
        listed.review.words.map { HTML(Typed.clipped($0, to: 400)).italic() },
      ]
    }
    var rows: [[InlineButton]] = []
    if !found.reviews.isEmpty {
      rows.append(
        found.reviews.enumerated().map { index, listed in
          .tap("\(index + 1)", .agenda(.booking(listed.review.visit)))
        })
    }
    let pages = (found.sum.count + Self.reviewsPerPage - 1) / Self.reviewsPerPage
    if pages > 1 { rows.append(pager(page, of: pages) { .notices(.reviews(book, page: $0)) }) }
    rows.append([button("button.stats", .stats(.overview))] + homeRow)
    try show(Screen(lines(text), rows))
  }

  private func reviewFacts(
    _ listed: ListedReview, _ open: OpenBook, _ wording: Wording
  ) -> String {
    var parts = [
      wording.catalogue.service(listed.service)?.name ?? "",
      voice.date(open.zone.local(listed.starts).date, .numeric),
    ]
    if open.specialist == nil,
      let name = wording.catalogue.specialist(listed.review.specialist)?.name
    {
      parts.append(name)
    }
    return parts.joined(separator: " · ")
  }
}
