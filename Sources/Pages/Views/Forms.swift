import Booking
import Conversation
import FrontDesk
import Hummingbird
import Phrasebook
import Store

/// The forms that anybody may fill in: the links of a booking by e-mail, and a message.
extension Pages {
  // MARK: Look-up

  func showLookup(_ ask: Ask) throws -> Response {
    let frame = try frame(ask)
    let voice = frame.voice
    if ask.query["sent"] != nil {
      return notice(
        frame, voice.text("page.lookupSent"), [voice.text("page.lookupSentWords")],
        links: [Link(label: voice.text("page.toChat"), href: frame.chat())], at: .lookup)
    }
    guard house.means.sendsLetters else {
      return notice(
        frame, voice.text("page.lookup"), [voice.text("page.lookupNoMail")],
        links: [Link(label: voice.text("page.toChat"), href: frame.chat(), isMain: true)],
        at: .lookup)
    }
    return form(frame, lookup(frame, ["number": "", "email": ""], wrong: []))
  }

  /// Says the same to everybody: whether there is such a booking is found out later, and only the
  /// mailbox in the books hears of it.
  func takeLookup(_ fields: FormFields, _ ask: Ask) throws -> Response {
    let frame = try frame(ask)
    let now = house.clock()
    guard lookupsByVisitor.takes(ask.visitor, now: now) else {
      return refuse(.tooManyRequests, ask)
    }
    let number = PageTyped.line(fields["number"] ?? "", limit: 24)?
      .filter { $0 != " " && $0 != "-" && $0 != "#" }
    let email = PageTyped.email(fields["email"] ?? "")
    guard let number, !number.isEmpty, let email else {
      return form(
        frame,
        lookup(
          frame, ["number": fields["number"] ?? "", "email": fields["email"] ?? ""],
          wrong: [number == nil ? "number" : "", email == nil ? "email" : ""]),
        status: .unprocessableContent)
    }
    if lookupsByEmail.takes(email.lowercased(), now: now) { letterbox.put(number, email) }
    return goOn(to: frame.path(.lookup, "sent=1"))
  }

  private func lookup(_ frame: Frame, _ values: [String: String], wrong: [String]) -> FormPage {
    let voice = frame.voice
    return FormPage(
      address: .lookup, heading: voice.text("page.lookup"),
      words: [voice.text("page.lookupWords")], submit: voice.text("page.lookupSend"),
      fields: [
        .init(
          name: "number", label: voice.text("page.number"), value: values["number"] ?? "",
          limit: 24, kind: "text", completes: "off", isWrong: wrong.contains("number"),
          complaint: voice.text("page.wrongNumber")),
        .init(
          name: "email", label: voice.text("page.email"), value: values["email"] ?? "",
          limit: 254, kind: "email", completes: "email", isWrong: wrong.contains("email"),
          complaint: voice.text("page.wrongEmail")),
      ])
  }

  // MARK: A message

  func showContact(_ ask: Ask) throws -> Response {
    let frame = try frame(ask)
    if ask.query["sent"] != nil {
      let voice = frame.voice
      return notice(
        frame, voice.text("page.messageSent"), [voice.text("page.messageSentWords")],
        links: [Link(label: voice.text("page.toChat"), href: frame.chat())], at: .contact)
    }
    return form(frame, contact(frame, nil, wrong: []))
  }

  func takeMessage(_ fields: FormFields, _ ask: Ask) async throws -> Response {
    let frame = try frame(ask)
    let name = PageTyped.line(fields["name"] ?? "", limit: 100)
    let email = PageTyped.email(fields["email"] ?? "")
    let subject = PageTyped.line(fields["subject"] ?? "", limit: 100)
    let text = PageTyped.words(
      (fields["text"] ?? "").replacing("\r\n", with: "\n"), limit: 2_000)
    guard let name, let email, let subject, let text else {
      let wrong = [
        name == nil ? "name" : "", email == nil ? "email" : "", subject == nil ? "subject" : "",
        text == nil ? "text" : "",
      ]
      return form(frame, contact(frame, fields, wrong: wrong), status: .unprocessableContent)
    }
    let sent = goOn(to: frame.path(.contact, "sent=1"))
    // Only programs fill in what nobody sees.
    if !(fields["website"] ?? "").isEmpty { return sent }
    let now = house.clock()
    guard messagesByVisitor.takes(ask.visitor, now: now),
      messagesByEmail.takes(email.lowercased(), now: now), messagesByAll.takes("", now: now)
    else { return refuse(.tooManyRequests, ask) }
    let language = frame.voice.language.code
    let outcome = try await house.change {
      try $0.leaveMessage(
        subject: subject, text: text, name: name, email: email, language: language)
    }
    switch outcome {
    case .tooMany: return refuse(.tooManyRequests, ask)
    case .sent, .blocked, .gone: return sent
    }
  }

  private func contact(_ frame: Frame, _ fields: FormFields?, wrong: [String]) -> FormPage {
    let voice = frame.voice
    func field(
      _ name: String, _ label: String, _ limit: Int, _ kind: String, _ completes: String,
      _ complaint: String
    ) -> FormPage.Field {
      .init(
        name: name, label: label, value: fields?[name] ?? "", limit: limit, kind: kind,
        completes: completes, isWrong: wrong.contains(name), complaint: complaint)
    }
    let short = voice.text("page.wrongLine", ["count": .number(100)])
    return FormPage(
      address: .contact, heading: voice.text("page.contact"),
      words: [
        voice.text("page.contactWords", ["business": .text(frame.business.name)])
      ], submit: voice.text("page.send"),
      fields: [
        field("name", voice.text("page.yourName"), 100, "text", "name", short),
        field(
          "email", voice.text("page.email"), 254, "email", "email", voice.text("page.wrongEmail")),
        field("subject", voice.text("page.subject"), 100, "text", "off", short),
        field(
          "text", voice.text("page.message"), 2_000, "area", "off",
          voice.text("page.wrongLine", ["count": .number(2_000)])),
      ], hasTrap: true)
  }

  private func form(
    _ frame: Frame, _ page: FormPage, status: HTTPResponse.Status = .ok
  ) -> Response {
    let fields = page.fields.map { field -> [String: Any] in
      [
        "name": field.name, "label": field.label, "value": field.value, "limit": field.limit,
        "kind": field.kind, "isArea": field.kind == "area", "completes": field.completes,
        "complaint": field.isWrong ? field.complaint : "",
      ]
    }
    return html(
      frame.render(
        "form", title: page.heading, at: page.address,
        [
          "heading": page.heading, "words": page.words, "fields": fields,
          "action": frame.href(page.address), "submit": page.submit, "hasTrap": page.hasTrap,
        ]), status: status)
  }
}

/// A form as a page shows it.
struct FormPage {
  struct Field {
    let name: String
    let label: String
    let value: String
    let limit: Int
    let kind: String
    let completes: String
    let isWrong: Bool
    let complaint: String
  }

  let address: Address
  let heading: String
  let words: [String]
  let submit: String
  let fields: [Field]
  /// A field that nobody sees, for programs that fill in everything.
  var hasTrap = false
}
