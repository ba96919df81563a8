/// The places of phrases by the names of their keys.
///
/// Every word that is said is looked up here, and the names are our own: so a plain hash does, where
/// a dictionary's is made to withstand names chosen to collide.
struct KeyIndex: Sendable {
  /// In the order of their places, each once.
  let names: [String]
  /// For each hash the place of a name with it, plus one; names that share a hash follow each other,
  /// and a zero ends them.
  private let slots: [Int32]

  init(_ names: some Sequence<String>) {
    self.names = Array(names)
    var size = 4
    while size < self.names.count * 2 { size *= 2 }
    var slots = Array(repeating: Int32(0), count: size)
    for (place, name) in self.names.enumerated() {
      var slot = Self.hash(name) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(place) + 1
    }
    self.slots = slots
  }

  func place(of name: String) -> Int? {
    let last = slots.count - 1
    var slot = Self.hash(name) & last
    while slots[slot] != 0 {
      let place = Int(slots[slot]) - 1
      if names[place] == name { return place }
      slot = (slot + 1) & last
    }
    return nil
  }

  /// FNV-1a over the bytes.
  private static func hash(_ name: String) -> Int {
    var name = name
    let hash = name.withUTF8 { bytes in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      return hash
    }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
