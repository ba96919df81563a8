import CICal
import Foundation
import Glibc

/// A part of a calendar under construction. Owns libical's object and frees it, with all that
/// was added, unless it was added to another part itself.
final class Component {
  private var object: OpaquePointer?

  init(_ kind: icalcomponent_kind) {
    _ = LibraryReady.once
    object = icalcomponent_new(kind)
  }

  deinit {
    if let object { icalcomponent_free(object) }
  }

  /// Takes the property over.
  func add(_ property: OpaquePointer?) {
    guard let property else { return }
    if let object {
      icalcomponent_add_property(object, property)
    } else {
      icalproperty_free(property)
    }
  }

  /// Takes the other part over, which is empty from then on.
  func add(_ part: Component) {
    guard let object, let inner = part.object else { return }
    icalcomponent_add_component(object, inner)
    part.object = nil
  }

  /// A property that libical is told nothing about but its name: the value is written as it is,
  /// except that line ends and backslashes are escaped.
  func add(named name: String, _ value: String) {
    let property = icalproperty_new_x(value)
    icalproperty_set_x_name(property, name)
    add(property)
  }

  /// The text as it goes into a file; nothing when memory ran out.
  func bytes() -> [UInt8] {
    guard let object, let text = icalcomponent_as_ical_string_r(object) else { return [] }
    defer { icalmemory_free_buffer(text) }
    return Self.folded(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }

  /// The lines in at most 75 octets each, broken between characters (RFC 5545 §3.1). libical's own
  /// folding, which now and then breaks a line an octet late, is undone on the way.
  private static func folded(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    let (lineFeed, carriageReturn, space) = (UInt8(10), UInt8(13), UInt8(32))
    var lines: [UInt8] = []
    lines.reserveCapacity(text.count + text.count / 16 + 64)
    var column = 0
    var index = 0
    // What is written as it is goes over in one piece.
    var start = 0
    while index < text.count {
      let byte = text[index]
      if byte == carriageReturn, index + 2 < text.count, text[index + 1] == lineFeed,
        text[index + 2] == space
      {
        lines += text[start..<index]
        index += 3
        start = index
        continue
      }
      if byte == carriageReturn || byte == lineFeed {
        column = 0
        index += 1
        continue
      }
      // A character is its first octet and those that go on with it (RFC 3629 §3).
      var end = index + 1
      while end < text.count, text[end] & 0b1100_0000 == 0b1000_0000 { end += 1 }
      if column + (end - index) > 75 {
        lines += text[start..<index]
        lines += [carriageReturn, lineFeed, space]
        start = index
        column = 1
      }
      column += end - index
      index = end
    }
    lines += text[start...]
    return lines
  }
}

/// What libical keeps for the whole process, set before its first use.
enum LibraryReady {
  /// libical makes its table of zones when it is first asked for one, even for UTC: here, once,
  /// so that no two threads do. And its errors are answers, not the end of the process.
  static let once: Void = {
    icalerror_set_errors_are_fatal(0)
    _ = icaltimezone_get_utc_timezone()
  }()
}
