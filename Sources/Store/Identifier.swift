/// The id of a row, typed by what it is the id of.
package struct ID<Subject>: Hashable, Codable, Sendable, Comparable, CustomStringConvertible {
  package let raw: Int64

  package init(_ raw: Int64) { self.raw = raw }

  package init(from decoder: any Decoder) throws {
    raw = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(raw)
  }

  package static func < (a: Self, b: Self) -> Bool { a.raw < b.raw }

  package var description: String { String(raw) }
}

/// A shorter name, which does not meet Foundation’s `Calendar`.
package typealias CalendarID = ID<Calendar>

/// The same calendar under a name that does not meet Foundation’s.
package typealias WorkCalendar = Calendar
