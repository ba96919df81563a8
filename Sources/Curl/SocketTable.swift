import CCurl

/// Which sockets epoll watches for curl.
///
/// curl takes a socket off the list at the end of each request and puts it back at the next. A
/// connection that is kept alive would cost two system calls per request that way, so a socket
/// of curl's own opening stays with epoll until it is closed, or speaks up while nobody listens.
struct SocketTable {
  private struct Watch {
    /// What epoll was told, and what curl wants now: CURL_POLL_IN and _OUT, or 0.
    var told: Int32 = 0
    var wanted: Int32 = 0
    /// We hear of its closing, so that an old note can't be taken for its successor's.
    var isOurs = false
  }

  let epoll: Int32
  private var watches: [Watch] = []

  init(epoll: Int32) { self.epoll = epoll }

  mutating func opened(_ socket: Int32) {
    note(socket) { $0 = Watch(isOurs: true) }
  }

  /// Before the descriptor is closed; the kernel forgets it by itself.
  mutating func closing(_ socket: Int32) {
    note(socket) { $0 = Watch() }
  }

  /// `what` as in CURLMOPT_SOCKETFUNCTION.
  mutating func want(_ what: Int32, of socket: Int32) {
    let epoll = epoll
    note(socket) { watch in
      watch.wanted = what == CURL_POLL_REMOVE ? 0 : what
      guard watch.wanted != watch.told, watch.wanted != 0 || !watch.isOurs else { return }
      ccurl_epoll_watch(epoll, socket, watch.wanted, watch.told != 0)
      watch.told = watch.wanted
    }
  }

  /// Whether curl is to hear of an event. If it has no use for it, epoll stops reporting it.
  mutating func isWanted(_ socket: Int32) -> Bool {
    let epoll = epoll
    var isWanted = false
    note(socket) { watch in
      isWanted = watch.wanted != 0
      if !isWanted, watch.told != 0 {
        ccurl_epoll_watch(epoll, socket, 0, true)
        watch.told = 0
      }
    }
    return isWanted
  }

  private mutating func note(_ socket: Int32, _ change: (inout Watch) -> Void) {
    let index = Int(socket)
    guard index >= 0 else { return }
    if index >= watches.count {
      watches += Array(repeating: Watch(), count: index + 16 - watches.count)
    }
    change(&watches[index])
  }
}
