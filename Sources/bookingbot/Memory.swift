import CMalloc

/// What the C library's allocator is told, so that a burst (ten thousand messages after an hour
/// without Telegram) leaves nothing behind in a process that runs for years.
enum Memory {
  /// To be called before there are many threads, each of which would get an arena.
  static func keepSmall() { cmalloc_keep_small() }

  /// Gives free pages back once a minute until the task is cancelled; takes about a millisecond.
  static func tidy() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(60))
      cmalloc_trim()
    }
  }
}
