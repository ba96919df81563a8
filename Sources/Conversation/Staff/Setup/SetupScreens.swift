import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The questions of the set-up, one a screen, each with ready answers.
extension Turn {
  /// Asks what is open; nil is the end of the set-up.
  func ask(_ progress: SetupProgress?) throws {
    guard let progress else { return try finishSetup() }
    let step = progress.step
    wait(for: .setup(.open(step: step)))
    let business = try desk.business()
    var rows = try answers(to: progress, business)
    switch step {
    case .name, .zone: rows.append([button("button.keepIt", .setup(.skip(step)))])
    case .service, .hours, .address, .phone:
      rows.append([button("button.skip", .setup(.skip(step)))])
    // One of the buttons is what stands, or the service would be lost with the question.
    case .language, .currency, .duration, .price: break
    }
    var last = [button("button.later", .setup(.later))]
    if let before = try stepBefore(step) {
      last.insert(button("button.back", .setup(.goTo(before))), at: 0)
    }
    rows.append(last)
    let count = SetupProgress.Step.chapters
    try show(
      Screen(
        lines([
          voice.phrase(
            "setup.step", ["number": .number(step.chapter), "count": .number(count)]),
          HTML(""), try question(progress, business),
        ]), rows))
  }

  private func stepBefore(_ step: SetupProgress.Step) throws -> SetupProgress.Step? {
    let steps = try desk.setupSteps(for: person)
    guard let index = steps.firstIndex(of: step), index > 0 else { return nil }
    return steps[index - 1]
  }

  private func question(_ progress: SetupProgress, _ business: Business) throws -> HTML {
    let now = lines([
      HTML(""), voice.phrase("setup.now", ["value": .text(try present(progress.step, business))]),
    ])
    switch progress.step {
    case .name: return voice.phrase("setup.name") + now
    case .language: return voice.phrase("setup.language")
    case .zone: return voice.phrase("setup.zone") + now
    case .currency: return voice.phrase("setup.currency")
    case .service: return voice.phrase("setup.service")
    case .duration:
      return voice.phrase(
        "own.newDuration", ["service": .text(progress.service ?? "")])
    case .price:
      return voice.phrase("own.newPrice", ["currency": .text(business.currency)])
    case .hours: return voice.phrase("setup.hours")
    case .address:
      return voice.phrase("setup.address") + (business.address == nil ? HTML("") : now)
    case .phone: return voice.phrase("setup.phone") + (business.phone == nil ? HTML("") : now)
    }
  }

  /// What stands at present, for the questions that have an answer from the start.
  private func present(_ step: SetupProgress.Step, _ business: Business) throws -> String {
    switch step {
    case .name: business.name
    case .zone: "\(voice.city(business.zone)), \(wording(business.zone))"
    case .address: business.address ?? ""
    case .phone: business.phone ?? ""
    case .language, .currency, .service, .duration, .price, .hours: ""
    }
  }

  private func wording(_ zone: Zone) -> String { voice.time(minute: zone.local(now).minute) }

  /// Ready answers, a few a row.
  private func answers(to progress: SetupProgress, _ business: Business) throws
    -> [[InlineButton]]
  {
    switch progress.step {
    case .name, .address, .phone: []
    case .language:
      pairs(
        phrasebook.languages.filter { $0.code.count == 2 }.map {
          .tap(
            ($0.code == business.language ? "✓ " : "") + $0.name, .setup(.language($0.code)))
        })
    case .zone:
      pairs(
        listed("setup.zones").compactMap { Zone($0) }.map {
          .tap("\(voice.city($0)) · \(wording($0))", .setup(.zone($0.identifier)))
        })
    case .currency:
      [
        ([business.currency] + ["EUR", "USD"].filter { $0 != business.currency })
          .map { .tap(($0 == business.currency ? "✓ " : "") + $0, .setup(.currency($0))) }
      ]
    case .service:
      pairs(setupIdeas.enumerated().map { .tap($1, .setup(.idea($0))) })
    case .duration:
      [
        [30, 45, 60].map { .tap(voice.duration(minutes: $0), .setup(.duration($0))) },
        [90, 120, 180].map { .tap(voice.duration(minutes: $0), .setup(.duration($0))) },
      ]
    case .price: [[button("button.noPrice", .setup(.noPrice))]]
    case .hours:
      SetupTap.Hours.allCases.map { hours in
        let days =
          "\(voice.weekday(.monday, .short))–\(voice.weekday(hours.weekdays.last ?? .friday, .short))"
        let range =
          "\(voice.time(minute: hours.hours.start))–\(voice.time(minute: hours.hours.end))"
        return [.tap("\(days) · \(range)", .setup(.hours(hours)))]
      }
    }
  }

  /// What many practices begin with.
  var setupIdeas: [String] { listed("setup.ideas") }

  private func listed(_ key: Key) -> [String] {
    voice.text(key).split(separator: ",").map { String($0).trimmed }
  }

  private func pairs(_ buttons: [InlineButton]) -> [[InlineButton]] {
    stride(from: 0, to: buttons.count, by: 2).map {
      Array(buttons[$0..<min($0 + 2, buttons.count)])
    }
  }

  /// It can be booked: what clients need now is the link.
  private func finishSetup() throws {
    wait(for: .home)
    let catalogue = try desk.catalogue()
    let service = catalogue.bookable.first
    var rows: [[InlineButton]] = []
    if let service {
      rows.append([button("button.shareLink", .share(service.id), style: .primary)])
      rows.append([button("button.seeAsClient", .service(service.id))])
    } else {
      rows.append([button("button.newService", .newService, style: .primary)])
    }
    rows.append([button("button.services", .ownServices), button("button.hours", .calendars)])
    rows.append(homeRow)
    let link = "https://t.me/\(desk.means.botUsername)"
    try show(
      Screen(
        lines([
          voice.phrase("setup.done", ["business": .text(try desk.business().name)]), HTML(""),
          service == nil
            ? voice.phrase("setup.doneEmpty")
            : voice.phrase("setup.doneLink", ["link": .text(link)]),
          HTML(""), voice.phrase("setup.doneLater"),
        ]), rows))
  }
}

extension SetupProgress.Step {
  /// The service's three questions count as one, and so do the two about where to find the place.
  var chapter: Int {
    switch self {
    case .name: 1
    case .language: 2
    case .zone: 3
    case .currency: 4
    case .service, .duration, .price: 5
    case .hours: 6
    case .address, .phone: 7
    }
  }
  static let chapters = 7
}
