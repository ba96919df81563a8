import Booking
import FrontDesk
import Logging
import Store

extension Collector {
  /// While nothing is to be fetched: takes content away that nobody refers to, and once a day
  /// compares the folder with the store.
  func tidy(_ round: inout Round) async {
    do {
      while try store.read({ try $0.hasLooseMedia() }), !isWoken, !Task.isCancelled {
        custody.openSearch()
        for digest in try store.write({ try $0.releaseLooseMedia(limit: 500) }) { clear(digest) }
        await Task.yield()
      }
      let now = clock().seconds
      if let compared = round.compared, now >= compared, now - compared < 86_400 { return }
      while !isWoken, !Task.isCancelled {
        try compare(round.part)
        round.part &+= 1
        if round.part == 0 {
          round.compared = now
          return
        }
        await Task.yield()
      }
    } catch {
      logger.error("The media folder can't be tidied now: \(error)")
      round.compared = clock().seconds
    }
  }

  private func clear(_ digest: [UInt8]) {
    if custody.clear(digest, { folder.remove(digest) }) { return }
    logger.debug("Content came in again while it was cleared away")
  }

  /// Content in the folder that nobody knows of goes; what should be there and is not, is fetched
  /// again: a copy of the database was restored without its folder, say.
  private func compare(_ part: UInt8) throws {
    custody.openSearch()
    let found = Set(folder.contents(beginningWith: part))
    let known = try store.read { try $0.knownMedia(beginningWith: part) }
    let missing = known.filter { !found.contains($0) && !folder.has($0) }
    for digest in found.subtracting(known) { clear(digest) }
    guard !missing.isEmpty else { return }
    logger.warning(
      "Files are missing in the media folder and fetched again",
      metadata: ["count": "\(missing.count)"])
    try write { _ = try $0.tx.refetch(missing) }
    wake()
  }
}
