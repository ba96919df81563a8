import GRDB

/// The writer's prepared statements, each at a place that a few bytes of its text tell: to hash
/// the whole text would cost a message a dozen times several hundred bytes.
///
/// It belongs to one connection, and is touched on that connection's queue only.
final class StatementShelf: @unchecked Sendable {
  private var places: [(sql: String, statement: Statement)?] = Array(repeating: nil, count: 1_021)

  /// The statement with that text, prepared by GRDB when it is not at its place: new, or pushed out
  /// by another one of the same place.
  func statement(_ sql: String, in db: Database) throws -> Statement {
    let place = place(of: sql)
    // Literals are compared by their address.
    if let found = places[place], found.sql == sql { return found.statement }
    let statement = try db.cachedStatement(sql: sql)
    places[place] = (sql, statement)
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
      for index in stride(from: bytes.count - 1, through: 0, by: -max(1, bytes.count / 16)) {
        mix = mix &* 31 &+ UInt(bytes[index])
      }
      return Int(mix % UInt(places.count))
    }
  }
}
