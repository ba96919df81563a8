import Booking
import Store

/// What came of asking for a copy.
package enum CopyRequest: Sendable, Hashable {
  case begun
  /// One is being made right now; its end will be told.
  case alreadyBegun
  case notAllowed
}

/// What came of asking for the newest copy as a file.
package enum CopyDelivery: Sendable, Hashable {
  case onItsWay
  case none
  /// Telegram takes no file of this size.
  case tooBig(KeptCopy)
  case notAllowed
}

/// What the owner sees of the copies.
package struct BackupOverview: Sendable {
  package let plan: BackupPlan
  /// Newest first.
  package let copies: [KeptCopy]
  /// When the next one is due.
  package let next: Instant?
  /// What a restoration kept back.
  package let suspended: Int
}

extension FrontDesk {
  /// Bytes of a file that a bot may send (Bot API, sending files: 50 MB).
  package static var largestFile: Int64 { 50_000_000 }
  package static var keepChoices: [Int] { [3, 7, 14, 30] }

  /// Nil when the person may not see it.
  package func backups(for person: Person) throws -> BackupOverview? {
    guard person.isOwner else { return nil }
    let plan = try tx.backupPlan()
    return BackupOverview(
      plan: plan, copies: try tx.keptCopies(), next: plan.isOn ? try nextCopy(plan) : nil,
      suspended: try tx.countSuspended())
  }

  /// Changes when copies are made and what becomes of them; false when the person may not.
  package func editBackups(
    by person: Person, _ change: (inout BackupPlan) -> Void
  ) throws -> Bool {
    guard person.isOwner else { return false }
    let before = try tx.backupPlan()
    var plan = before
    change(&plan)
    guard (0..<1_440).contains(plan.minute), (1...99).contains(plan.keep) else { return true }
    guard plan != before else { return true }
    try tx.save(plan)
    try setNextCopy(plan)
    try audit("editBackups", by: person.id)
    return true
  }

  /// Has a copy made now.
  package func askForCopy(by person: Person) throws -> CopyRequest {
    guard person.isOwner else { return .notAllowed }
    var plan = try tx.backupPlan()
    let isBegun = plan.asked != nil
    plan.asked = plan.asked ?? now
    plan.askedBy = person.id
    try tx.save(plan)
    try tx.setTimer(Bell.backup.rawValue, subject: 1, due: now)
    if !isBegun { try audit("copyDatabase", by: person.id) }
    return isBegun ? .alreadyBegun : .begun
  }

  /// Sends the newest copy to the person's chat.
  package func sendCopy(to person: Person) throws -> CopyDelivery {
    guard person.isOwner else { return .notAllowed }
    guard let copy = try tx.keptCopies().first else { return .none }
    guard copy.bytes <= Self.largestFile else { return .tooBig(copy) }
    try tell(person, Notice(kind: .copyFile, subject: 0, moment: copy.made))
    try audit("sendCopy", by: person.id)
    return .onItsWay
  }

  // MARK: By the clock

  /// What the house knows when it starts: where copies lie and which there are. Sees to it that the
  /// next one is due at some time.
  package func planBackups(folder: String, copies: [KeptCopy]) throws {
    var plan = try tx.backupPlan()
    plan.folder = folder
    try tx.save(plan)
    if try tx.keptCopies() != copies { try tx.note(copies) }
    if try plan.isOn && !tx.hasTimer(Bell.backup.rawValue, subject: 0) { try setNextCopy(plan) }
  }

  /// A copy is due. It is made outside of any transaction, by whoever hears that this rang.
  func beginCopy(_ alarm: Alarm) throws {
    guard alarm.subject == 0 else { return }
    var plan = try tx.backupPlan()
    guard plan.isOn else { return }
    plan.asked = plan.asked ?? now
    try tx.save(plan)
    try setNextCopy(plan)
  }

  /// The copy that was asked for was made; `copies` are those that are kept now.
  package func noteCopy(made: Instant, copies: [KeptCopy]) throws {
    var plan = try tx.backupPlan()
    let asker = try plan.askedBy.flatMap { try tx.person($0) }
    let wasFailing = plan.failing != nil
    (plan.asked, plan.askedBy, plan.failing, plan.reason) = (nil, nil, nil, nil)
    try tx.note(copies)
    let bytes = copies.first { $0.made == made }?.bytes ?? 0
    let isTooBig = plan.sends && bytes > Self.largestFile
    // Told once: what is too big today will be tomorrow.
    if isTooBig { plan.sends = false }
    try tx.save(plan)
    for owner in try tx.owners() {
      if isTooBig {
        try tell(owner, Notice(kind: .copyTooBig, subject: 0, moment: made))
      } else if plan.sends {
        try tell(owner, Notice(kind: .copyFile, subject: 0, moment: made))
      } else if wasFailing || owner.id == asker?.id {
        try tell(owner, Notice(kind: .copyMade, subject: 0, moment: made))
      }
    }
  }

  /// The copy could not be made. The owners hear of it once, until one can be made again; whoever
  /// asked for it hears of it anyway. Tried again within the hour.
  package func noteCopyFailed(_ reason: CopyFailure) throws {
    var plan = try tx.backupPlan()
    let asker = plan.askedBy
    let isNew = plan.failing == nil
    (plan.asked, plan.askedBy) = (nil, nil)
    plan.failing = plan.failing ?? now
    plan.reason = reason.rawValue
    try tx.save(plan)
    if plan.isOn {
      try tx.setTimer(Bell.backup.rawValue, subject: 0, due: now.adding(minutes: 60))
    }
    for owner in try tx.owners() where isNew || owner.id == asker {
      try tell(owner, Notice(kind: .copyFailed, subject: 0, text: reason.rawValue))
    }
  }

  private func setNextCopy(_ plan: BackupPlan) throws {
    try tx.clearTimers(Bell.backup.rawValue, subject: 0)
    guard plan.isOn else { return }
    try tx.setTimer(Bell.backup.rawValue, subject: 0, due: nextCopy(plan))
  }

  /// The next moment when the clocks of the business show the plan's time for the first time on a
  /// date; where they skip it, the moment of the change.
  private func nextCopy(_ plan: BackupPlan) throws -> Instant {
    let zone = try business().zone
    let today = zone.local(now).date
    for days in 0...2 {
      let due = zone.instant(today.adding(days: days), minute: plan.minute)
      if due > now { return due }
    }
    return now.adding(minutes: 1_440)
  }
}

/// Why no copy could be made, as far as the owner can do something about it.
package enum CopyFailure: String, Sendable, CaseIterable {
  case full, unwritable, damaged, other

  package init(_ fault: CopyFault) {
    self =
      switch fault {
      case .full: .full
      case .unwritable, .folder, .exists: .unwritable
      case .damaged: .damaged
      default: .other
      }
  }
}
