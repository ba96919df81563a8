/// Decides when to poll again, and when not at all. Pure: outcome in, step out.
struct PollPace {
  enum Outcome {
    case updates
    /// Nothing came, after so long.
    case empty(after: Duration)
    case failed(TelegramError)
    /// The batch could not be handled; it will come again.
    case handlerFailed
  }

  enum Step: Equatable {
    case poll
    case wait(Duration)
    case giveUp(PollFailure)
    case stop
  }

  private static let longestWait = 30.0
  /// A long poll that comes back empty sooner than this did not wait.
  private static let hasty = Duration.seconds(1)

  private var faults = 0
  private var handlerFaults = 0
  private var conflicts = 0
  private var hastyPolls = 0

  /// `chance` is from 0 up to 1.
  mutating func react(to outcome: Outcome, isLongPoll: Bool, chance: Double) -> Step {
    switch outcome {
    case .updates:
      self = PollPace()
      return .poll
    case .empty(let elapsed):
      let isHasty = isLongPoll && elapsed < PollPace.hasty
      let before = hastyPolls
      self = PollPace()
      guard isHasty else { return .poll }
      hastyPolls = before + 1
      // Now and then is harmless; a server that never waits would make us spin.
      return hastyPolls < 3 ? .poll : .wait(backOff(hastyPolls - 2, chance))
    case .handlerFailed:
      handlerFaults += 1
      return .wait(backOff(handlerFaults, chance))
    case .failed(let error):
      return react(to: error, chance)
    }
  }

  private mutating func react(to error: TelegramError, _ chance: Double) -> Step {
    switch error {
    case .unauthorized: return .giveUp(.unauthorized)
    case .conflict(.webhook): return .giveUp(.webhook)
    case .conflict:
      conflicts += 1
      if conflicts >= 3 { return .giveUp(.conflict) }
      // Each of two rivals waits for a different time, so that one of them comes to rest.
      return .wait(.seconds(2 + 8 * chance))
    case .retryAfter(let seconds, _):
      return .wait(.seconds(Double(min(seconds, 3600)) + chance))
    case .cancelled: return .stop
    default:
      faults += 1
      return .wait(backOff(faults, chance))
    }
  }

  /// 1, 2, 4 … 30 s, of which the upper half is left to chance.
  private func backOff(_ count: Int, _ chance: Double) -> Duration {
    let seconds = Double(1 << (max(1, min(count, 6)) - 1))
    return .seconds(min(seconds, PollPace.longestWait) * (0.5 + 0.5 * chance))
  }
}
