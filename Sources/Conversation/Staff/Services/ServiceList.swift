import FrontDesk
import Phrasebook
import Store
import Telegram

/// The list of services: pages, and a search by part of a name.
extension Turn {
  static var listedPerPage: Int { 8 }

  func showServiceList(page: Int) throws {
    guard try desk.isStaff(person) else { return try notAllowed() }
    let services = try desk.listedServices(for: person)
    let pages = max(1, (services.count - 1) / Self.listedPerPage + 1)
    let page = min(max(page, 0), pages - 1)
    // With several pages, words look for a name at once.
    wait(for: pages > 1 ? .editing(.search) : .home)
    var rows = try serviceRows(
      services.dropFirst(page * Self.listedPerPage).prefix(Self.listedPerPage))
    if pages > 1 { rows.append(pager(page, of: pages) { .editing(.list(page: $0)) }) }
    rows.append([button("button.newService", .editing(.create), style: .primary)])
    rows.append(homeRow)
    try show(Screen(listTitle(services, canSearch: pages > 1), rows))
  }

  private func listTitle(_ services: [Service], canSearch: Bool) -> HTML {
    if services.isEmpty { return voice.phrase("own.noServices") }
    let hidden = services.count { $0.isHidden }
    return lines([
      voice.phrase("own.services"),
      canSearch ? voice.phrase("own.searchHint", ["count": .number(services.count)]) : nil,
      hidden > 0 ? voice.phrase("own.hiddenCount", ["count": .number(hidden)]) : nil,
    ])
  }

  private func serviceRows(_ services: some Sequence<Service>) throws -> [[InlineButton]] {
    let wording = try wording
    let rights = try desk.rights(of: person)
    return services.map { service in
      let mine = rights.mayEdit(keptBy: wording.catalogue.keepers(of: service.id))
      let mark = service.isHidden ? "🙈 " : mine ? "" : "🔒 "
      return [
        .tap(mark + wording.line(service, nameLimit: 24), .editing(.service(service.id)))
      ]
    }
  }

  /// Shows what part of a name finds; a single find is opened at once. Nil was no words.
  func findService(_ typed: String?) throws {
    guard let typed else { return }
    guard try desk.isStaff(person) else { return try notAllowed() }
    let search = NameSearch(typed)
    let found = try desk.listedServices(for: person).filter { search.finds($0.name) }
    let exact = found.filter { search.isExactly($0.name) }
    if let only = exact.count == 1 ? exact.first : found.count == 1 ? found.first : nil {
      return try showService(only.id)
    }
    wait(for: .editing(.search))
    let words = Typed.cut(typed.trimmed, to: 60)
    let more = found.count - Self.listedPerPage
    try send(
      Screen(
        lines([
          found.isEmpty
            ? voice.phrase("own.notFound", ["words": .text(words)])
            : voice.phrase(
              "own.found", ["words": .text(words), "count": .number(found.count)]),
          more > 0 ? voice.phrase("own.foundMore", ["count": .number(more)]) : nil,
        ]),
        serviceRows(found.prefix(Self.listedPerPage))
          + [[button("button.back", .editing(.list(page: 0)))]]))
  }

  /// Back to the page of the list where a service stands.
  func listButton(_ id: ID<Service>) throws -> InlineButton {
    let index = try desk.listedServices(for: person).firstIndex { $0.id == id } ?? 0
    return button("button.back", .editing(.list(page: index / Self.listedPerPage)))
  }
}
