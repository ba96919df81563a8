import Booking
import FrontDesk
import ICalendar
import Phrasebook
import Store

/// What pages on the web say of bookings, in the words of the chat.
package struct PageWording {
  private let wording: Wording
  private let desk: FrontDesk

  package init(_ voice: Voice, at desk: FrontDesk) throws {
    wording = Wording(voice: voice, now: desk.now, catalogue: try desk.catalogue())
    self.desk = desk
  }

  /// The facts of a booking, each by itself.
  package struct Facts {
    package let service: String
    package let time: String
    package let specialist: String
    package let price: String?
    package let address: String?
    package let point: Place.Point?
    package let onlineLink: String?
    package let note: String?
    package let reason: String?
    /// Where it stands, in a word or two.
    package let standing: String
  }

  package func facts(of visit: Visit) -> Facts {
    let place = wording.catalogue.service(visit.service)?.place ?? Place()
    return Facts(
      service: wording.serviceName(of: visit),
      time: wording.full(visit.starts, visit.ends, wording.zone(of: visit)).capitalisedFirst,
      specialist: wording.specialistName(of: visit),
      price: visit.price.map(wording.voice.price),
      address: place.address
        ?? (place.onlineLink == nil ? wording.catalogue.business?.address : nil),
      point: place.point, onlineLink: place.onlineLink, note: visit.note, reason: visit.reason,
      standing: wording.standing(visit).capitalisedFirst)
  }

  /// The booking for the client's own calendar (RFC 5545).
  package func calendarFile(of visit: Visit) throws -> [UInt8] {
    ICalendar.event(try CalendarFile.facts(of: visit, wording: wording, desk: desk))
  }

  /// “Friday, 24 December, 14:30” where the business is.
  package func moment(_ moment: Instant) -> String {
    wording.moment(moment, wording.catalogue.business?.zone ?? .utc)
  }
}

/// What people type into the forms of pages, checked as in the chat; nil for what won't do.
package enum PageTyped {
  package static func line(_ text: String, limit: Int) -> String? {
    Typed.line(text, limit: limit)
  }

  package static func words(_ text: String, limit: Int) -> String? {
    Typed.words(text, limit: limit)
  }

  package static func email(_ text: String) -> String? { EmailAddress(text.trimmed)?.text }
}

extension LetterWording {
  /// The letter with the links of what somebody looked up on the web; nil when nothing is left of it.
  func lookUpLetter(_ number: String, at desk: FrontDesk) throws -> Letter? {
    guard let found = try desk.lookedUp(number), let address = found.client.email else {
      return nil
    }
    let business = try desk.business()
    let voice = phrasebook.voice(found.client.languageCode, orElse: business.language)
    let wording = Wording(voice: voice, now: desk.now, catalogue: try desk.catalogue())
    let name = business.name.withoutDirections
    var letter = LetterBuilder(language: voice.language.code, title: name)
    letter.say(voice("letter.greeting", ["name": .text(found.client.name)]))
    letter.say(voice("page.letterIntro", ["number": .text(number)]))
    if let visit = found.visit { letter.say(wording.facts(visit).plain) }
    if let page = found.page {
      letter.button(voice("page.letterVisit"), to: page, or: voice("page.letterLink"))
    }
    if let results = found.results {
      letter.button(voice("page.letterResults"), to: results, or: voice("page.letterLink"))
      if let until = found.resultsUntil {
        letter.say(
          voice(
            "page.until",
            ["date": .text(voice.date(business.zone.local(until).date, .fullWithYear))]))
      }
    }
    letter.remark(voice("page.letterUnexpected"))
    letter.remark(name)
    return Letter(
      to: address, subject: voice("page.letterSubject", ["business": .text(name)]),
      text: letter.text, html: letter.html)
  }
}
