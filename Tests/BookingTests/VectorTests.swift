import Booking
import Foundation
import Testing

@Suite("Vectors from the public suites of booking systems")
struct VectorTests {
  struct Vector: Sendable {
    let source: String
    let request: Data
    let slots: [String]
  }

  static func vectors(_ name: String) throws -> [Vector] {
    let file = try #require(
      Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Vectors"))
    let list = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[String: Any]]
    return try #require(list).map { item in
      Vector(
        source: try #require(item["source"] as? String),
        request: try JSONSerialization.data(withJSONObject: try #require(item["request"])),
        slots: try #require(item["slots"] as? [String]))
    }
  }

  @Test("Every vector comes out as its source has it", arguments: ["public-suites", "own"])
  func vectors(file: String) throws {
    for vector in try Self.vectors(file) {
      let request = try SlotsRequest(json: vector.request)
      let slots = request.availability.slots(from: request.from, to: request.to)
      #expect(slots.map(\.start.iso) == vector.slots, "\(vector.source)")
    }
  }
}
