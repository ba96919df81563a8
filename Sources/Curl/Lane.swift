import CCurl

/// Connections that only the requests of one name use (`ConnectionReuse.own`). Confined to the curl
/// thread.
final class Lane {
  let share: UnsafeMutableRawPointer
  /// After a timeout or a lost line the kept connection may be dead without looking so.
  var isSuspect = false

  init?() {
    guard let share = ccurl_own_connections() else { return nil }
    self.share = share
  }

  /// Handles hold their lane strongly, so none uses it any more.
  deinit { curl_share_cleanup(share) }
}
