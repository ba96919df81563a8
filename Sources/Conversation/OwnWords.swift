import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The sentences of messages to clients that a business may put in its own words: each with the
/// placeholders that there is something for, and those it can't do without. The facts below them
/// and the buttons stay as they are.
///
/// Its own words are kept in the database by the key of ours (`OwnText.name`), language by language,
/// and said in place of ours by `Wording.own`.
enum OwnText: Int, CaseIterable, Sendable {
  case greeting, booked, requested, approved, declined, moved, movedByStaff, cancelled,
    cancelledByStaff, rating, comeBack, reminder, waitingOffer, seriesBooked

  /// What the owner looks through at a time.
  enum Group: Int, CaseIterable, Sendable {
    case booking, changes, time

    /// In the order in which clients come upon them.
    var texts: [OwnText] {
      switch self {
      case .booking: [.greeting, .booked, .seriesBooked, .requested, .approved, .declined]
      case .changes: [.moved, .movedByStaff, .cancelled, .cancelledByStaff]
      case .time: [.reminder, .waitingOffer, .rating, .comeBack]
      }
    }

    var title: Key {
      switch self {
      case .booking: "texts.booking"
      case .changes: "texts.changes"
      case .time: "texts.time"
      }
    }
  }

  var group: Group { Group.allCases.first { $0.texts.contains(self) } ?? .booking }

  /// Ours, in the language files.
  var key: Key {
    switch self {
    case .greeting: "home.greeting"
    case .booked: "booked.title"
    case .requested: "requested.title"
    case .approved: "notice.approved"
    case .declined: "notice.declined"
    case .moved: "moved.title"
    case .movedByStaff: "notice.movedByStaff"
    case .cancelled: "cancelled.title"
    case .cancelledByStaff: "notice.cancelledByStaff"
    case .rating: "review.ask"
    case .comeBack: "comeBack.ask"
    case .reminder: "remind.title"
    case .waitingOffer: "notice.waitingOffer"
    // A plural: ours has a form for each number, the business's own one for all.
    case .seriesBooked: "series.booked"
    }
  }

  /// Where clients read it.
  var title: Key {
    switch self {
    case .greeting: "texts.greeting"
    case .booked: "texts.booked"
    case .requested: "texts.requested"
    case .approved: "texts.approved"
    case .declined: "texts.declined"
    case .moved: "texts.moved"
    case .movedByStaff: "texts.movedByStaff"
    case .cancelled: "texts.cancelled"
    case .cancelledByStaff: "texts.cancelledByStaff"
    case .rating: "texts.rating"
    case .comeBack: "texts.comeBack"
    case .reminder: "texts.reminder"
    case .waitingOffer: "texts.waitingOffer"
    case .seriesBooked: "texts.seriesBooked"
    }
  }

  var isAboutVisit: Bool { self != .greeting }

  /// What it may speak of.
  var placeholders: [OwnPlaceholder] {
    switch self {
    case .greeting: [.name, .business]
    // Nothing has a number before it is booked, and many visits have many.
    case .waitingOffer: [.name, .business, .service, .specialist, .time, .place]
    case .seriesBooked: [.name, .business, .service, .specialist, .place]
    default: OwnPlaceholder.allCases
    }
  }

  /// What has to be in it. Each of the facts stands below the sentence anyway.
  var required: [OwnPlaceholder] { self == .greeting ? [.business] : [] }
}

/// What the business's own words may speak of.
enum OwnPlaceholder: String, CaseIterable, Sendable {
  case name, business, service, specialist, time, place, number

  var meaning: Key {
    switch self {
    case .name: "texts.meansName"
    case .business: "texts.meansBusiness"
    case .service: "texts.meansService"
    case .specialist: "texts.meansSpecialist"
    case .time: "texts.meansTime"
    case .place: "texts.meansPlace"
    case .number: "texts.meansNumber"
    }
  }

  /// How long what takes its place can be, in UTF-16 units of HTML text.
  var longest: Int { self == .number ? 8 : 200 }
}

extension Wording {
  /// A sentence to a client about their booking: the business's own, where it has one.
  func own(_ text: OwnText, _ visit: Visit, _ reader: Person) -> HTML {
    own(text.key, visit, reader)
  }

  /// The same where ours has placeholders of its own.
  func own(_ text: OwnText, _ visit: Visit, _ reader: Person, ours: HTML) -> HTML {
    voice.own(text.key) == nil ? ours : own(text.key, visit, reader)
  }

  /// The same by the key of ours.
  func own(_ key: Key, _ visit: Visit, _ reader: Person) -> HTML {
    guard let own = voice.own(key) else { return voice.phrase(key) }
    return HTML.markup(own.said { values($0, visit, reader) })
  }

  private func values(_ name: String, _ visit: Visit, _ reader: Person) -> String {
    let service = catalogue.service(visit.service)
    return switch OwnPlaceholder(rawValue: name) {
    case .name: Typed.clipped(reader.name, to: 200)
    case .business: Typed.clipped(catalogue.business?.name ?? "", to: 200)
    case .service: Typed.clipped(serviceName(of: visit), to: 200)
    case .specialist: Typed.clipped(specialistName(of: visit), to: 200)
    case .time: moment(visit.starts, zone(of: visit))
    case .place:
      Typed.clipped(
        service?.place.address ?? service?.place.onlineLink ?? catalogue.business?.address ?? "",
        to: 200)
    case .number: visit.number
    case nil: ""
    }
  }

  /// The first words of the chat.
  func greeting(name: String, business: String) -> HTML {
    guard let own = voice.own(OwnText.greeting.key) else {
      return voice.phrase(
        "home.greeting", ["name": .text(name), "business": .text(business)])
    }
    return HTML.markup(own.said { $0 == "name" ? name : $0 == "business" ? business : "" })
  }
}
