import CICal
import Testing

/// A calendar file read by libical, to see what a calendar program would.
final class CalendarFile {
  let calendar: OpaquePointer
  let text: String

  init(_ file: [UInt8]) throws {
    text = String(decoding: file, as: UTF8.self)
    calendar = try #require(icalparser_parse_string(text))
    #expect(icalrestriction_check(calendar) == 1)
    #expect(icalcomponent_count_errors(calendar) == 0)
  }

  deinit { icalcomponent_free(calendar) }

  var events: [OpaquePointer] {
    var found: [OpaquePointer] = []
    var next = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT)
    while let event = next {
      found.append(event)
      next = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)
    }
    return found
  }

  /// The lines as they stand in the file, without their CR LF.
  var physicalLines: [[UInt8]] {
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    for byte in text.utf8 {
      if byte == 0x0A, line.last == 0x0D {
        lines.append(Array(line.dropLast()))
        line = []
      } else {
        line.append(byte)
      }
    }
    #expect(line.isEmpty, "the last line is ended too")
    return lines
  }

  /// The lines unfolded (RFC 5545 §3.1).
  var lines: [String] {
    var whole: [[UInt8]] = []
    for line in physicalLines {
      if line.first == 0x20, let last = whole.indices.last {
        whole[last] += line.dropFirst()
      } else {
        whole.append(line)
      }
    }
    return whole.map { String(decoding: $0, as: UTF8.self) }
  }
}
