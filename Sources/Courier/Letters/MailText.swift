import Foundation

/// How text travels through mail: seven bits, short lines.
enum MailText {
  /// A header's text: as it is when it is plain ASCII, else in encoded words of at most 75
  /// characters each (RFC 2047 §2). Line ends and other controls become spaces, so that no text can
  /// add a header.
  static func header(_ text: String) -> String {
    let clean = oneLine(text)
    if clean.utf8.allSatisfy({ $0 < 127 }), !clean.contains("=?"), clean.utf8.count <= 900 {
      return folded(clean)
    }
    var words: [String] = []
    var bytes: [UInt8] = []
    // 39 bytes are 52 characters in base64, with frame and name 76. No character is torn apart.
    for character in clean {
      for scalar in character.unicodeScalars {
        let next = Array(String(scalar).utf8)
        if bytes.count + next.count > 39 {
          words.append(encodedWord(bytes))
          bytes = []
        }
        bytes += next
      }
    }
    if !bytes.isEmpty { words.append(encodedWord(bytes)) }
    return words.joined(separator: "\r\n ")
  }

  private static func encodedWord(_ bytes: [UInt8]) -> String {
    "=?UTF-8?B?\(Data(bytes).base64EncodedString())?="
  }

  /// Breaks an ASCII header at spaces so that lines stay under 78 characters where they can.
  private static func folded(_ text: String) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.utf8.count + word.utf8.count > 64 {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    lines.append(line)
    return lines.joined(separator: "\r\n ")
  }

  static func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
  }

  /// A name before an address: an encoded word, or a quoted string.
  static func displayName(_ name: String) -> String {
    let clean = oneLine(name)
    guard clean.utf8.allSatisfy({ $0 < 127 }), clean.utf8.count < 60, !clean.contains("=?") else {
      return header(clean)
    }
    let escaped = clean.map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : String($0) }.joined()
    return "\"\(escaped)\""
  }

  /// Quoted-printable (RFC 2045 §6.7): lines of at most 76 characters, line ends as CRLF.
  static func quotedPrintable(_ text: String) -> [UInt8] {
    let hex = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    var column = 0
    func emit(_ bytes: [UInt8]) {
      if column + bytes.count > 75 {
        out += [61, 13, 10]
        column = 0
      }
      out += bytes
      column += bytes.count
    }
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : nil
      index += 1
      switch byte {
      case 13 where next == 10: continue
      case 10:
        out += [13, 10]
        column = 0
      case 32, 9:
        // White space at a line's end gets lost on the way.
        if next == nil || next == 10 || next == 13 {
          emit([61, hex[Int(byte >> 4)], hex[Int(byte & 15)]])
        } else {
          emit([byte])
        }
      case 33...60, 62...126: emit([byte])
      default: emit([61, hex[Int(byte >> 4)], hex[Int(byte & 15)]])
      }
    }
    return out
  }

  /// Base64 in lines of 76 characters (RFC 2045 §6.8).
  static func base64(_ content: Data) -> [UInt8] {
    Array(
      content.base64EncodedData(options: [
        .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
      ]))
  }

  /// A header parameter of any characters (RFC 2231 §4).
  static func parameter(_ name: String, _ value: String) -> String {
    let clean = oneLine(value)
    let isPlain = clean.utf8.allSatisfy { $0 >= 32 && $0 < 127 && $0 != 34 && $0 != 92 }
    if isPlain, clean.utf8.count < 60 { return "\(name)=\"\(clean)\"" }
    let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    let encoded = String(String.UnicodeScalarView(clean.unicodeScalars.prefix(60))).utf8.map {
      byte -> String in
      if kept.contains(byte) { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
    }
    return "\(name)*=UTF-8''\(encoded.joined())"
  }

  /// `Sat, 21 Nov 2026 08:00:00 +0000` (RFC 5322 §3.3), always in UTC.
  static func date(_ seconds: Int64) -> String {
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = Int(seconds) - days * 86_400
    // Civil from days: eras of 400 years, years that begin in March.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let weekday = weekdays[((days + 4) % 7 + 7) % 7]
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let time = "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    return "\(weekday), \(two(day)) \(months[month - 1]) \(year) \(time) +0000"
  }
}
