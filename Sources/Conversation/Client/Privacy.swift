import FrontDesk
import Phrasebook
import Store
import Telegram

/// What is stored, the export, and the erasure.
extension Turn {
  func showPrivacy() throws {
    wait(for: .home)
    try show(
      Screen(
        voice.phrase("privacy.text", ["business": .text(try desk.business().name)]),
        [
          [button("button.export", .exportData)],
          [button("button.erase", .askErase, style: .danger)], homeRow,
        ]))
  }

  func exportData() throws {
    try toast(voice.text("privacy.exportToast"))
    try send(
      .sendDocument(
        .bytes(
          try desk.exportData(of: person), name: "my-data.json", mime: "application/json"),
        caption: voice.phrase("privacy.exportCaption"), markup: nil))
  }

  func askErase() throws {
    wait(for: .home)
    let open = try desk.tx.countOpen(of: person.id, now: now)
    try show(
      Screen(
        lines([
          voice.phrase("privacy.eraseAsk"),
          open > 0 ? voice.phrase("privacy.eraseOpen", ["count": .number(open)]) : nil,
        ]),
        [
          [button("button.eraseYes", .erase, style: .danger)],
          [button("button.keep", .privacy)],
        ]))
  }

  func erase() throws {
    guard try !desk.isStaff(person) else {
      return try show(Screen(voice.phrase("privacy.eraseStaff"), [homeRow]))
    }
    guard try desk.erase(person) else { return }
    wait(for: .home)
    isErased = true
    // The farewell is the last thing this person gets; it goes to the chat, not to the person.
    try show(Screen(voice.phrase("privacy.erased")))
  }
}
