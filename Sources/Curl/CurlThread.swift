import CCurl
import Glibc

/// Starts the one thread that curl lives on.
enum CurlThread {
  private final class Start {
    let inbox: Inbox
    let label: String
    let maximumConnectionsPerHost: Int
    let authorities: String?

    init(inbox: Inbox, label: String, maximumConnectionsPerHost: Int, authorities: String?) {
      self.inbox = inbox
      self.label = label
      self.maximumConnectionsPerHost = maximumConnectionsPerHost
      self.authorities = authorities
    }
  }

  private static let isReady = ccurl_global_init() == CURLE_OK

  /// The thread runs until the inbox is closed. If it can't start, the inbox is closed at once.
  static func start(
    inbox: Inbox, label: String, maximumConnectionsPerHost: Int, authorities: String?
  ) {
    let start = Start(
      inbox: inbox, label: label, maximumConnectionsPerHost: maximumConnectionsPerHost,
      authorities: authorities)
    let context = Unmanaged.passRetained(start)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { raw in
        if let raw { CurlThread.run(Unmanaged<Start>.fromOpaque(raw).takeRetainedValue()) }
        return nil
      }, context.toOpaque())
    guard status == 0 else {
      context.release()
      inbox.end()
      return
    }
    pthread_detach(thread)
  }

  private static func run(_ start: Start) {
    // Signals are for others, and writing to a closed connection must not raise SIGPIPE here.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    ccurl_name_thread(start.label)

    if isReady {
      CurlLoop(
        inbox: start.inbox, maximumConnectionsPerHost: start.maximumConnectionsPerHost,
        authorities: start.authorities)?.run()
    }
    start.inbox.end()
  }
}
