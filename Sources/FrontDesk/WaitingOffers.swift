import Booking
import Store

/// What a button of an offer finds.
package enum WaitingOfferOutcome: Sendable {
  /// It stands, or the hold may still be had: confirm that.
  case stands(Visit)
  /// The client stays on the list, and the next in line is asked.
  case passedOn(WaitingEntry)
  /// It was answered, or taken back.
  case over(WaitingOffer, WaitingEntry)
  case notYours
}

extension FrontDesk {
  /// The offer with what it is for, if it is the client's.
  private func offered(
    _ id: ID<WaitingOffer>, to client: Person
  ) throws -> (offer: WaitingOffer, entry: WaitingEntry, hold: Visit)? {
    guard let offer = try tx.waitingOffer(id), let entry = try tx.waiting(offer.entry),
      entry.client == client.id, let hold = try tx.visit(offer.hold)
    else { return nil }
    return (offer, entry, hold)
  }

  /// What the client would take. An offer that lapsed is tried all the same: if nobody has the time,
  /// it is theirs.
  package func takeWaiting(
    _ id: ID<WaitingOffer>, by client: Person
  ) throws -> WaitingOfferOutcome {
    guard let (offer, entry, hold) = try offered(id, to: client) else { return .notYours }
    switch offer.answer {
    case nil, .lapsed, .taken: return .stands(hold)
    case .refused, .withdrawn: return .over(offer, entry)
    }
  }

  package func refuseWaiting(
    _ id: ID<WaitingOffer>, by client: Person
  ) throws -> WaitingOfferOutcome {
    guard let (offer, entry, _) = try offered(id, to: client) else { return .notYours }
    guard offer.answer == nil else { return .over(offer, entry) }
    try close(offer, as: .refused)
    return .passedOn(entry)
  }

  /// An offer is over: its message says so, and unless it was taken the time goes to the next.
  func close(_ offer: WaitingOffer, as answer: WaitingOffer.Answer) throws {
    try tx.answer(offer.id, answer)
    if answer != .taken, var hold = try tx.visit(offer.hold) {
      if hold.state == .held, let state = hold.state.next(.lapse) {
        hold.state = state
        try tx.save(hold, now: now)
        try tx.clearTimers(Bell.hold.rawValue, subject: hold.id.raw)
      }
      // As when it came free: who let it lapse since then is not asked again.
      try freed(
        hold.specialist, from: hold.starts.adding(minutes: -hold.bufferBefore),
        to: hold.ends.adding(minutes: hold.bufferAfter), since: offer.since)
    }
    try follow(Keepsake(.waitingOffer, offer.id.raw))
  }

  /// The hold of an offer is let go, by the clock or by its client.
  func letGo(offerOf hold: Visit, as answer: WaitingOffer.Answer) throws {
    guard let offer = try hold.offer.flatMap({ try tx.waitingOffer($0) }), offer.answer == nil
    else { return }
    try close(offer, as: answer)
  }

  /// What was offered is booked: the client waits no longer.
  func took(_ id: ID<WaitingOffer>) throws {
    guard let offer = try tx.waitingOffer(id) else { return }
    if offer.answer == nil || offer.answer == .lapsed { try close(offer, as: .taken) }
    if let entry = try tx.waiting(offer.entry), entry.isOpen { try end(entry, as: .booked) }
  }

  /// An offer as its message shows it.
  package func waitingOffer(
    _ id: ID<WaitingOffer>
  ) throws -> (offer: WaitingOffer, entry: WaitingEntry, hold: Visit)? {
    guard let offer = try tx.waitingOffer(id), let entry = try tx.waiting(offer.entry),
      let hold = try tx.visit(offer.hold)
    else { return nil }
    return (offer, entry, hold)
  }
}
