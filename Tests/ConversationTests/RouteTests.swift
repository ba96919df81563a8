import Booking
import Chance
import FrontDesk
import Stage
import Store
import Testing

@testable import Conversation

/// Buttons and links say where they lead in few bytes, and read nothing else.
@Suite struct RouteTests {
  /// The largest id that a button carries: what a JavaScript number still holds exactly.
  private static let most: Int64 = (1 << 53) - 1

  static let taps: [Tap] = {
    let most = Self.most
    let wishes = [
      Wish(service: ID(1)), Wish(service: ID(most), specialist: ID(most), moving: ID(most)),
      Wish(service: ID(7), moving: ID(2)), Wish(service: ID(7), specialist: ID(3)),
    ]
    let dates = [LocalDate(dayNumber: -99_999), LocalDate(dayNumber: 99_999)]
    var all: [Tap] = [
      .home, .nothing, .bookings, .settings, .editName, .editPhone, .forgetPhone, .editEmail,
      .forgetEmail, .editZone, .languages, .channels, .setChannel(.letter), .help, .privacy,
      .exportData, .askErase, .erase,
      .business, .toggleAsksPhone, .toggleAsksEmail, .setZone("America/Argentina/ComodRivadavia"),
      .setZone("UTC"),
      .businessZone("America/North_Dakota/New_Salem"), .setLanguage("en-US"), .setLanguage("uk"),
    ]
    for page in [0, 1, 10_000, Int(most)] {
      all += [.services(page: page), .pastBookings(page: page)]
    }
    for id in [1, 35, 36, most] {
      let visit = ID<Visit>(id)
      let service = ID<Service>(id)
      all += [
        .confirm(visit), .letGo(visit), .otherTime(visit), .comment(visit), .skipDetail(visit),
        .booking(visit), .move(visit), .askCancel(visit), .cancel(visit), .calendarFile(visit),
        .directions(visit), .write(visit), .again(visit), .inviteFriend(visit), .photo(visit),
        .approve(visit), .decline(visit), .declineSilently(visit), .agreeCancel(visit),
        .refuseCancel(visit), .clientCard(visit), .block(visit), .unblock(visit),
        .writeClient(visit),
      ]
      all += [
        .service(service), .specialists(service), .share(service), .shareSpecialist(ID(id)),
      ]
    }
    all += ChatState.BusinessField.allCases.map { .editBusiness($0) }
    for wish in wishes {
      all.append(.offer(wish))
      for date in dates {
        all += [.month(wish, date), .day(wish, date, page: 0), .day(wish, date, page: 10_000)]
      }
      for seconds in [0, 1_774_000_800, most] {
        all.append(.slot(wish, ID(most), Instant(seconds)))
      }
    }
    return all + WorkExamples.taps
  }()

  @Test func `every route has an example here`() throws {
    #expect(
      try EnumCases.declared(in: "Turn/Tap.swift") == Set(Self.taps.map(EnumCases.name(of:))))
  }

  @Test func `every route of the staff's work has an example`() throws {
    for (file, examples) in WorkExamples.tapsByFile {
      #expect(
        try EnumCases.declared(in: file, of: "Tap")
          == Set(examples.map { EnumCases.name(of: EnumCases.payload(of: $0)) }), "\(file)")
    }
  }

  @Test func `a route fits a button and comes back as it was`() {
    for tap in Self.taps {
      #expect((1...64).contains(tap.data.utf8.count), "\(tap)")
      #expect(Tap(data: tap.data) == tap, "\(tap.data)")
    }
    #expect(Set(Self.taps.map(\.data)).count == Set(Self.taps).count)
  }

  @Test(arguments: [11, 12, 13] as [UInt64]) func `forged data is read as nothing or as a route`(
    _ seed: UInt64
  ) {
    let dice = Dice(seed: seed)
    let valid = Self.taps.map(\.data)
    for _ in 0..<2_000 {
      var bytes = Array(dice.pick(valid).utf8)
      if dice.next() % 4 == 0 {
        bytes = (0..<dice.next() % 70).map { _ in UInt8(dice.next() & 255) }
      }
      for _ in 0..<dice.next() % 4 where !bytes.isEmpty {
        let place = Int(dice.next() % UInt64(bytes.count))
        if dice.next() % 2 == 0 {
          bytes[place] = dice.pick(Array(":.-z09 +٣".utf8))
        } else {
          bytes.insert(dice.pick(Array(":.-z".utf8)), at: place)
        }
      }
      let data = String(decoding: bytes, as: UTF8.self)
      guard let tap = Tap(data: data) else { continue }
      #expect(
        (tap.data == data || Tap(oldData: data) == tap) && data.utf8.count <= 64,
        "seed \(seed): \(data)")
    }
    for data in Oddments.forged {
      if let tap = Tap(data: data) { #expect(tap.data == data || Tap(oldData: data) == tap) }
    }
  }

  @Test func `a button of the first version leads to what has taken its place`() {
    let places: [(String, Tap?)] = [
      ("os", .editing(.list(page: 0))), ("on", .editing(.create)), ("np", .editing(.noPrice)),
      ("k", .working(.list)), ("oe:5", .editing(.service(ID(5)))),
      ("oh:5", .editing(.service(ID(5)))), ("oa:5", .editing(.service(ID(5)))),
      ("od:5", .editing(.askDelete(ID(5)))), ("oy:5", .editing(.delete(ID(5)))),
      ("of:5.price", .editing(.ask(ID(5), .price))), ("kh:z", .working(.week(ID(35)))),
      ("kd:2.7", .working(.weekday(ID(2), .sunday))),
      ("ko:2.1", .working(.hours(ID(2), .monday, []))), ("os:", nil), ("os:1", nil), ("oe", nil),
      ("oe:05", nil), ("oe:5.1", nil), ("of:5", nil), ("of:5.", nil), ("kd:2.8", nil),
      ("kd:2", nil), ("k:1", nil), ("oz:1", nil),
    ]
    for (data, tap) in places { #expect(Tap(data: data) == tap, "\(data)") }
  }

  private static let links: [DeepLink] = [
    .service(ID(1)), .service(ID(.max)), .specialist(ID(1)), .specialist(ID(.max)),
    .slot(ID(1), ID(1), Instant(0)), .slot(ID(.max), ID(.max), Instant((1 << 40) - 1)),
    .slot(ID(3), ID(2), Instant(1_774_000_800)),
    .owner(token: String(repeating: "z", count: 43)),
    .owner(token: "-_" + String(repeating: "0", count: 41)),
    .invitation(token: String(repeating: "z", count: 43)),
    .invitation(token: "-_" + String(repeating: "0", count: 41)),
    .invitation(token: String(repeating: "9", count: 20)),
    .team(token: "_-" + String(repeating: "A", count: 41)),
    .guest(token: "-_" + String(repeating: "g", count: 41)),
    .visit(token: "-_" + String(repeating: "b", count: 41)),
    .session(token: "-_" + String(repeating: "v", count: 41)),
  ]

  @Test func `a link's parameter is what Telegram lets through and comes back as it was`() throws {
    let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
    for link in Self.links {
      #expect(
        (1...64).contains(link.parameter.count) && link.parameter.allSatisfy(letters.contains))
      #expect(DeepLink(parameter: link.parameter) == link, "\(link)")
    }
    let declared = try EnumCases.declared(in: "DeepLink.swift")
    #expect(declared == Set(Self.links.map(EnumCases.name(of:))))
  }

  @Test(arguments: [21, 22] as [UInt64]) func `any start parameter is a link or nothing`(
    _ seed: UInt64
  ) {
    let dice = Dice(seed: seed)
    let letters = Array("spto--_-zzzAZaz0123456789")
    for _ in 0..<3_000 {
      let parameter = String((0..<dice.next() % 65).map { _ in dice.pick(letters) })
      guard let link = DeepLink(parameter: parameter) else { continue }
      #expect(DeepLink(parameter: link.parameter) == link, "seed \(seed): \(parameter)")
    }
    for parameter in Oddments.arguments { _ = DeepLink(parameter: parameter) }
  }
}
