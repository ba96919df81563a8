import Foundation

@testable import Store

/// Everything that a database holds, column by column: to look for what should not be there.
struct Dump: Equatable {
  private struct Cell: Equatable {
    let place: String
    let bytes: [UInt8]
  }

  private var cells: [Cell] = []

  init(of store: Store) throws {
    cells = try store.read { tx in
      var cells: [Cell] = []
      let columns: [(String, String)] = try tx.rows(
        """
        SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_xinfo(m.name) AS c
        WHERE m.type = 'table'
        """
      ) { ($0[0], $0[1]) }
      for (table, column) in columns {
        let values: [[UInt8]] = try tx.rows(
          "SELECT CAST(\(column) AS BLOB) FROM \(table) WHERE \(column) IS NOT NULL"
        ) { $0[0] }
        cells += values.map { Cell(place: "\(table).\(column)", bytes: $0) }
      }
      return cells
    }
  }

  /// Whether both hold the same. How the full-text index keeps it, is its own affair: it may write
  /// its segments anew when a savepoint is undone.
  static func == (a: Dump, b: Dump) -> Bool {
    func content(_ dump: Dump) -> [Cell] {
      dump.cells.filter { !$0.place.hasPrefix("clientTrigram") }
    }
    return content(a) == content(b)
  }

  /// The columns in which the bytes occur.
  func places(of needle: [UInt8]) -> Set<String> {
    let needle = Data(needle)
    return Set(cells.filter { Data($0.bytes).range(of: needle) != nil }.map(\.place))
  }

  func places(of text: String) -> Set<String> { places(of: Array(text.utf8)) }
}
