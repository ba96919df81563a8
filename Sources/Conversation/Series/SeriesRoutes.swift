import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Every tap of a series, in the client's hand or the staff's.
extension Turn {
  func follow(_ tap: SeriesTap) throws { try follow(tap, byStaff: false) }

  func follow(_ tap: StaffSeriesTap) throws {
    switch tap {
    case .step(let tap): try follow(tap, byStaff: true)
    case .approve(let id): try answerSeries(id, agrees: true)
    case .decline(let id): try askSeriesDecline(id)
    case .declineSilently(let id): try answerSeries(id, agrees: false)
    }
  }

  private func follow(_ tap: SeriesTap, byStaff: Bool) throws {
    switch tap {
    case .begin(let id): try askRhythm(id, byStaff: byStaff)
    case .toHold(let id): try showHold(id)
    case .count(let id, let rhythm): try askTimes(id, rhythm, byStaff: byStaff)
    case .preview(let form): try showPlan(draft(form), byStaff: byStaff)
    case .dates(let form): try showDates(draft(form), byStaff: byStaff)
    case .date(let form, let place): try showDate(draft(form), place, byStaff: byStaff)
    case .change(let form, let place, let starts):
      try showPlan(draft(form, place, .at(starts)), byStaff: byStaff)
    case .leave(let form, let place):
      try showPlan(draft(form, place, .leave), byStaff: byStaff)
    case .restore(let form, let place):
      try showPlan(draft(form, place, nil), byStaff: byStaff)
    case .book(let form, let digest): try bookSeries(draft(form), digest, byStaff: byStaff)
    case .whole(let id, let page): try showSeries(id, page: page, byStaff: byStaff)
    case .calendarFile(let id): try sendSeriesFile(id, byStaff: byStaff)
    default: try followChange(tap, byStaff: byStaff)
    }
  }

  private func followChange(_ tap: SeriesTap, byStaff: Bool) throws {
    switch tap {
    case .askMove(let id): try askScope(id, toMove: true, byStaff: byStaff)
    case .moveOne(let id): try byStaff ? follow(.guest(.moveBooking(id))) : moveOne(id)
    case .times(let id, let scope): try showShiftTimes(id, scope, byStaff: byStaff)
    case .month(let id, let scope, let month):
      try showShiftMonth(id, scope, month, byStaff: byStaff)
    case .day(let id, let scope, let day, let page):
      try showShiftDay(id, scope, day, page: page, byStaff: byStaff)
    case .shift(let form): try showShift(shift(form), byStaff: byStaff)
    case .shiftDate(let form, let place): try showShiftDate(shift(form), place, byStaff: byStaff)
    case .shiftChange(let form, let place, let starts):
      try showShift(shift(form, place, .at(starts)), byStaff: byStaff)
    case .shiftLeave(let form, let place):
      try showShift(shift(form, place, .leave), byStaff: byStaff)
    case .shiftRestore(let form, let place):
      try showShift(shift(form, place, nil), byStaff: byStaff)
    case .move(let form, let digest): try moveSeries(shift(form), digest, byStaff: byStaff)
    case .askCancel(let id): try askScope(id, toMove: false, byStaff: byStaff)
    case .cancelOne(let id): try byStaff ? askCancelReason(id) : askCancelOne(id)
    case .cancelling(let id, let scope): try askSeriesCancel(id, scope, byStaff: byStaff)
    case .cancel(let id, let scope, let digest):
      try endSeries(id, scope, digest, reason: nil, byStaff: byStaff)
    default: try goHome()
    }
  }

  func hand(byStaff: Bool) -> SeriesHand { byStaff ? .staff(person) : .client(person) }

  func series(_ tap: SeriesTap, byStaff: Bool) -> Tap {
    byStaff ? .staffSeries(.step(tap)) : .series(tap)
  }

  func button(
    _ key: Key, _ tap: SeriesTap, byStaff: Bool, style: ButtonStyle? = nil
  ) -> InlineButton {
    button(key, series(tap, byStaff: byStaff), style: style)
  }

  /// The card of a booking, as whoever is asking sees it.
  func cardTap(_ id: ID<Visit>, byStaff: Bool) -> Tap {
    byStaff ? .agenda(.booking(id)) : .booking(id)
  }

  /// What was said so far of the series that a button names.
  private func draft(_ form: SeriesForm) -> SeriesDraft {
    if case .series(.making(let known, _)) = state, known.visit == form.visit,
      known.rhythm == form.rhythm
    {
      var draft = known
      draft.times = form.times
      return draft
    }
    return form.draft
  }

  private func draft(_ form: SeriesForm, _ place: Int, _ change: SeriesChange?) -> SeriesDraft {
    var draft = draft(form)
    // A forged place names no visit, and takes no room.
    if place > 0, place < form.times, Rhythm.times.contains(form.times) {
      draft.changes[place] = change
    }
    return draft
  }

  private func shift(_ form: ShiftForm) -> SeriesShift {
    if case .series(.moving(let known, _)) = state, known.visit == form.visit,
      known.scope == form.scope, known.starts == form.starts
    {
      return known
    }
    return form.shift
  }

  private func shift(_ form: ShiftForm, _ place: Int, _ change: SeriesChange?) -> SeriesShift {
    var shift = shift(form)
    if (0..<Rhythm.times.upperBound).contains(place) { shift.changes[place] = change }
    return shift
  }

  /// Words while a series is on the screen.
  func answer(_ message: Message, _ question: SeriesQuestion) throws {
    guard let text = message.text else {
      return try send(Screen(voice.phrase("odd.words"), [homeRow]))
    }
    switch question {
    case .making(let draft, let byStaff): try takeTimes(text, draft, byStaff: byStaff)
    case .moving(let shift, let byStaff):
      try send(
        Screen(
          voice.phrase("series.useButtons"),
          [
            [
              button(
                "button.back",
                .shift(
                  ShiftForm(visit: shift.visit, scope: shift.scope, starts: shift.starts)),
                byStaff: byStaff)
            ]
          ]))
    case .cancelReason(let id, let scope):
      try takeSeriesReason(text, back: .cancelling(id, scope)) {
        try endSeries(id, scope, nil, reason: $0, byStaff: true)
      }
    case .declineReason(let id):
      try takeSeriesReason(text, back: .whole(id, page: 0)) {
        try answerSeries(id, agrees: false, reason: $0)
      }
    }
  }

  private func takeSeriesReason(
    _ text: String, back: SeriesTap, _ act: (String) throws -> Void
  ) throws {
    guard !Typed.isLonger(text, than: 500) else {
      return try send(
        Screen(
          voice.phrase("comment.tooLong", ["count": .number(500)]),
          [[button("button.back", back, byStaff: true)]]))
    }
    try act(text)
  }
}
