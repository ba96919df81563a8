import CMemory

/// Keeps the process small for years: a burst (ten thousand messages after an hour without
/// Telegram) leaves no memory behind, and what only the start needed is let go.
enum Memory {
  /// Gives back what is free, three seconds after the start and then once a minute, until the task
  /// is cancelled. Takes about a millisecond.
  static func tidy() async {
    var rest = Duration.seconds(3)
    while (try? await Task.sleep(for: rest)) != nil {
      cmemory_trim_heap()
      cmemory_let_go_of_code()
      rest = .seconds(60)
    }
  }
}
