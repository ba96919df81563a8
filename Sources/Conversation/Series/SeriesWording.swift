import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Series of visits in the reader's words.
struct SeriesWording {
  let wording: Wording

  private var voice: Voice { wording.voice }

  /// “every 2 weeks”, “every month on the 15th”; without a date just “every month”.
  func rhythm(_ rhythm: Rhythm, from first: LocalDate? = nil) -> String {
    switch (rhythm, first) {
    case (.weeks(1), _): return voice.text("series.everyWeek")
    case (.weeks(let weeks), _): return voice.text("series.everyWeeks", ["count": .number(weeks)])
    case (_, nil): return voice.text("series.everyMonth")
    case (.dayOfMonth, let first?):
      return voice.text(
        "series.everyMonthOn", ["day": .text(item(first.day, of: voice.text("series.days")))])
    case (.weekdayOfMonth, let first?):
      return voice.text(
        "series.everyMonthOn",
        ["day": .text(item((first.day - 1) / 7 + 1, of: ordinals(first.weekday)))])
    case (.lastWeekdayOfMonth, let first?):
      return voice.text(
        "series.everyMonthOn", ["day": .text(item(5, of: ordinals(first.weekday)))])
    }
  }

  /// “1st Monday, 2nd Monday, …, last Monday”, as each language has it.
  private func ordinals(_ weekday: Weekday) -> String {
    switch weekday {
    case .monday: voice.text("series.nthMonday")
    case .tuesday: voice.text("series.nthTuesday")
    case .wednesday: voice.text("series.nthWednesday")
    case .thursday: voice.text("series.nthThursday")
    case .friday: voice.text("series.nthFriday")
    case .saturday: voice.text("series.nthSaturday")
    case .sunday: voice.text("series.nthSunday")
    }
  }

  private func item(_ number: Int, of list: String) -> String {
    let items = list.split(separator: ",")
    return items.indices.contains(number - 1)
      ? String(items[number - 1]).trimmed : String(number)
  }

  /// “Tue 24 Mar, 15:00”, as the beginning of a line or within one; with the year where the day could be mistaken for that of another.
  func dated(_ moment: Instant, _ zone: Zone, isFirst: Bool = true) -> String {
    let local = zone.local(moment)
    let isNear = abs(moment.seconds - wording.now.seconds) < 300 * 86_400
    let date = voice.date(local.date, isNear ? .short : .numeric)
    return voice.text(
      "time.dated",
      [
        "date": .text(isFirst ? date.capitalisedFirst : date),
        "time": .text(voice.time(minute: local.minute)),
      ])
  }

  /// “🔁 every 2 weeks – visit 3 of 10”.
  func line(_ series: Series, _ visit: Visit) -> HTML {
    voice.phrase(
      "series.line",
      [
        "rhythm": .text(rhythm(series.rhythm)), "number": .number((visit.place ?? 0) + 1),
        "times": .number(series.times),
      ])
  }

  // MARK: A plan

  /// “✓ Tue 24 Mar, 15:00”, or what stands in the way and what else is free.
  func line(_ visit: PlannedVisit, in plan: SeriesPlan) -> HTML {
    let zone = plan.zone
    let mark = mark(visit)
    if visit.isHad, visit.isMoved {
      return voice.phrase(
        "series.otherTime",
        [
          "mark": .text(mark), "time": .text(dated(visit.starts, zone)),
          "before": .text(dated(visit.wanted, zone, isFirst: false)),
        ])
    }
    guard let why = why(visit, in: plan) else {
      return voice.phrase(
        "series.date", ["mark": .text(mark), "time": .text(dated(visit.starts, zone))])
    }
    // Two are enough to see that there is something near.
    let near = visit.alternatives.prefix(2).map { around($0, visit.wanted, zone) }
    if visit.isConflict, !near.isEmpty {
      return voice.phrase(
        "series.dateTaken",
        [
          "mark": .text(mark), "time": .text(dated(visit.starts, zone)), "why": .text(why),
          "free": .text(near.joined(separator: "; ")),
        ])
    }
    return voice.phrase(
      "series.dateWhy",
      ["mark": .text(mark), "time": .text(dated(visit.starts, zone)), "why": .text(why)])
  }

  /// The clock alone on the same day, else with the date.
  private func around(_ moment: Instant, _ other: Instant, _ zone: Zone) -> String {
    zone.local(moment).date == zone.local(other).date
      ? wording.clock(moment, zone) : dated(moment, zone, isFirst: false)
  }

  func mark(_ visit: PlannedVisit) -> String {
    switch visit.fate {
    case .lead: "✓"
    case .free, .freeTwice: visit.isMoved && visit.present == nil ? "↪" : "✓"
    case .left, .beyondHorizon, .overLimit: "–"
    case .taken, .closed, .noSuchTime, .tooSoon, .clash: "✗"
    }
  }

  func why(_ visit: PlannedVisit, in plan: SeriesPlan) -> String? {
    switch visit.fate {
    case .lead, .free: nil
    case .freeTwice: voice.text("series.whyTwice")
    case .left: voice.text(visit.present == nil ? "series.whyLeft" : "series.whyStays")
    case .taken: voice.text("series.whyTaken")
    case .closed: voice.text("series.whyClosed")
    case .noSuchTime: voice.text("series.whyNoSuchTime")
    case .tooSoon: voice.text("series.whyTooSoon")
    case .beyondHorizon: voice.text("series.whyHorizon")
    case .overLimit: voice.text("series.whyLimit")
    case .clash: voice.text("series.whyClash")
    }
  }

  // MARK: Visits that stand

  /// A line per visit, with what has become of it where it does not simply stand. To the staff it
  /// goes without saying whom a request waits for.
  func list(_ visits: [Visit], forStaff: Bool = false) -> [HTML] {
    visits.map { visit in
      let time = dated(visit.starts, wording.zone(of: visit))
      if visit.state == .requested, visit.cancelAsked == nil, forStaff {
        return voice.phrase("series.date", ["mark": .text("⏳"), "time": .text(time)])
      }
      if visit.state == .confirmed, visit.cancelAsked == nil {
        return voice.phrase("series.date", ["mark": .text("🗓"), "time": .text(time)])
      }
      let why =
        visit.cancelAsked != nil && visit.isOpen
        ? voice.text(forStaff ? "series.cancelAskedByClient" : "series.cancelAsked")
        : wording.standing(visit)
      return voice.phrase(
        "series.dateWhy",
        [
          "mark": .text(visit.state == .requested ? "⏳" : visit.isOpen ? "❓" : "✖️"),
          "time": .text(time), "why": .text(why),
        ])
    }
  }

  /// What all visits of a series have in common: the service, who, where, what each costs.
  func common(_ visit: Visit) -> HTML {
    let catalogue = wording.catalogue
    let place = catalogue.service(visit.service)?.place ?? Place()
    let address = place.address ?? (place.onlineLink == nil ? catalogue.business?.address : nil)
    return lines([
      voice.phrase("facts.service", ["service": .text(wording.serviceName(of: visit))]),
      voice.phrase("facts.specialist", ["specialist": .text(wording.specialistName(of: visit))]),
      visit.price.map { voice.phrase("series.price", ["price": .text(voice.price($0))]) },
      address.map { voice.phrase("facts.place", ["place": .text($0)]) },
      place.onlineLink.map { voice.phrase("facts.online", ["link": .text($0)]) },
      visit.note.map { voice.phrase("facts.note", ["note": .text($0)]) },
    ])
  }
}

extension Turn {
  /// To which series a visit belongs, and as which of its visits.
  func seriesLine(_ visit: Visit) throws -> HTML? {
    guard let series = try visit.series.flatMap({ try desk.tx.series($0) }) else { return nil }
    return try seriesWording.line(series, visit)
  }

  var seriesWording: SeriesWording {
    get throws { SeriesWording(wording: try wording) }
  }
}
