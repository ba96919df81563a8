import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// A new service in three answers: its name, its length, its price.
extension Turn {
  private var backToServices: [InlineButton] {
    [button("button.back", .editing(.list(page: 0)))]
  }

  func askNewService() throws {
    guard try desk.isStaff(person) else { return try notAllowed() }
    wait(for: .editing(.newName))
    try show(Screen(voice.phrase("own.newName"), [backToServices]))
  }

  func takeNewName(_ text: String?) throws {
    guard let text else { return }
    guard let name = Typed.line(text, limit: 100) else {
      return try send(Screen(voice.phrase("own.nameBad"), [backToServices]))
    }
    wait(for: .editing(.newDuration(name: name)))
    try send(
      Screen(
        voice.phrase("own.newDuration", ["service": .text(name)]),
        [
          [30, 45, 60, 90].map {
            .tap(voice.duration(minutes: $0), .editing(.length($0)))
          }, backToServices,
        ]))
  }

  /// The length by a button, for the service that was named last.
  func takeNewLength(_ minutes: Int) throws {
    guard case .editing(.newDuration(let name)) = state, (5...1_440).contains(minutes) else {
      return try showServiceList(page: 0)
    }
    try askNewPrice(name, minutes)
  }

  func takeNewDuration(_ text: String?, name: String) throws {
    guard let text else { return }
    guard let minutes = Typed.duration(text) else {
      return try send(Screen(voice.phrase("own.durationBad"), [backToServices]))
    }
    try askNewPrice(name, minutes)
  }

  private func askNewPrice(_ name: String, _ minutes: Int) throws {
    wait(for: .editing(.newPrice(name: name, duration: minutes)))
    try show(
      Screen(
        voice.phrase("own.newPrice", ["currency": .text(try desk.business().currency)]),
        [[button("button.noPrice", .editing(.noPrice))], backToServices]))
  }

  func takeNewPrice(_ text: String?, name: String, duration: Int) throws {
    guard let text else { return }
    if Typed.cleared(text), text.trimmed != "0" {
      return try create(name: name, duration: duration, price: nil)
    }
    guard let price = try price(text) else {
      return try send(
        Screen(
          voice.phrase("own.priceBad"),
          [[button("button.noPrice", .editing(.noPrice))], backToServices]))
    }
    try create(name: name, duration: duration, price: price)
  }

  func createWithoutPrice() throws {
    guard case .editing(.newPrice(let name, let duration)) = state else {
      return try showServiceList(page: 0)
    }
    try create(name: name, duration: duration, price: nil)
  }

  private func create(name: String, duration: Int, price: Money?) throws {
    guard
      let service = try desk.addService(name: name, duration: duration, price: price, by: person)
    else { return try notAllowed() }
    wait(for: .home)
    try show(
      Screen(
        voice.phrase("own.created", ["service": .text(service.name)]),
        [
          [button("button.openService", .editing(.service(service.id)), style: .primary)],
          [
            button("button.newService", .editing(.create)),
            button("button.hours", .working(.list)),
          ],
          homeRow,
        ]))
  }
}
