import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// What the owner changes about a member: name, words about them, access, whether the book is open,
/// and whose chat it is kept in.
extension Turn {
  private func report(_ outcome: TeamOutcome) throws {
    switch outcome {
    case .done(let member): try showMember(member.id, saved: true)
    case .nobody(let member):
      try remark("team.chatNone")
      try showMember(member.id)
    case .notAllowed: try notAllowed()
    }
  }

  func askMemberName(_ id: ID<Specialist>) throws {
    guard let member = try member(id) else { return }
    try ask(
      .renaming(specialist: id), voice.phrase("team.nameAsk", ["name": .text(member.name)]))
  }

  func takeMemberName(_ text: String, _ id: ID<Specialist>) throws {
    guard let name = Typed.line(text, limit: 64) else {
      return try send(
        Screen(voice.phrase("own.nameBad"), [wayBack(from: .renaming(specialist: id))]))
    }
    try report(desk.rename(id, to: name, by: person))
  }

  func askMemberAbout(_ id: ID<Specialist>) throws {
    guard let member = try member(id) else { return }
    try ask(
      .describing(specialist: id), voice.phrase("team.aboutAsk", ["name": .text(member.name)]))
  }

  func takeMemberAbout(_ text: String, _ id: ID<Specialist>) throws {
    guard !Typed.isLonger(text.trimmed, than: 500) else {
      return try send(
        Screen(
          voice.phrase("team.aboutLong", ["count": .number(500)]),
          [wayBack(from: .describing(specialist: id))]))
    }
    let about = text.trimmed
    try report(
      desk.describe(id, as: Typed.cleared(text) || about.isEmpty ? nil : about, by: person))
  }

  // MARK: Access

  func showAccess(_ id: ID<Specialist>) throws {
    guard let member = try member(id) else { return }
    wait(for: .home)
    try show(
      Screen(
        voice.phrase("team.accessAsk", ["name": .text(member.name)]),
        Specialist.Access.allCases.map { access in
          let mark = access == member.access ? "✓ " : ""
          return [.tap(mark + accessWord(access), .team(.setAccess(id, access)))]
        } + [[button("button.back", .team(.card(id)))]]))
  }

  func setAccess(_ access: Specialist.Access, of id: ID<Specialist>) throws {
    try report(desk.setAccess(access, of: id, by: person))
  }

  // MARK: Closing a book, and opening it again

  func askDeactivate(_ id: ID<Specialist>) throws {
    guard let member = try member(id) else { return }
    guard member.isActive else { return try showMember(id) }
    wait(for: .home)
    let upcoming = try desk.tx.countUpcoming(in: id, now: now)
    let keeper = try member.person.flatMap { try desk.tx.person($0) }
    try show(
      Screen(
        lines([
          voice.phrase("team.closeAsk", ["name": .text(member.name)]),
          keeper == nil || keeper?.isOwner == true ? nil : voice.phrase("team.closeChat"),
          upcoming == 0
            ? nil : voice.phrase("team.closeUpcoming", ["count": .number(upcoming)]),
        ]),
        (upcoming == 0
          ? [[button("button.closeBookYes", .team(.deactivate(id)), style: .danger)]]
          : [
            [button("button.closeAndKeep", .team(.deactivate(id)), style: .danger)],
            [button("button.closeAndCancel", .team(.askCancelAll(id)), style: .danger)],
          ]) + [[button("button.back", .team(.card(id)))]]))
  }

  func askCancelAll(_ id: ID<Specialist>) throws {
    guard let member = try member(id) else { return }
    guard member.isActive else { return try showMember(id) }
    wait(for: .team(.cancelling(specialist: id)))
    try show(
      Screen(
        voice.phrase("team.cancelReason"),
        [
          [button("button.withoutReason", .team(.cancelAll(id)), style: .danger)],
          wayBack(from: .cancelling(specialist: id)),
        ]))
  }

  func takeCancelReason(_ text: String, _ id: ID<Specialist>) throws {
    guard !Typed.isLonger(text.trimmed, than: 500) else {
      return try send(
        Screen(
          voice.phrase("comment.tooLong", ["count": .number(500)]),
          [wayBack(from: .cancelling(specialist: id))]))
    }
    try cancelAll(id, reason: text.trimmed)
  }

  func cancelAll(_ id: ID<Specialist>, reason: String?) throws {
    try report(desk.deactivate(id, cancelling: reason, by: person))
  }

  func deactivate(_ id: ID<Specialist>) throws {
    try report(desk.deactivate(id, by: person))
  }

  func reactivate(_ id: ID<Specialist>) throws {
    try report(desk.reactivate(id, by: person))
  }

  // MARK: Another chat

  func askDetach(_ id: ID<Specialist>) throws {
    guard let member = try member(id) else { return }
    guard let keeper = try member.person.flatMap({ try desk.tx.person($0) }) else {
      return try showMember(id)
    }
    wait(for: .home)
    try show(
      Screen(
        voice.phrase(
          "team.detachAsk", ["name": .text(member.name), "person": .text(called(keeper))]),
        [
          [button("button.detachYes", .team(.detach(id)), style: .danger)],
          [button("button.back", .team(.card(id)))],
        ]))
  }

  func detach(_ id: ID<Specialist>) throws {
    try report(desk.detach(id, by: person))
  }
}
