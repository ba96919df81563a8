import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Times, services and bookings in the reader's words.
struct Wording {
  let voice: Voice
  let now: Instant
  let catalogue: Catalogue

  /// “Today 14:30”, “Tomorrow 9:00”, “Fri 24 Dec, 14:30”: for a button.
  func short(_ moment: Instant, _ zone: Zone) -> String {
    near(moment, zone).capitalisedFirst
  }

  /// “today 14:30”, “Fri 24 Dec, 14:30”: amid a sentence.
  func near(_ moment: Instant, _ zone: Zone) -> String {
    let local = zone.local(moment)
    let time = voice.time(minute: local.minute)
    switch zone.dayNumber(at: moment) - zone.dayNumber(at: now) {
    case 0: return voice.text("time.today", ["time": .text(time)])
    case 1: return voice.text("time.tomorrow", ["time": .text(time)])
    default:
      return voice.text(
        "time.dated", ["date": .text(voice.date(local.date, .short)), "time": .text(time)])
    }
  }

  /// “Friday, 24 December, 14:30–15:15”, with the year where it is not this one.
  func full(_ from: Instant, _ to: Instant, _ zone: Zone) -> String {
    let start = zone.local(from)
    let style: DateStyle =
      start.date.year == zone.local(now).date.year ? .full : .fullWithYear
    return voice.text(
      "time.span",
      [
        "date": .text(voice.date(start.date, style)),
        "from": .text(voice.time(minute: start.minute)),
        "to": .text(voice.time(minute: zone.local(to).minute)),
      ])
  }

  /// “Friday, 24 December, 14:30”: amid a sentence.
  func moment(_ moment: Instant, _ zone: Zone) -> String {
    let local = zone.local(moment)
    return voice.text(
      "time.dated",
      [
        "date": .text(voice.date(local.date, .full)),
        "time": .text(voice.time(minute: local.minute)),
      ])
  }

  func clock(_ moment: Instant, _ zone: Zone) -> String {
    voice.time(minute: zone.local(moment).minute)
  }

  /// “Haircut · 45 min · 300 ₴”.
  func line(_ service: Service, nameLimit: Int = .max) -> String {
    let line =
      Typed.clipped(service.name, to: nameLimit) + " · "
      + voice.duration(minutes: service.duration)
    return service.price.map { line + " · " + voice.price($0) } ?? line
  }

  func zone(of visit: Visit) -> Zone {
    catalogue.calendar(visit.calendar)?.rules.zone ?? catalogue.business?.zone ?? .utc
  }

  func serviceName(of visit: Visit) -> String { catalogue.service(visit.service)?.name ?? "" }

  func specialistName(of visit: Visit) -> String {
    catalogue.specialist(visit.specialist)?.name ?? ""
  }

  /// “Fri 24 Dec, 14:30 · Haircut”: for a list of bookings.
  func button(_ visit: Visit) -> String {
    short(visit.starts, zone(of: visit)) + " · " + serviceName(of: visit)
  }

  /// The same amid a sentence: “today 14:30 · Haircut”.
  func mention(_ visit: Visit) -> String {
    near(visit.starts, zone(of: visit)) + " · " + serviceName(of: visit)
  }

  /// The facts of a booking, a line each; `viewer` adds their own time where it differs.
  func facts(_ visit: Visit, viewer: Zone? = nil) -> HTML {
    let zone = zone(of: visit)
    let place = catalogue.service(visit.service)?.place ?? Place()
    // What takes place online has no address but its own.
    let address = place.address ?? (place.onlineLink == nil ? catalogue.business?.address : nil)
    var own: HTML?
    if let viewer, !viewer.hasSameOffset(as: zone, at: visit.starts) {
      own = voice.phrase(
        "facts.ownTime",
        ["time": .text(moment(visit.starts, viewer)), "zone": .text(voice.city(viewer))])
    }
    return lines([
      voice.phrase("facts.service", ["service": .text(serviceName(of: visit))]),
      voice.phrase("facts.time", ["time": .text(full(visit.starts, visit.ends, zone))]),
      own,
      voice.phrase("facts.specialist", ["specialist": .text(specialistName(of: visit))]),
      visit.price.map { voice.phrase("facts.price", ["price": .text(voice.price($0))]) },
      address.map { voice.phrase("facts.place", ["place": .text($0)]) },
      place.onlineLink.map { voice.phrase("facts.online", ["link": .text($0)]) },
      visit.note.map { voice.phrase("facts.note", ["note": .text($0)]) },
      visit.photo.map { _ in voice.phrase("facts.photo") },
    ])
  }

  /// Where a booking stands, in a word or two.
  func standing(_ visit: Visit) -> String {
    switch visit.state {
    case .held: voice.text("state.held")
    case .requested: voice.text("state.requested")
    case .confirmed:
      visit.ends > now ? voice.text("state.confirmed") : voice.text("state.completed")
    case .completed: voice.text("state.completed")
    case .noShow: voice.text("state.noShow")
    case .cancelled: voice.text("state.cancelled")
    case .declined: voice.text("state.declined")
    case .expired: voice.text("state.expired")
    }
  }
}

extension Voice {
  /// What a visit costs; nothing is “free”.
  func price(_ price: Money) -> String {
    price.minor == 0 ? text("facts.free") : money(price)
  }

  /// The place a zone is named after, in this language where it has a name of its own.
  func city(_ zone: Zone) -> String {
    let city = zone.city
    for name in text("zone.cities").split(separator: ",") {
      let pair = name.split(separator: "=")
      if pair.count == 2, String(pair[0]).trimmed == city { return String(pair[1]) }
    }
    return city
  }
}

extension Turn {
  var wording: Wording {
    get throws { Wording(voice: voice, now: now, catalogue: try desk.catalogue()) }
  }

  func button(_ key: Key, _ tap: Tap, style: ButtonStyle? = nil) -> InlineButton {
    .tap(voice.text(key), tap, style: style)
  }

  var homeRow: [InlineButton] { [button("button.home", .home)] }
}
