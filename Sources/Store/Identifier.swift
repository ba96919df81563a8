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
