import Booking
import Hummingbird
import NIOCore
import Phrasebook
import Store

/// Pages of a few words: the first one, and those that say why there is nothing to see.
extension Pages {
  struct Link {
    let label: String
    let href: String
    var isMain = false
  }

  func notice(
    _ frame: Frame, _ title: String, _ words: [String], links: [Link] = [], at address: Address?,
    status: HTTPResponse.Status = .ok
  ) -> Response {
    html(
      frame.render(
        "notice", title: title, at: address,
        [
          "heading": title, "words": words.filter { !$0.isEmpty },
          "links": links.map {
            ["label": $0.label, "href": $0.href, "isMain": $0.isMain] as [String: Any]
          },
        ]), status: status)
  }

  func showHome(_ ask: Ask) throws -> Response {
    let frame = try frame(ask)
    let (voice, business) = (frame.voice, frame.business)
    let contact = [business.address, business.phone, business.email].compactMap { $0 }
    return notice(
      frame, business.name,
      [business.about ?? "", voice.text("page.homeWords")] + contact,
      links: [
        Link(label: voice.text("page.bookInChat"), href: frame.chat(), isMain: true),
        Link(label: voice.text("page.lookup"), href: frame.href(.lookup)),
        Link(label: voice.text("page.contact"), href: frame.href(.contact)),
      ], at: .home)
  }

  /// Why there is nothing to see. Of one language and status there is one answer only, whatever was
  /// asked for.
  func refuse(_ status: HTTPResponse.Status, _ ask: Ask, allow: String? = nil) -> Response {
    guard let frame = try? frame(ask) else {
      return plain("\(status.code)\n", status: status)
    }
    let voice = frame.voice
    let (title, words) =
      switch status {
      case .notFound: (voice.text("page.notFound"), voice.text("page.notFoundWords"))
      case .tooManyRequests: (voice.text("page.tooMany"), voice.text("page.tooManyWords"))
      case .internalServerError: (voice.text("page.fault"), voice.text("page.faultWords"))
      case .contentTooLarge, .requestHeaderFieldsTooLarge:
        (voice.text("page.tooLarge"), voice.text("page.tooLargeWords"))
      default: (voice.text("page.notSo"), voice.text("page.notSoWords"))
      }
    var response = notice(
      frame, title, [words],
      links: [Link(label: voice.text("page.toChat"), href: frame.chat(), isMain: true)],
      at: nil, status: status)
    if let allow { response.headers[.allow] = allow }
    if status == .tooManyRequests { response.headers[.retryAfter] = "600" }
    return response
  }

  /// The link was good once.
  func refuse(_ opening: ClosedLink, _ frame: Frame) -> Response {
    let voice = frame.voice
    let (title, words) =
      switch opening {
      case .expired: (voice.text("page.expired"), voice.text("page.expiredWords"))
      case .takenBack: (voice.text("page.takenBack"), voice.text("page.takenBackWords"))
      case .archived: (voice.text("page.archived"), voice.text("page.archivedWords"))
      }
    return notice(
      frame, title, [words],
      links: [
        Link(label: voice.text("page.toChat"), href: frame.chat(), isMain: true),
        Link(label: voice.text("page.contact"), href: frame.href(.contact)),
      ], at: nil, status: .gone)
  }

  enum ClosedLink { case expired, takenBack, archived }
}
