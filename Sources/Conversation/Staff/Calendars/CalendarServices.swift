import FrontDesk
import Phrasebook
import Store
import Telegram

/// Which services a calendar offers.
extension Turn {
  func showCalendarServices(_ id: CalendarID, page: Int) throws {
    guard let calendar = try editable(id) else { return }
    wait(for: .home)
    let services = try desk.listedServices(for: person)
    let catalogue = try desk.catalogue()
    let rights = try desk.rights(of: person)
    let pages = max(1, (services.count - 1) / Self.listedPerPage + 1)
    let page = min(max(page, 0), pages - 1)
    var rows = services.dropFirst(page * Self.listedPerPage).prefix(Self.listedPerPage).map {
      service in
      let isOn = calendar.services.contains(service.id)
      let mine = rights.mayEdit(keptBy: catalogue.keepers(of: service.id))
      let mark = (isOn ? "✅ " : "▫️ ") + (mine ? "" : "🔒 ") + (service.isHidden ? "🙈 " : "")
      return [
        InlineButton.tap(
          mark + Typed.clipped(service.name, to: 30), .working(.offer(id, service.id, !isOn)))
      ]
    }
    if pages > 1 { rows.append(pager(page, of: pages) { .working(.services(id, page: $0)) }) }
    rows.append([button("button.newService", .editing(.create))])
    rows.append([button("button.back", .working(.calendar(id)))])
    try show(
      Screen(
        voice.phrase("hours.servicesTitle", ["calendar": .text(try title(of: calendar))]), rows))
  }

  func offer(_ service: ID<Service>, on id: CalendarID, _ isOn: Bool) throws {
    guard try editable(id) != nil else { return }
    switch try desk.offer(service, on: id, isOn, by: person) {
    case .done: break
    case .onlyOne: try toast(voice.text("own.onlyOffer"), alert: true)
    case .notAllowed: try toast(voice.text("own.shared"), alert: true)
    }
    let index = try desk.listedServices(for: person).firstIndex { $0.id == service } ?? 0
    try showCalendarServices(id, page: index / Self.listedPerPage)
  }
}
