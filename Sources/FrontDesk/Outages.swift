import Booking
import Store

/// Ways that are closed for everybody: a mail server or a gateway that does not answer.
extension FrontDesk {
  /// So long, in seconds, a server may be away before the owners hear of it.
  private static var patience: Int64 { 900 }

  /// Notes whether a way works; tells the owners once when it has not for a while, and when it works
  /// again.
  func note(_ fate: LetterFate, on channel: OutboxRow.Channel) throws {
    guard channel == .letter || channel == .sms else { return }
    switch fate {
    case .delivered, .givenUp(.recipient):
      guard let outage = try tx.outage(of: channel) else { return }
      try tx.endOutage(of: channel)
      if outage.isTold { try tellOwners(.channelBack, channel, outage.since) }
    case .postponed(.login), .postponed(.unreachable):
      guard let outage = try tx.outage(of: channel) else {
        return try tx.beginOutage(of: channel, now: now)
      }
      guard !outage.isTold, now.seconds - outage.since.seconds >= Self.patience else { return }
      try tx.outageIsTold(of: channel)
      try tellOwners(.channelDown, channel, outage.since)
    case .postponed, .givenUp: break
    }
  }

  private func tellOwners(
    _ kind: Notice.Kind, _ channel: OutboxRow.Channel, _ since: Instant
  ) throws {
    for owner in try tx.owners() {
      try tell(
        owner,
        Notice(kind: kind, subject: owner.id.raw, moment: since, text: channel.rawValue))
    }
  }
}
