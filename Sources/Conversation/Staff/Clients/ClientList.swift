import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The list of clients, and the search in it.
extension Turn {
  private static var clientsPerPage: Int { 8 }

  func showClients(by order: ClientOrder, page: Int) throws {
    guard let scope = try desk.clientScope(of: person) else { return try notAllowed() }
    wait(for: .client(.search(words: "")))
    let count = try desk.tx.countClients(in: scope)
    let last = max(0, (count - 1) / Self.clientsPerPage)
    let page = min(max(page, 0), last)
    func tap(_ order: ClientOrder, _ page: Int) -> Tap {
      .client(order == .latest ? .list(page: page) : .byName(page: page))
    }
    let clients = try desk.tx.clients(
      in: scope, by: order, limit: Self.clientsPerPage, offset: page * Self.clientsPerPage)
    var rows = try clientRows(clients)
    if last > 0 {
      rows.append([
        page > 0 ? .tap("‹", tap(order, page - 1)) : .blank,
        .tap("\(page + 1) / \(last + 1)", .nothing),
        page < last ? .tap("›", tap(order, page + 1)) : .blank,
      ])
    }
    if count > 1 {
      rows.append([
        order == .latest
          ? button("button.clientsByName", tap(.name, 0))
          : button("button.clientsByVisit", tap(.latest, 0)),
        button("button.search", .client(.search)),
      ])
    }
    rows.append(homeRow)
    let title =
      count == 0
      ? voice.phrase("clients.none") : voice.phrase("clients.title", ["count": .number(count)])
    try show(
      Screen(lines([title, count > 1 ? voice.phrase("clients.hint") : nil]), rows))
  }

  private func clientRows(_ clients: [ClientLine]) throws -> [[InlineButton]] {
    let zone = try desk.business().zone
    return clients.map { client in
      let name = client.name.isEmpty ? voice.text("staff.nobody") : client.name
      let date = voice.date(zone.local(client.latest).date, .numeric)
      return [
        .tap(
          (client.isBlocked ? "🚫 " : "") + Typed.clipped(name, to: 20) + " · " + date,
          .client(.card(client.id)))
      ]
    }
  }

  func askForClient() throws {
    guard try desk.clientScope(of: person) != nil else { return try notAllowed() }
    wait(for: .client(.search(words: "")))
    try show(
      Screen(
        voice.phrase("clients.searchAsk"), [[button("button.back", .client(.list(page: 0)))]]))
  }

  /// Looks for what was typed; one client who is found is shown at once.
  func find(_ text: String) throws {
    guard let scope = try desk.clientScope(of: person) else { return try notAllowed() }
    let words = Typed.cut(text.trimmed, to: 60)
    let found = try desk.tx.searchClients(words, in: scope, limit: 2)
    if found.count == 1 { return try showClient(found[0].id) }
    wait(for: .client(.search(words: words)))
    try showFound(page: 0)
  }

  /// A page of what was found.
  func showFound(page: Int) throws {
    guard let scope = try desk.clientScope(of: person) else { return try notAllowed() }
    guard case .client(.search(let words)) = state, !words.isEmpty else {
      return try askForClient()
    }
    let page = min(max(page, 0), 10_000)
    let size = Self.clientsPerPage
    let found = try desk.tx.searchClients(words, in: scope, limit: size + 1, offset: page * size)
    guard !found.isEmpty || page == 0 else { return try showFound(page: 0) }
    var rows = try clientRows(Array(found.prefix(size)))
    if page > 0 || found.count > size {
      rows.append([
        page > 0 ? .tap("‹", .client(.found(page: page - 1))) : .blank,
        found.count > size ? .tap("›", .client(.found(page: page + 1))) : .blank,
      ])
    }
    rows.append([button("button.allClients", .client(.list(page: 0)))])
    try show(
      Screen(
        lines([
          voice.phrase(
            found.isEmpty ? "clients.notFound" : "clients.found", ["words": .text(words)]),
          voice.phrase("clients.hint"),
        ]), rows))
  }
}
