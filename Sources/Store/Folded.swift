import Foundation
import GRDB

/// Text as it is searched: what people type differently and mean alike becomes the same.
///
/// Folded are case in every script; the marks of Latin, Greek, Hebrew and Arabic letters; of
/// Cyrillic letters the stress, but й, ї and ў are letters of their own and stay; ё is е and ґ is
/// г, because either is written for the other; ligatures, full width and the like; apostrophes,
/// which are left out, for there are a dozen of them; hyphens and dashes, which part words.
package enum Folded {
  package static func text(_ original: String) -> String {
    if let plain = ascii(original) { return plain }
    var scalars = String.UnicodeScalarView()
    var base: Unicode.Scalar = " "
    let whole = original.decomposedStringWithCompatibilityMapping.lowercased()
    for scalar in whole.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .nonspacingMark:
        if keeps(scalar, on: base) { scalars.append(scalar) }
      case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator, .dashPunctuation:
        scalars.append(" ")
        base = " "
      case .format: break
      default:
        base = scalar
        if apostrophes.contains(scalar) || scalar == "\u{640}" { continue }
        if let spelt = spellings[scalar] {
          scalars.append(contentsOf: spelt.unicodeScalars)
        } else {
          scalars.append(scalar)
        }
      }
    }
    return singleSpaced(String(scalars).precomposedStringWithCanonicalMapping)
  }

  /// Words to look for; none when nothing of the text can be looked for.
  package static func words(_ original: String, limit: Int = 6) -> [String] {
    text(original).split(separator: " ").prefix(limit).map(String.init)
  }

  /// The order of names in a list: і stands after и, є after е, where the alphabet has them.
  static func sortKey(_ name: String) -> String {
    var key = String.UnicodeScalarView()
    for scalar in text(name).unicodeScalars {
      switch scalar {
      case "є": key.append(contentsOf: "е\u{4FF}".unicodeScalars)
      case "і": key.append(contentsOf: "и\u{4FE}".unicodeScalars)
      case "ї": key.append(contentsOf: "и\u{4FF}".unicodeScalars)
      default: key.append(scalar)
      }
    }
    return String(key)
  }

  /// `folded(a, b, …)` and `sortKey(name)` for the triggers that keep the index.
  static let functions = [
    DatabaseFunction("folded", pure: true) { values in
      values.compactMap { String.fromDatabaseValue($0) }.map(text).filter { !$0.isEmpty }
        .reduce("") { $0 + " " + $1 }
    },
    DatabaseFunction("sortKey", argumentCount: 1, pure: true) { values in
      String.fromDatabaseValue(values[0]).map(sortKey) ?? ""
    },
  ]

  private static func keeps(_ mark: Unicode.Scalar, on base: Unicode.Scalar) -> Bool {
    switch base.value {
    // Latin and Greek, with their extensions; blanks, which carry nothing.
    case 0...0x3FF, 0x1D00...0x1FFF, 0x2C60...0x2C7F, 0xA720...0xA7FF: return false
    case 0x400...0x52F: return mark.value == 0x306 || (mark.value == 0x308 && base != "е")
    // Hebrew points, Arabic vowels and hamzas.
    case 0x590...0x6FF: return false
    default: return true
    }
  }

  private static let apostrophes: Set<Unicode.Scalar> = [
    "'", "’", "‘", "‛", "ʼ", "ʻ", "ʹ", "`", "´", "′", "＇", "ˈ", "՚", "׳",
  ]
  private static let spellings: [Unicode.Scalar: String] = [
    "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
    "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "ĸ": "k", "ſ": "s", "ς": "σ", "ґ": "г",
  ]

  /// The common case without Unicode's tables.
  private static func ascii(_ original: String) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(original.utf8.count)
    for byte in original.utf8 {
      switch byte {
      case 0x80...: return nil
      case 0...0x20, 0x7F, UInt8(ascii: "-"):
        if bytes.last != 0x20, !bytes.isEmpty { bytes.append(0x20) }
      case UInt8(ascii: "'"), UInt8(ascii: "`"): break
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      default: bytes.append(byte)
      }
    }
    if bytes.last == 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func singleSpaced(_ text: String) -> String {
    text.split(separator: " ").joined(separator: " ")
  }
}
