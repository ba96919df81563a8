import FrontDesk
import Phrasebook
import Store
import Telegram

/// What people are told about the team.
enum TeamNotice {
  /// Nil for notices about something else.
  static func screen(
    _ notice: Notice, _ wording: Wording, _ tx: Transaction
  ) throws -> Screen? {
    let voice = wording.voice
    let catalogue = wording.catalogue
    func home() -> [[InlineButton]] { [[.tap(voice.text("button.home"), .home)]] }
    let business: Argument = .text(catalogue.business?.name ?? "")
    switch notice.kind {
    case .teamJoined:
      guard let member = catalogue.specialist(ID(notice.subject)) else { return nil }
      // The invitation went to a name; who opened it shows in Telegram's.
      let keeper = try member.person.flatMap { try tx.person($0) }
      let account = [
        keeper?.name, keeper?.username.map { "@" + $0 },
      ].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
      return Screen(
        voice.phrase(
          "notice.teamJoined",
          [
            "name": .text(member.name),
            "account": .text(account.isEmpty ? voice.text("staff.nobody") : account),
          ]),
        [[.tap(voice.text("button.memberCard"), .team(.card(member.id)))]])
    case .accessChanged:
      guard let member = catalogue.specialist(ID(notice.subject)) else { return nil }
      let words: Key =
        switch member.access {
        case .own: "notice.accessOwn"
        case .view: "notice.accessView"
        case .manage: "notice.accessManage"
        }
      return Screen(voice.phrase(words, ["business": business]), home())
    case .deactivated:
      return Screen(voice.phrase("notice.deactivated", ["business": business]), home())
    case .reactivated:
      return Screen(voice.phrase("notice.reactivated", ["business": business]), home())
    case .detached:
      return Screen(voice.phrase("notice.detached", ["business": business]), home())
    case .madeOwner:
      return Screen(
        voice.phrase("notice.madeOwner", ["business": business]),
        [[.tap(voice.text("button.team"), .team(.list))]] + home())
    case .ownerNoMore:
      return Screen(voice.phrase("notice.ownerNoMore", ["business": business]), home())
    default: return nil
    }
  }
}
