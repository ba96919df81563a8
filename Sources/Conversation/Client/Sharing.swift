import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Links into the chat that can be forwarded, with their QR codes.
extension Turn {
  /// A link to a service.
  func share(_ id: ID<Service>) throws {
    guard let service = try offered(Wish(service: id)) else { return }
    try send(
      .service(id), voice.phrase("share.caption", ["service": .text(service.name)]))
  }

  /// A link to all that a specialist offers.
  func shareSpecialist(_ id: ID<Specialist>) throws {
    guard let specialist = try desk.catalogue().specialist(id), specialist.isActive else {
      return try showServices(page: 0)
    }
    try send(
      .specialist(id), voice.phrase("share.specialist", ["specialist": .text(specialist.name)]))
  }

  /// A link to the very time of a group visit, for somebody to come along.
  func inviteFriend(_ id: ID<Visit>) throws {
    guard let visit = try own(id), visit.isOpen else { return try notFound() }
    let wording = try wording
    try send(
      .slot(visit.service, visit.calendar, visit.starts),
      voice.phrase(
        "share.slot",
        [
          "service": .text(wording.serviceName(of: visit)),
          "time": .text(wording.moment(visit.starts, wording.zone(of: visit))),
        ]))
  }

  private func send(_ link: DeepLink, _ caption: HTML) throws {
    let url = link.url(bot: desk.means.botUsername)
    let text = lines([caption, HTML(url)])
    guard let picture = QRPicture.png(of: url) else { return try send(.sendMessage(text)) }
    try send(
      .sendPhoto(
        .bytes(picture, name: "booking.png", mime: "image/png"), caption: text, markup: nil))
  }
}
