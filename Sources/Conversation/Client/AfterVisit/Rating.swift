import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Stars and a few words for a visit that is over.
extension Turn {
  private static var mostWords: Int { 1_000 }

  func askStars(_ id: ID<Visit>) throws {
    guard let visit = try own(id) else { return try notFound() }
    wait(for: .home)
    guard desk.mayRate(visit, try desk.tx.review(of: id)) else {
      try remark("review.tooLate")
      return try show(card(visit))
    }
    try show(AfterVisitWording(wording: try wording).question(visit, person))
  }

  func rate(_ id: ID<Visit>, _ stars: Int) throws {
    switch try desk.rate(id, stars, by: person) {
    case .rated(let visit, let review):
      wait(for: .afterVisit(.words(visit: id)))
      let words = AfterVisitWording(wording: try wording)
      try show(
        Screen(
          lines([
            voice.phrase(
              "review.thanksStars",
              ["stars": .text(AfterVisitWording.stars(review.stars ?? stars))]),
            HTML(""),
            voice.phrase(review.words == nil ? "review.askWords" : "review.askOtherWords"),
          ]),
          [
            words.starRow(visit.id, chosen: review.stars),
            [button("button.skip", .afterVisit(.skip(id)))],
          ]))
    case .tooLate(let visit, let review):
      try toast(voice.text(review?.stars == nil ? "review.noVisit" : "review.tooLate"))
      wait(for: .home)
      try show(card(visit))
    case .notYours: try notFound()
    }
  }

  func askReviewWords(_ id: ID<Visit>) throws {
    guard let visit = try own(id), let review = try desk.tx.review(of: id), review.stars != nil,
      desk.mayRate(visit, review)
    else { return try askStars(id) }
    wait(for: .afterVisit(.words(visit: id)))
    try show(
      Screen(voice.phrase("review.askWords"), [[button("button.skip", .afterVisit(.skip(id)))]]))
  }

  func takeReviewWords(_ text: String, _ id: ID<Visit>) throws {
    guard let words = Typed.lines(text, limit: Self.mostWords) else {
      return try send(
        Screen(
          voice.phrase("review.badWords", ["count": .number(Self.mostWords)]),
          [[button("button.skip", .afterVisit(.skip(id)))]]))
    }
    wait(for: .home)
    switch try desk.say(words, of: id, by: person) {
    case .rated: try endReview(id)
    case .tooLate(let visit, _):
      try remark("review.tooLate")
      try send(card(visit))
    case .notYours: try notFound()
    }
  }

  /// Thanks, whatever was said.
  func endReview(_ id: ID<Visit>) throws {
    guard let visit = try own(id) else { return try notFound() }
    wait(for: .home)
    let review = try desk.tx.review(of: id)
    let name = try wording.specialistName(of: visit)
    try show(
      Screen(
        lines([
          voice.phrase("review.thanks"),
          review?.stars.map { HTML(AfterVisitWording.stars($0)) },
          review?.words.map { HTML($0).italic() },
          (review?.stars ?? 5) <= Review.low ? HTML("") : nil,
          (review?.stars ?? 5) <= Review.low
            ? voice.phrase("review.sorry", ["specialist": .text(name)]) : nil,
        ]),
        [
          [button("button.again", .again(id), style: .primary)],
          [button("button.write", .write(id)), button("button.home", .home)],
        ]))
  }

  // MARK: Coming again

  func declineComeBack() throws { try goHome(greeting: voice.phrase("comeBack.notNow")) }

  func stopNudges() throws {
    try desk.setNudges(false, of: person)
    try goHome(greeting: voice.phrase("comeBack.stopped"))
  }
}
