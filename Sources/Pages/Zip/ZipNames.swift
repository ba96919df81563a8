import Foundation

/// Names of files as every system can unpack them, each once, in any script.
struct ZipNames {
  private var taken: Set<String> = []

  init() {}

  /// The name for the next file: without what systems forbid, numbered when it is there already.
  mutating func name(_ wish: String?, orElse fallback: String) -> String {
    var name = wish.map(Self.clean) ?? ""
    if name.isEmpty { name = fallback }
    let (stem, ending) = Self.parts(name)
    var tried = name
    var number = 2
    // Systems that fold case would write one over the other.
    while !taken.insert(tried.lowercased()).inserted {
      tried = "\(stem) (\(number))\(ending)"
      number += 1
    }
    return tried
  }

  /// The name alone, composed, without separators, controls, steering marks and what Windows refuses.
  static func clean(_ name: String) -> String {
    let whole = name.precomposedStringWithCanonicalMapping
    var scalars = String.UnicodeScalarView()
    for scalar in whole.unicodeScalars {
      switch scalar {
      case "/", "\\", ":", "*", "?", "\"", "<", ">", "|": scalars.append("_")
      // Emoji are held together by these.
      case "\u{200D}", "\u{FE0F}": scalars.append(scalar)
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: break
        default: scalars.append(scalar)
        }
      }
    }
    var text = String(scalars)
    while let last = text.last, last == "." || last == " " { text.removeLast() }
    while let first = text.first, first == " " || first == "." { text.removeFirst() }
    let (stem, ending) = parts(text)
    let short = clipped(stem, to: 180)
    let reserved = stem.uppercased()
    let isReserved =
      ["CON", "PRN", "AUX", "NUL"].contains(reserved)
      || reserved.count == 4 && (reserved.hasPrefix("COM") || reserved.hasPrefix("LPT"))
    return short.isEmpty && ending.isEmpty ? "" : (isReserved ? "_" : "") + short + ending
  }

  private static func parts(_ name: String) -> (stem: String, ending: String) {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex,
      name[dot...].utf8.count <= 12
    else { return (name, "") }
    return (String(name[..<dot]), String(name[dot...]))
  }

  /// File systems count bytes.
  private static func clipped(_ text: String, to bytes: Int) -> String {
    var room = bytes
    return String(
      text.prefix {
        room -= $0.utf8.count
        return room >= 0
      })
  }
}
