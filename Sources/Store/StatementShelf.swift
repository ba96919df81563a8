import GRDB

/// The writer's prepared statements, each near a place that a few bytes of its text tell: to hash
/// the whole text would cost a message a dozen times several hundred bytes.
///
/// It belongs to one connection, and is touched on that connection's queue only.
final class StatementShelf: @unchecked Sendable {
  private var places: [(sql: String, statement: Statement)?] = Array(repeating: nil, count: 1_024)
  /// How many places on from its own one a statement may stand.
  private static let reach = 4

  /// The statement with that text, prepared by GRDB when it is not there: new, or pushed out.
  func statement(_ sql: String, in db: Database) throws -> Statement {
    let first = place(of: sql)
    var free = first
    for place in first..<first + Self.reach {
      guard let found = places[place] else {
        free = place
        break
      }
      // Literals are compared by their address.
      if found.sql == sql { return found.statement }
    }
    let statement = try db.cachedStatement(sql: sql)
    places[free] = (sql, statement)
    return statement
  }

  /// Lets go of all statements, so that the connection can be closed.
  func clear() {
    for place in places.indices { places[place] = nil }
  }

  private func place(of sql: String) -> Int {
    var sql = sql
    return sql.withUTF8 { bytes in
      var mix = UInt(bytes.count)
      for index in stride(from: bytes.count - 1, through: 0, by: -(bytes.count / 12 + 1)) {
        mix = mix &* 31 &+ UInt(bytes[index])
      }
      return Int(mix % UInt(places.count - Self.reach))
    }
  }
}
