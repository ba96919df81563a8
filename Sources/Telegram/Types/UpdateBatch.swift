/// The updates of one poll. One that cannot be read does not cost the others.
package struct UpdateBatch: Sendable, JSONReadable {
  package private(set) var updates: [Update] = []
  /// Elements without a usable id: nothing can be done with them.
  package private(set) var skipped = 0

  /// Throws only when the text itself is broken, and nothing in it can be trusted.
  package init(from reader: inout JSONReader) throws(JSONFault) {
    try reader.beginArray()
    while try reader.nextElement() {
      let mark = reader.mark()
      do throws(JSONFault) {
        updates.append(try Update(from: &reader))
      } catch {
        reader.rewind(to: mark)
        let raw = try reader.rawValue()
        if let id = UpdateBatch.id(of: reader.bytes(in: raw)) {
          updates.append(
            Update(id: id, kind: .unknown("unreadable"), raw: reader.bytes(in: raw)))
        } else {
          skipped += 1
        }
      }
    }
  }

  private static func id(of raw: [UInt8]) -> Int64? {
    try? JSONReader.read(raw) { (reader) throws(JSONFault) -> Int64? in
      var id: Int64?
      try reader.beginObject()
      while let key = try reader.nextKey() {
        switch key {
        case "update_id": id = try reader.int64()
        default: try reader.skip()
        }
      }
      return id
    }
  }
}
