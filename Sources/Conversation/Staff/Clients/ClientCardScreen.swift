import Booking
import FrontDesk
import Phone
import Phrasebook
import Store
import Telegram

/// A client's card, and their visits.
extension Turn {
  private static var visitsPerPage: Int { 8 }

  func showClient(_ id: ID<Person>, title: Key? = nil) throws {
    guard let card = try desk.clientCard(id, by: person) else { return try notAllowed() }
    // Words typed here look for the next client.
    wait(for: .client(.search(words: "")))
    try show(Screen(words(of: card, title: title), buttons(of: card)))
  }

  private func words(of card: ClientCard, title: Key?) throws -> HTML {
    let client = card.person
    let zone = try desk.business().zone
    let wording = try wording
    return lines([
      title.map { voice.phrase($0) }, title == nil ? nil : HTML(""),
      HTML(client.name.isEmpty ? voice.text("staff.nobody") : client.name).bold(),
      card.isGuest ? voice.phrase("clients.guest") : nil,
      client.isBlocked ? voice.phrase("staff.isBlocked") : nil,
      card.formerNames.isEmpty
        ? nil
        : voice.phrase(
          "clients.formerly",
          ["names": .text(Typed.clipped(card.formerNames.joined(separator: ", "), to: 300))]),
      client.phone.map {
        voice.phrase(
          "facts.phone",
          ["phone": .text(PhoneNumber.parse($0, region: "")?.international ?? $0)])
      },
      client.username.map { voice.phrase("facts.username", ["username": .text($0)]) },
      client.email.map { voice.phrase("settings.email", ["email": .text($0)]) },
      client.languageCode.flatMap { language($0) }.map {
        voice.phrase("settings.language", ["language": .text($0)])
      },
      voice.phrase(
        "clients.since",
        ["date": .text(voice.date(zone.local(card.since).date, .numeric))]),
      card.tags.isEmpty
        ? nil
        : voice.phrase(
          "clients.tags",
          ["tags": .text(card.tags.map(\.name).joined(separator: ", "))]),
      HTML(""), figures(card.figures, wording, zone), card.lastNote == nil ? nil : HTML(""),
      card.lastNote.map { note($0, zone, limit: 300) },
      card.likely.map {
        voice.phrase(
          "clients.likely",
          [
            "guest": .text(client.name),
            "client": .text(StaffWording(wording: wording).name(of: $0)),
          ])
      },
    ])
  }

  private func language(_ code: String) -> String? {
    phrasebook.languages.first { $0.code == code.prefix($0.code.count) }?.name
  }

  private func figures(_ figures: ClientFigures, _ wording: Wording, _ zone: Zone) -> HTML {
    func date(_ moment: Instant) -> Argument {
      .text(voice.date(zone.local(moment).date, .numeric))
    }
    let spent = figures.spent.map(voice.money).joined(separator: ", ")
    return lines([
      voice.phrase("clients.completed", ["count": .number(figures.completed)]),
      figures.upcoming > 0
        ? voice.phrase("clients.upcoming", ["count": .number(figures.upcoming)]) : nil,
      figures.cancelled > 0
        ? voice.phrase("clients.cancelled", ["count": .number(figures.cancelled)]) : nil,
      figures.noShows > 0
        ? voice.phrase(
          "clients.noShows",
          ["count": .number(figures.noShows), "rate": .number(figures.noShowRate)]) : nil,
      figures.last.map { voice.phrase("clients.last", ["date": date($0)]) },
      figures.next.map {
        voice.phrase("clients.next", ["time": .text(wording.near($0, zone))])
      },
      spent.isEmpty ? nil : voice.phrase("clients.spent", ["sums": .text(spent)]),
    ])
  }

  private func buttons(of card: ClientCard) -> [[InlineButton]] {
    let id = card.person.id
    var rows: [[InlineButton]] = []
    for guest in card.likelyGuests.prefix(2) {
      rows.append([
        .tap(
          voice.text(
            "button.sameAs", ["name": .text(Typed.clipped(guest.name, to: 16))]),
          .client(.askJoin(guest.id)), style: .primary)
      ])
    }
    if card.likely != nil {
      rows.append([button("button.joinClients", .client(.askJoin(id)), style: .primary)])
    }
    if card.mayManage {
      rows.append([button("button.bookFor", .guest(.book(id)), style: .primary)])
    }
    rows.append([
      button("button.clientVisits", .client(.visits(id, page: 0))),
      card.notes == 0
        ? button("button.addNote", .client(.addNote(id)))
        : .tap(
          voice.text("button.notes", ["count": .number(card.notes)]),
          .client(.notes(id, page: 0))),
    ])
    var ways = [button("button.tags", .client(.tags(id)))]
    if !card.isGuest, card.mayManage {
      ways.append(button("button.writeClient", .client(.write(id))))
    }
    rows.append(ways)
    if let phone = card.person.phone {
      rows.append([.copy(voice.text("button.copyPhone"), value: phone)])
    }
    if card.isGuest, card.mayManage {
      rows.append([
        button("button.editClient", .client(.details(id))),
        button("button.guestLink", .client(.link(id))),
      ])
    }
    if card.mayManage, card.mayBlock {
      rows.append([
        card.person.isBlocked
          ? button("button.unblock", .client(.unblock(id)))
          : button("button.block", .client(.block(id)), style: .danger)
      ])
    }
    rows.append([
      button("button.allClients", .client(.list(page: 0))), button("button.home", .home),
    ])
    return rows
  }

  func setBlocked(_ blocked: Bool, client id: ID<Person>) throws {
    guard try desk.setBlocked(blocked, client: id, by: person) != nil else {
      return try notAllowed()
    }
    try toast(voice.text(blocked ? "staff.blocked" : "staff.unblocked"))
    try showClient(id)
  }

  func showVisits(of id: ID<Person>, page: Int) throws {
    guard let scope = try desk.clientScope(of: person),
      try desk.mayReadClient(id, person), let client = try desk.tx.person(id)
    else { return try notAllowed() }
    wait(for: .home)
    let wording = try wording
    let size = Self.visitsPerPage
    let page = min(max(page, 0), 10_000)
    let visits = try desk.tx.visits(of: id, in: scope, limit: size + 1, offset: page * size)
    guard !visits.isEmpty || page == 0 else { return try showVisits(of: id, page: 0) }
    var rows = visits.prefix(size).map {
      [InlineButton.tap(visitLine($0, wording), .agenda(.booking($0.id)))]
    }
    if page > 0 || visits.count > size {
      rows.append([
        page > 0 ? .tap("‹", .client(.visits(id, page: page - 1))) : .blank,
        visits.count > size ? .tap("›", .client(.visits(id, page: page + 1))) : .blank,
      ])
    }
    rows.append([button("button.back", .client(.card(id)))])
    let name = StaffWording(wording: wording).name(of: client)
    try show(
      Screen(
        voice.phrase(
          visits.isEmpty ? "clients.noVisits" : "clients.visits", ["client": .text(name)]), rows))
  }

  /// “24/12/2026 · Haircut · cancelled”, the last word only where it is not as it should be.
  private func visitLine(_ visit: Visit, _ wording: Wording) -> String {
    let day = wording.zone(of: visit).local(visit.starts).date
    let isPlain = visit.state == .confirmed || visit.state == .completed
    return [
      voice.date(day, .numeric), Typed.clipped(wording.serviceName(of: visit), to: 18),
      isPlain ? nil : wording.standing(visit),
    ].compactMap { $0 }.joined(separator: " · ")
  }
}
