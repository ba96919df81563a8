/// What people marked in their own text, kept when it is sent on.
extension HTML {
  /// The text with its bold, italic and linked parts. Marks that lie across each other are told
  /// apart by closing and opening anew.
  package init(_ plain: String, marked entities: [Entity]) {
    let units = Array(plain.utf16)
    let marks = entities.filter { $0.tag != nil && $0.length > 0 && $0.offset >= 0 }
    let edges = Set(marks.flatMap { [$0.offset, $0.offset + $0.length] } + [0, units.count])
      .filter { (0...units.count).contains($0) }.sorted()
    var whole = HTML.empty
    for (start, end) in zip(edges, edges.dropFirst()) {
      var part = HTML(String(decoding: units[start..<end], as: UTF16.self))
      for mark in marks where mark.offset <= start && mark.offset + mark.length >= end {
        part = mark.tag?(part) ?? part
      }
      whole += part
    }
    self = whole
  }
}

extension Entity {
  /// How the part is marked in HTML; nil for what Telegram finds by itself.
  fileprivate var tag: ((HTML) -> HTML)? {
    switch kind {
    case .bold: { $0.bold() }
    case .italic: { $0.italic() }
    case .code: { $0.code() }
    case .textLink(let url): { $0.link(to: url) }
    default: nil
    }
  }
}
