import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// What the owner sees of the copies: which there are, when the next is made, and what to do.
extension Turn {
  func showBackups(remark: HTML? = nil) throws {
    guard let overview = try desk.backups(for: person) else { return try notAllowed() }
    wait(for: .home)
    let wording = BackupWording(wording: try wording)
    let plan = overview.plan
    var parts: [HTML?] = [voice.phrase("backup.title")]
    if let remark { parts += [HTML(""), remark] }
    parts += [HTML(""), wording.standing(overview)]
    if plan.asked != nil { parts.append(voice.phrase("backup.making")) }
    if let since = plan.failing {
      parts.append(
        voice.phrase(
          "backup.failingSince",
          [
            "time": .text(wording.moment(since)),
            "reason": .text(wording.reason(plan.reason)),
          ]))
    }
    parts.append(HTML(""))
    if overview.copies.isEmpty {
      parts.append(voice.phrase("backup.none"))
    } else {
      parts.append(voice.phrase("backup.kept"))
      parts += overview.copies.prefix(10).map { wording.line($0) }
      if let folder = plan.folder {
        parts.append(voice.phrase("backup.folder", ["folder": .text(folder)]))
      }
    }
    var rows = [[button("button.backupNow", .backup(.make), style: .primary)]]
    if !overview.copies.isEmpty { rows.append([button("button.copySend", .backup(.askSend))]) }
    if overview.suspended > 0 {
      parts += [
        HTML(""), voice.phrase("backup.suspended", ["count": .number(overview.suspended)]),
      ]
      rows.append([button("button.copyForget", .backup(.askForget))])
    }
    rows.append([
      button("button.copySettings", .backup(.settings)),
      button("button.back", .workspace(.menu)),
    ])
    try show(Screen(lines(parts), rows))
  }

  func makeCopy() throws {
    switch try desk.askForCopy(by: person) {
    case .notAllowed: try notAllowed()
    case .begun, .alreadyBegun:
      try toast(voice.text("backup.begun"))
      try showBackups()
    }
  }

  func askSendCopy() throws {
    guard let overview = try desk.backups(for: person) else { return try notAllowed() }
    guard let copy = overview.copies.first else { return try showBackups() }
    guard copy.bytes <= FrontDesk.largestFile else { return try showBackups(remark: tooBig(copy)) }
    try show(
      Screen(
        voice.phrase(
          "backup.askSend",
          [
            "time": .text(BackupWording(wording: try wording).moment(copy.made)),
            "size": .text(BackupWording.size(copy.bytes, voice)),
          ]),
        [
          [button("button.copySendYes", .backup(.send), style: .primary)],
          [button("button.back", .backup(.overview))],
        ]))
  }

  func sendCopy() throws {
    switch try desk.sendCopy(to: person) {
    case .notAllowed: try notAllowed()
    case .none: try showBackups()
    case .tooBig(let copy): try showBackups(remark: tooBig(copy))
    case .onItsWay:
      try toast(voice.text("backup.sending"))
      try showBackups()
    }
  }

  private func tooBig(_ copy: KeptCopy) -> HTML {
    voice.phrase("backup.tooBig", ["size": .text(BackupWording.size(copy.bytes, voice))])
  }

  func showBackupSettings() throws {
    guard let overview = try desk.backups(for: person) else { return try notAllowed() }
    wait(for: .home)
    let wording = BackupWording(wording: try wording)
    let plan = overview.plan
    func choice(_ text: String, _ isChosen: Bool, _ tap: BackupTap) -> InlineButton {
      .tap((isChosen ? "• " : "") + text, .backup(tap))
    }
    var rows = [
      [
        button(
          plan.isOn ? "button.copiesOff" : "button.copiesOn", .backup(.setOn(!plan.isOn)),
          style: plan.isOn ? nil : .primary)
      ]
    ]
    if plan.isOn {
      let minutes = [30, 90, 150, 210, 270, 330, 780, 1_320]
      let times = (minutes + (minutes.contains(plan.minute) ? [] : [plan.minute])).map {
        choice(voice.time(minute: $0), plan.minute == $0, .setTime($0))
      }
      rows += stride(from: 0, to: times.count, by: 4).map {
        Array(times[$0..<min($0 + 4, times.count)])
      }
      rows.append(
        FrontDesk.keepChoices.map {
          choice(
            voice.text("backup.keepChoice", ["count": .number($0)]), plan.keep == $0, .setKeep($0))
        })
      rows.append([
        button(
          plan.sends ? "button.copySendsOff" : "button.copySendsOn",
          .backup(.setSends(!plan.sends)))
      ])
    }
    rows.append([button("button.back", .backup(.overview))])
    try show(
      Screen(
        lines([
          voice.phrase("backup.settings"), HTML(""), wording.standing(overview),
          plan.isOn ? voice.phrase("backup.keeps", ["count": .number(plan.keep)]) : nil,
          plan.isOn ? voice.phrase(plan.sends ? "backup.sendsOn" : "backup.sendsOff") : nil,
        ]), rows))
  }

  func askForgetSuspended() throws {
    guard let overview = try desk.backups(for: person) else { return try notAllowed() }
    guard overview.suspended > 0 else { return try showBackups() }
    try show(
      Screen(
        voice.phrase("backup.askForget", ["count": .number(overview.suspended)]),
        [
          [button("button.copyForget", .backup(.forget), style: .danger)],
          [button("button.back", .backup(.overview))],
        ]))
  }

  func forgetSuspended() throws {
    guard try desk.forgetSuspended(by: person) != nil else { return try notAllowed() }
    try toast(voice.text("backup.forgotten"))
    try showBackups()
  }
}
