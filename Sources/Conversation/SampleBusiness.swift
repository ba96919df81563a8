import Booking
import FrontDesk
import Phrasebook
import Store

/// A business to try the bot with: a barber, a photographer and a dog trainer, in the words of
/// one language.
package struct SampleBusiness {
  private let voice: Voice

  package init(voice: Voice) { self.voice = voice }

  /// Loads the sample into an empty database; false when there are services already.
  package func load(into desk: FrontDesk) throws -> Bool {
    guard try desk.catalogue().services.isEmpty else { return false }
    let home = Self.homes[String(voice.language.code.prefix(2))] ?? Self.homes["en"]
    guard let home, let zone = Zone(home.zone) else { return false }
    var business = Business(
      name: voice.text("sample.business"), zone: zone,
      language: String(voice.language.code.prefix(2)), currency: home.currency,
      country: home.country)
    business.about = voice.text("sample.about")
    business.address = voice.text("sample.address")
    business.phone = home.phone
    try desk.tx.save(business)

    let barber = try calendar(
      desk, zone, name: voice.text("sample.barber"), about: voice.text("sample.barberAbout"),
      hours: ["09:00-13:00", "14:00-21:00"], step: 30)
    let photographer = try calendar(
      desk, zone, name: voice.text("sample.photographer"),
      about: voice.text("sample.photographerAbout"), hours: ["08:00-20:00"], after: 15)
    let trainer = try calendar(
      desk, zone, name: voice.text("sample.trainer"), about: voice.text("sample.trainerAbout"),
      hours: ["07:00-12:00", "13:00-20:00"])

    try service(desk, "sample.haircut", "sample.haircutAbout", 30, home.prices[0], [barber])
    try service(desk, "sample.beard", "sample.beardAbout", 30, home.prices[1], [barber])
    try service(
      desk, "sample.portrait", "sample.portraitAbout", 60, home.prices[2], [photographer],
      place: Place(
        address: voice.text("sample.studio"),
        point: Place.Point(latitude: home.latitude, longitude: home.longitude)))
    try service(
      desk, "sample.family", "sample.familyAbout", 90, home.prices[3], [photographer],
      approval: true)
    try service(desk, "sample.puppy", "sample.puppyAbout", 60, home.prices[4], [trainer])
    try service(
      desk, "sample.group", "sample.groupAbout", 60, home.prices[5], [trainer], capacity: 6)
    return true
  }

  /// A delivered session of the photographer without a client, for guests to look at by its link;
  /// nil when somebody changed the sample.
  package func addSession(
    with files: [NewSessionFile], at desk: FrontDesk, by owner: Person
  ) throws -> ID<Session>? {
    let name = voice.text("sample.photographer")
    guard let photographer = try desk.catalogue().specialists.first(where: { $0.name == name }),
      case .done(let session) = try desk.addSession(
        name: voice.text("sample.session"), specialist: photographer.id, by: owner)
    else { return nil }
    let zone = try desk.business().zone
    _ = try desk.edit(session.id, by: owner) {
      $0.about = voice.text("sample.sessionAbout")
      $0.day = zone.local(desk.now).date.adding(days: -3)
      $0.pickLimit = 5
    }
    for file in files { _ = try desk.addFile(file, to: session.id, by: owner) }
    _ = try desk.endUpload(into: session.id, by: owner)
    _ = try desk.deliver(session.id, message: voice.text("sample.sessionWords"), by: owner)
    return session.id
  }

  /// Names of people who have come before, for the demo's history.
  package static func guests(_ voice: Voice) -> [String] {
    voice.text("sample.guests").split(separator: ",").map { String($0).trimmed }
  }

  /// The specialists' books, for the people of the sandbox to keep.
  package static func assign(
    _ person: ID<Person>, toSpecialistAt index: Int, at desk: FrontDesk
  ) throws {
    let specialists = try desk.catalogue().specialists
    guard specialists.indices.contains(index) else { return }
    try desk.tx.assign(person, to: specialists[index].id)
  }

  private func calendar(
    _ desk: FrontDesk, _ zone: Zone, name: String, about: String, hours: [String],
    step: Int? = nil, after: Int = 0
  ) throws -> CalendarID {
    var weekly = WeeklyHours()
    for weekday in Weekday.allCases { weekly[weekday] = hours.compactMap { TimeRange($0) } }
    let specialist = try desk.tx.addSpecialist(name: name, about: about)
    return try desk.tx.addCalendar(
      of: specialist, name: name,
      rules: CalendarRules(
        zone: zone, weekly: weekly, bufferAfter: after, horizonDays: 60, step: step))
  }

  private func service(
    _ desk: FrontDesk, _ name: Key, _ about: Key, _ duration: Int, _ price: Int64,
    _ calendars: [CalendarID], capacity: Int = 1, approval: Bool = false,
    place: Place = Place()
  ) throws {
    let currency = try desk.business().currency
    let draft = Service(
      name: voice.text(name), about: voice.text(about), duration: duration,
      price: Money(minor: price * 100, currency: currency), capacity: capacity,
      needsApproval: approval, place: place)
    _ = try desk.tx.add(draft, on: calendars)
  }

  /// Where the sample business is at home, by language; prices in whole units of the currency.
  private struct Home {
    let zone: String
    let currency: String
    let country: String
    let phone: String
    let latitude: Double
    let longitude: Double
    let prices: [Int64]
  }

  private static let homes = [
    "en": Home(
      zone: "Europe/Dublin", currency: "EUR", country: "IE", phone: "+353 1 555 0123",
      latitude: 53.3441, longitude: -6.2675, prices: [28, 18, 90, 160, 45, 15]),
    "uk": Home(
      zone: "Europe/Kyiv", currency: "UAH", country: "UA", phone: "+380 44 555 01 23",
      latitude: 50.4501, longitude: 30.5234, prices: [500, 300, 2_400, 4_200, 700, 250]),
    "ru": Home(
      zone: "Asia/Almaty", currency: "KZT", country: "KZ", phone: "+7 727 355 01 23",
      latitude: 43.2389, longitude: 76.8897,
      prices: [6_000, 4_000, 30_000, 52_000, 9_000, 3_500]),
    "fr": Home(
      zone: "Europe/Paris", currency: "EUR", country: "FR", phone: "+33 1 99 00 01 23",
      latitude: 48.8566, longitude: 2.3522, prices: [30, 20, 95, 170, 48, 16]),
  ]
}
