import CCurl
import Glibc

/// The curl thread's work: takes jobs from the inbox, drives curl's multi interface by its sockets
/// and timers, and answers what is done.
///
/// `curl_multi_socket_action` with our own epoll, not `curl_multi_poll`: the latter looks at every
/// transfer and its socket each time anything happens. Confined to its thread.
final class CurlLoop {
  private static let idleHandles = 64
  private static let idleConnections = 64

  private let inbox: Inbox
  private let authorities: String?
  private let multi: UnsafeMutableRawPointer
  private var sockets: SocketTable
  /// When curl's timer is due, on `ccurl_now`; nil: it has none.
  private var due: Int64?
  /// When the vigils are due, likewise.
  private var vigilsDue: Int64?
  private let connectionsPerHost: Int
  private var running: [EasyHandle] = []
  private var idle: [EasyHandle] = []
  private var lanes: [String: Lane] = [:]
  private var jobs: [Inbox.Job] = []

  init?(inbox: Inbox, maximumConnectionsPerHost: Int, authorities: String?) {
    let epoll = ccurl_epoll_create()
    guard epoll >= 0, inbox.bell >= 0, ccurl_epoll_add_wake(epoll, inbox.bell),
      let multi = curl_multi_init()
    else {
      if epoll >= 0 { Glibc.close(epoll) }
      return nil
    }
    self.inbox = inbox
    self.authorities = authorities
    self.multi = multi
    connectionsPerHost = maximumConnectionsPerHost
    sockets = SocketTable(epoll: epoll)
    ccurl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, maximumConnectionsPerHost)
    ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.idleConnections)
    ccurl_multi_callbacks(
      multi,
      { _, socket, what, context, _ in
        CurlLoop.from(context)?.sockets.want(what, of: socket)
        return 0
      },
      { _, milliseconds, context in
        CurlLoop.from(context)?.due = milliseconds < 0 ? nil : ccurl_now() + Int64(milliseconds)
        return 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    lanes = [:]
    idle = []
    curl_multi_cleanup(multi)
    Glibc.close(sockets.epoll)
  }

  /// Runs until the inbox is closed; then everything under way is cancelled.
  func run() {
    let ready = UnsafeMutablePointer<ccurl_ready>.allocate(capacity: 64)
    defer { ready.deallocate() }
    var hasLooked = true
    while true {
      let isClosed = inbox.take(into: &jobs)
      let hadJobs = !jobs.isEmpty
      for job in jobs { handle(job) }
      if isClosed { break }
      // New work is sent first; the sockets are looked at every other round at least.
      hasLooked = !hadJobs || !hasLooked
      if hasLooked {
        let count = ccurl_epoll_wait(sockets.epoll, ready, 64, hadJobs ? 0 : patience())
        if !hadJobs { inbox.wakeUp() }
        for index in 0..<Int(count) { act(on: ready[index]) }
      }
      if let due, due <= ccurl_now() {
        self.due = nil
        ccurl_multi_act(multi, -1, 0)
      }
      collect()
      if let vigilsDue, vigilsDue <= ccurl_now() { keepVigil() }
    }
    while let handle = running.last { cancel(handle) }
  }

  private func act(on ready: ccurl_ready) {
    guard ready.socket != inbox.bell, sockets.isWanted(ready.socket) else { return }
    ccurl_multi_act(multi, ready.socket, ready.events)
  }

  /// How long to wait for sockets: until something is due, -1 for ever.
  private func patience() -> Int32 {
    guard due != nil || vigilsDue != nil else { return -1 }
    return Int32(clamping: max(0, min(due ?? .max, vigilsDue ?? .max) - ccurl_now()))
  }

  // MARK: Vigils

  /// Ends what is overdue and sets the next look.
  private func keepVigil() {
    let now = ccurl_now()
    vigilsDue = nil
    for handle in running {
      if let error = handle.vigil?.verdict(on: handle, now: now) {
        handle.applied.lane?.isSuspect = true
        release(handle, .failure(error))
      } else if let interval = handle.vigil?.interval {
        lookAgain(in: interval, from: now)
      }
    }
    if running.count > connectionsPerHost { lookAgain(in: Vigil.queueInterval, from: now) }
  }

  private func lookAgain(in interval: Int64, from now: Int64) {
    vigilsDue = min(vigilsDue ?? .max, now + interval)
  }

  // MARK: Jobs

  private func handle(_ job: Inbox.Job) {
    switch job {
    case .start(let transfer):
      if case .submitted = transfer.stage {
        start(transfer)
      } else {
        transfer.answer(.failure(.cancelled(sent: false)))
      }
    case .cancel(let transfer):
      switch transfer.stage {
      case .submitted: transfer.stage = .calledOff
      case .running(let handle): cancel(handle)
      case .calledOff, .answered: break
      }
    }
  }

  private func start(_ transfer: Transfer) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    guard let handle = idle.popLast() ?? EasyHandle(authorities: authorities, sockets: context)
    else {
      transfer.answer(
        .failure(.other(code: Int(CURLE_OUT_OF_MEMORY.rawValue), "out of memory", sent: false)))
      return
    }
    do throws(CurlError) {
      switch transfer.work {
      case .http(let request): try handle.prepare(request, lane: lane(for: request))
      case .letter(let letter): try handle.prepare(letter)
      }
    } catch {
      handle.needsReset = true
      recycle(handle)
      transfer.answer(.failure(error))
      return
    }
    handle.transfer = transfer
    let now = ccurl_now()
    let vigil = Vigil(transfer.deadlines, now: now)
    handle.vigil = vigil
    if let interval = vigil.interval { lookAgain(in: interval, from: now) }
    if running.count >= connectionsPerHost { lookAgain(in: Vigil.queueInterval, from: now) }
    handle.slot = running.count
    running.append(handle)
    transfer.stage = .running(handle)
    curl_multi_add_handle(multi, handle.easy)
  }

  private func lane(for request: HTTPRequest) -> Lane? {
    guard case .own(let name) = request.connectionReuse else { return nil }
    if let lane = lanes[name] { return lane }
    let lane = Lane()
    lanes[name] = lane
    return lane
  }

  // MARK: Ends

  private func collect() {
    var code = CURLE_OK
    while let easy = ccurl_multi_next_finished(multi, &code) {
      guard let context = ccurl_info_private(easy) else { continue }
      finish(Unmanaged<EasyHandle>.fromOpaque(context).takeUnretainedValue(), code)
    }
  }

  private func finish(_ handle: EasyHandle, _ code: CURLcode) {
    let result = outcome(of: handle, code)
    release(handle, result)
  }

  private func outcome(
    of handle: EasyHandle, _ code: CURLcode
  ) -> Result<HTTPResponse, CurlError> {
    guard code == CURLE_OK else {
      let error = handle.failure(code)
      if error.mayHaveBeenSent { handle.applied.lane?.isSuspect = true }
      return .failure(error)
    }
    do throws(CurlError) {
      let status = handle.status
      let body = try handle.landing.finish(status: status)
      return .success(
        HTTPResponse(status: status, body: body, headerLines: handle.takeHeaderLines()))
    } catch {
      return .failure(error)
    }
  }

  private func cancel(_ handle: EasyHandle) {
    release(handle, .failure(.cancelled(sent: handle.attempts > 0)))
  }

  /// Takes the handle out of curl's hands and answers its transfer.
  private func release(_ handle: EasyHandle, _ result: Result<HTTPResponse, CurlError>) {
    curl_multi_remove_handle(multi, handle.easy)
    let last = running.removeLast()
    if last !== handle {
      running[handle.slot] = last
      last.slot = handle.slot
    }
    if case .failure = result { handle.landing.abandon() }
    let transfer = handle.transfer
    recycle(handle)
    transfer?.answer(result)
  }

  private func recycle(_ handle: EasyHandle) {
    handle.clear()
    if idle.count < Self.idleHandles { idle.append(handle) }
  }

  // MARK: Callbacks

  static func from(_ context: UnsafeMutableRawPointer?) -> CurlLoop? {
    context.map { Unmanaged<CurlLoop>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Sent data that nobody acknowledges for half a minute means a dead line.
  func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> Int32 {
    guard let address else { return -1 }
    let socket = ccurl_open_socket(address, 30_000)
    if socket >= 0 { sockets.opened(socket) }
    return socket
  }

  func closeSocket(_ socket: Int32) -> Int32 {
    sockets.closing(socket)
    Glibc.close(socket)
    return 0
  }
}
