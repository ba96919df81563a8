import Booking
import Digest
import FrontDesk
import Mustache
import NIOCore
import Phrasebook
import Store

/// The templates and what they load, read once.
struct Frames: Sendable {
  struct Asset: Sendable {
    let type: String
    let bytes: ByteBuffer
  }

  let library: MustacheLibrary
  /// By name; the name holds the content's digest, so that it can be kept for ever.
  let assets: [String: Asset]
  /// What stands before each path, where the pages have a folder of their own on their host.
  let base: String
  let chat: String
  let languages: [LanguageInfo]
  fileprivate let style: String
  fileprivate let script: String
  fileprivate let icon: String

  init(house: PageHouse) throws {
    library = MustacheLibrary(
      templates: try [
        "head": PackageResources.head_mustache, "foot": PackageResources.foot_mustache,
        "gallery": PackageResources.gallery_mustache,
        "picture": PackageResources.picture_mustache,
        "notice": PackageResources.notice_mustache, "visit": PackageResources.visit_mustache,
        "form": PackageResources.form_mustache,
      ].mapValues { try MustacheTemplate(string: String(decoding: $0, as: UTF8.self)) })
    var assets: [String: Asset] = [:]
    func add(_ bytes: [UInt8], _ ending: String, _ type: String) -> String {
      let name = SHA256.hash(bytes).prefix(6).hexadecimal + "." + ending
      assets[name] = Asset(type: type, bytes: ByteBuffer(bytes: bytes))
      return name
    }
    style = add(PackageResources.pages_css, "css", "text/css; charset=utf-8")
    script = add(PackageResources.pages_js, "js", "text/javascript; charset=utf-8")
    icon = add(PackageResources.icon_svg, "svg", "image/svg+xml")
    self.assets = assets
    base = Self.folder(of: house.means.publicURL)
    chat = "https://t.me/\(house.means.botUsername)"
    languages = house.phrasebook.languages.filter { !$0.code.contains("-") }
  }

  private static func folder(of url: String?) -> String {
    guard let url, let host = url.firstRange(of: "://")?.upperBound,
      let slash = url[host...].firstIndex(of: "/")
    else { return "" }
    return String(url[slash...])
  }
}

/// What stands around every page, in one language.
struct Frame {
  let voice: Voice
  /// The language that the visitor chose on a page: it is part of every link then.
  let chosen: String?
  let business: Business
  let ask: Ask
  let frames: Frames

  /// The way to an address of ours, in the language that was chosen.
  func href(_ address: Address, _ query: String = "") -> String {
    frames.base + path(address, query)
  }

  /// The same without the folder of the pages.
  func path(_ address: Address, _ query: String = "") -> String {
    let query = [query, chosen.map { "lang=\($0)" } ?? ""].filter { !$0.isEmpty }
    return address.path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  }

  func chat(_ parameter: String = "") -> String {
    frames.chat + (parameter.isEmpty ? "" : "?start=\(parameter)")
  }

  /// Fills a template; `content` beside what all pages have.
  ///
  /// - Parameter address: of the page itself, for the choice of languages; nil: of no page.
  func render(
    _ template: String, title: String, at address: Address?, query: String = "",
    _ content: [String: Any]
  ) -> String {
    var all = content
    all["lang"] = voice.language.code
    all["title"] = title == business.name ? title : "\(title) · \(business.name)"
    all["business"] = business.name
    all["home"] = href(.home)
    all["style"] = frames.base + "/assets/" + frames.style
    all["script"] = frames.base + "/assets/" + frames.script
    all["icon"] = frames.base + "/assets/" + frames.icon
    all["skip"] = voice.text("page.skip")
    all["chat"] = chat()
    all["toChat"] = voice.text("page.toChat")
    all["languagesLabel"] = voice.text("page.languages")
    if let address {
      all["languages"] = frames.languages.map { language -> [String: Any] in
        let query = (query.isEmpty ? "" : query + "&") + "lang=\(language.code)"
        return [
          "code": language.code, "name": language.name,
          "href": frames.base + address.path + "?" + query,
          // The language of a region is its language to the reader.
          "isCurrent": language.code == voice.language.code.prefix { $0 != "-" },
        ]
      }
    }
    return frames.library.render(Self.filled(all), withTemplate: template) ?? ""
  }

  /// Without what is empty: to Mustache, an empty text is there like any other.
  private static func filled(_ content: [String: Any]) -> [String: Any] {
    content.compactMapValues { value in
      switch value {
      case let text as String: text.isEmpty ? nil : text
      case let list as [[String: Any]]: list.map(filled)
      default: value
      }
    }
  }
}
