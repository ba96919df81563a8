import Booking
import GRDB

extension Transaction {
  func loadCatalogue() throws -> Catalogue {
    try Catalogue(
      business: loadBusiness(), specialists: loadSpecialists(), services: loadServices(),
      calendars: loadCalendars(), noticeWishes: loadNoticeWishes(), aftercare: loadAftercare(),
      ownTexts: loadOwnTexts())
  }

  private func loadBusiness() throws -> Business? {
    let rules = try loadInvitationRules()
    let reminders = try loadReminderRules()
    return try row(
      """
      SELECT name, zone, language, currency, country, about, address, phone, email, asksPhone,
        asksEmail, holdMinutes, approvalHours, cancelHours, maximumOpen, offerMinutes,
        resultsDays FROM business
      """
    ) { row in
      var business = Business(
        name: row[0], zone: Zone(row[1] as String) ?? .utc, language: row[2], currency: row[3],
        country: row[4])
      business.about = row[5]
      business.address = row[6]
      business.phone = row[7]
      business.email = row[8]
      business.asksPhone = row[9]
      business.asksEmail = row[10]
      business.holdMinutes = row[11]
      business.approvalHours = row[12]
      business.cancelHours = row[13]
      business.maximumOpen = row[14]
      business.offerMinutes = row[15]
      business.resultsDays = row[16]
      business.invitations = rules
      business.reminders = reminders
      return business
    }
  }

  private func loadSpecialists() throws -> [Specialist] {
    try rows(
      """
      SELECT id, person, name, about, isActive, position, access FROM specialist
      ORDER BY position, id
      """
    ) { row in
      Specialist(
        id: ID(row[0]), person: (row[1] as Int64?).map { ID($0) }, name: row[2], about: row[3],
        isActive: row[4], position: row[5],
        access: Specialist.Access(rawValue: row[6]) ?? .own)
    }
  }

  private func loadServices() throws -> [Service] {
    let reminders = try loadServiceReminders()
    return try rows(
      """
      SELECT id, name, about, duration, price, currency, photo, bufferBefore, bufferAfter,
        capacity, needsApproval, address, latitude, longitude, onlineLink, isHidden, isDeleted,
        position FROM service ORDER BY position, id
      """
    ) { row in
      let latitude: Double? = row[12]
      let longitude: Double? = row[13]
      var point: Place.Point?
      if let latitude, let longitude {
        point = Place.Point(latitude: latitude, longitude: longitude)
      }
      var service = Service(
        id: ID(row[0]), name: row[1], about: row[2], duration: row[3],
        price: (row[4] as Int64?).flatMap { Money(minor: $0, currency: row[5]) },
        photo: row[6], bufferBefore: row[7], bufferAfter: row[8], capacity: row[9],
        needsApproval: row[10],
        place: Place(address: row[11], point: point, onlineLink: row[14]), isHidden: row[15],
        isDeleted: row[16], position: row[17])
      service.reminders = reminders[service.id.raw]
      return service
    }
  }

  private func loadCalendars() throws -> [Calendar] {
    var weekly: [Int64: WeeklyHours] = [:]
    try rows("SELECT calendar, weekday, opens, closes FROM weeklyWindow ORDER BY opens") { row in
      guard let weekday = Weekday(rawValue: row[1]) else { return }
      weekly[row[0], default: WeeklyHours()][weekday].append(
        TimeRange(start: row[2], end: row[3]))
    }.forEach { _ in }
    var exceptions: [Int64: [LocalDate: [TimeRange]]] = [:]
    try rows("SELECT calendar, day, windows FROM exceptionDay") { row in
      let windows = (row[2] as String).split(separator: ",").compactMap { TimeRange(String($0)) }
      exceptions[row[0], default: [:]][LocalDate(dayNumber: row[1])] = windows
    }.forEach { _ in }
    var offered: [Int64: Set<ID<Service>>] = [:]
    try rows("SELECT calendar, service FROM offering") { row in
      offered[row[0], default: []].insert(ID(row[1]))
    }.forEach { _ in }
    return try rows(
      """
      SELECT calendar.id, specialist, calendar.name, zone, bufferBefore, bufferAfter,
        maximumPerDay, minimumNotice, horizonDays, step, grid, calendar.isActive, isDeleted
      FROM calendar JOIN specialist ON specialist.id = calendar.specialist
      ORDER BY specialist.position, calendar.id
      """
    ) { row in
      let id: Int64 = row[0]
      return Calendar(
        id: ID(id), specialist: ID(row[1]), name: row[2],
        rules: CalendarRules(
          zone: Zone(row[3] as String) ?? .utc, weekly: weekly[id] ?? WeeklyHours(),
          exceptions: exceptions[id] ?? [:], bufferBefore: row[4], bufferAfter: row[5],
          maximumPerDay: row[6], minimumNotice: row[7], horizonDays: row[8], step: row[9],
          grid: Grid(rawValue: row[10]) ?? .window),
        services: offered[id] ?? [], isActive: row[11], isDeleted: row[12])
    }
  }
}
