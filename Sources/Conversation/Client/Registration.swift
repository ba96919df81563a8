import Booking
import FrontDesk
import Phone
import Phrasebook
import Store
import Telegram

/// Somebody opens an invitation's link and becomes a client: name, phone, a look over it all. What
/// they have said is kept, so that the link goes on where they left.
extension Turn {
  func openInvitation(_ token: String) throws {
    try goOn(desk.openInvitation(token, by: person))
  }

  func goOn(_ outcome: RegistrationOutcome) throws {
    if case .open(let registration) = outcome { return try ask(registration) }
    wait(for: .home)
    let contact = [button("button.contact", .invite(.contact))]
    switch outcome {
    case .open: break
    case .welcome(let client):
      try became(client)
      try show(
        Screen(
          voice.phrase(
            "register.welcome",
            ["name": .text(client.name), "business": .text(try desk.business().name)]),
          [[button("button.book", .services(page: 0), style: .primary)], homeRow]))
    case .yours:
      try show(
        Screen(
          voice.phrase("register.yours"),
          [[button("button.book", .services(page: 0), style: .primary)], homeRow]))
    case .used: try show(Screen(voice.phrase("register.used"), [contact, homeRow]))
    case .expired: try show(Screen(voice.phrase("register.expired"), [contact, homeRow]))
    case .cancelled: try show(Screen(voice.phrase("register.cancelled"), [contact, homeRow]))
    case .replaced: try show(Screen(voice.phrase("register.replaced"), [contact, homeRow]))
    case .unknown: try show(Screen(voice.phrase("register.unknown"), [contact, homeRow]))
    case .staff(let invitation):
      var rows = [homeRow]
      if try desk.mayHandle(invitation, person) {
        rows.insert([button("button.openInvitation", .invite(.card(invitation.id)))], at: 0)
      }
      try show(
        Screen(voice.phrase("register.staff", ["name": .text(invitation.name)]), rows))
    case .blocked: try refuse(.blocked)
    }
  }

  /// Leaves the question for the phone by a button: the contact button goes, and what comes next
  /// stands below that word.
  func goOnFromPhone(_ outcome: RegistrationOutcome) throws {
    guard case .open = outcome, Self.asksPhone(state) else { return try goOn(outcome) }
    try putKeyboardAway(voice.phrase("register.goOn"))
    showsAnew = true
    try goOn(outcome)
  }

  private func ask(_ registration: Registration) throws {
    switch registration.step {
    case .name: try askRegisteredName(registration)
    case .phone: try askRegisteredPhone(registration)
    case .check: try checkRegistration(registration)
    }
    follows(Keepsake(.invitation, registration.invitation.id.raw))
  }

  // MARK: Name

  private func askRegisteredName(_ registration: Registration) throws {
    let invitation = registration.invitation
    wait(for: .invite(.name(invitation.id)))
    var rows: [[InlineButton]] = []
    if !invitation.name.isEmpty {
      rows.append([
        .tap(
          Typed.clipped(invitation.name, to: 30), .invite(.invitedName(invitation.id)),
          style: .primary)
      ])
    }
    try show(
      Screen(
        lines([
          voice.phrase(
            "register.invited", ["business": .text(try desk.business().name)]),
          HTML(""), voice.phrase("register.email", ["email": .text(invitation.email)]),
          registration.isShared ? voice.phrase("register.shared") : nil, HTML(""),
          voice.phrase("name.ask"),
        ]), rows + [[button("button.notNow", .home)]]))
  }

  func takeRegisteredName(_ text: String, _ id: ID<Invitation>) throws {
    guard let name = Typed.line(text, limit: 64) else {
      return try send(
        Screen(voice.phrase("name.bad"), [[button("button.back", .invite(.resume(id)))]]))
    }
    try goOn(desk.register(name: name, for: id, by: person))
  }

  // MARK: Phone

  private func askRegisteredPhone(_ registration: Registration) throws {
    let id = registration.invitation.id
    wait(for: .invite(.phone(id)))
    try send(
      .sendMessage(
        voice.phrase("register.phone"),
        markup: .keyboard(
          ReplyKeyboard(
            rows: [[.contact(voice.text("button.shareContact"))]], oneTime: true,
            placeholder: voice.text("phone.placeholder")))))
    var rows = [[button("button.editName", .invite(.editName(id)))]]
    if try !desk.business().asksPhone {
      rows.insert([button("button.skipPhone", .invite(.skipPhone(id)))], at: 0)
    }
    try send(
      Screen(
        voice.phrase(
          "register.soFar",
          ["name": .text(registration.name ?? ""), "email": .text(registration.invitation.email)]),
        rows))
  }

  func takeRegisteredPhone(_ text: String, _ id: ID<Invitation>) throws {
    guard let number = PhoneNumber.parse(text, region: try desk.business().country) else {
      return try send(Screen(voice.phrase("phone.bad")))
    }
    let outcome = try desk.register(phone: number.e164, for: id, by: person)
    if case .open = outcome {
      try putKeyboardAway(voice.phrase("phone.saved", ["phone": .text(number.international)]))
    }
    try goOn(outcome)
  }

  func takeContact(_ contact: Contact, registering id: ID<Invitation>) throws {
    guard contact.userID == person.telegram else {
      return try send(Screen(voice.phrase("phone.notOwn")))
    }
    let digits =
      contact.phoneNumber.hasPrefix("+") ? contact.phoneNumber : "+" + contact.phoneNumber
    try takeRegisteredPhone(digits, id)
  }

  // MARK: Check

  private func checkRegistration(_ registration: Registration) throws {
    wait(for: .home)
    let id = registration.invitation.id
    let phone = registration.phone.map {
      PhoneNumber.parse($0, region: "")?.international ?? $0
    }
    try show(
      Screen(
        lines([
          voice.phrase("register.check"), HTML(""),
          voice.phrase("settings.name", ["name": .text(registration.name ?? "")]),
          voice.phrase("settings.email", ["email": .text(registration.invitation.email)]),
          voice.phrase(
            "settings.phone", ["phone": .text(phone ?? voice.text("settings.none"))]),
          registration.isShared ? voice.phrase("register.shared") : nil,
        ]),
        [
          [button("button.register", .invite(.register(id)), style: .success)],
          [
            button("button.editName", .invite(.editName(id))),
            button("button.editPhone", .invite(.editPhone(id))),
          ],
          [button("button.notNow", .home)],
        ]))
  }
}
