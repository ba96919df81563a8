import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// Who may do what: every use case that takes a person, tried by everybody.
///
/// A booking of Ann's with Ada, late enough that cancelling it has to be asked for, is the matter.
@Suite struct PermissionTests {
  private enum Role: String, CaseIterable {
    case stranger, client, otherClient, specialist, otherSpecialist, owner
    /// Specialists without a part in the matter, who may look at all books or change them; and one
    /// who was deactivated.
    case viewer, manager, deactivated
  }

  /// What is at stake: a request of Ann's, or a booking she has asked to cancel.
  private struct Stake: Sendable {
    let booking: Visit
    let request: Visit
    let hold: Visit
    let service: ID<Service>
    /// Offered by Ada alone.
    let adas: ID<Service>
    /// That too, and nobody has booked it.
    let unbooked: ID<Service>
    let calendar: CalendarID
    let ada: ID<Specialist>
    let ann: ID<Person>
    let bens: CalendarID
    /// Ann's, to the business.
    let message: ID<ContactMessage>
    /// Ada's, for somebody who has not opened it.
    let invitation: ID<Invitation>
    let offer: ID<MoveOffer>
    let dayOff: ScheduleEdit
    /// Ada herself.
    let specialist: ID<Person>
    /// Of Ada's.
    let guest: ID<Person>
    let note: ID<ClientNote>
    /// Ann waits for what Ada alone offers, and is offered a time.
    let waiter: ID<WaitingEntry>
    let freeTime: ID<WaitingOffer>
    /// Ann's, far ahead: the first of a series.
    let serial: Visit
    /// Ada's, to all of her clients, not begun.
    let broadcast: ID<Broadcast>
    /// In Ada's book, with a file; and files of hers that are for no session yet.
    let shoot: ID<Session>
    let file: ID<SessionFile>
    let parking: ID<Upload>
    /// Ann's, kept by Ada, with a file and delivered; and one of Ada's own that is not.
    let session: ID<Session>
    let work: ID<Session>

    /// Ann once more with Ada, in the afternoon.
    var plan: StaffPlan {
      StaffPlan(
        client: ann, service: service, calendar: calendar,
        starts: booking.starts.adding(minutes: 240))
    }
    /// Her booking to the afternoon.
    var move: StaffMove {
      StaffMove(
        booking.id, revision: booking.revision, to: calendar,
        at: booking.starts.adding(minutes: 240))
    }
  }

  private struct UseCase: Sendable {
    let name: String
    /// Outcome for stranger, client, other client, specialist, other specialist, owner; then for
    /// viewer, manager and the deactivated one.
    let expected: [String]
    let run: @Sendable (FrontDesk, Person, Stake) throws -> String

    /// Where nothing else is said, who may only look is like another specialist, who manages
    /// everybody's book is like the specialist whose it is, and who was deactivated is a stranger.
    init(
      _ name: String, _ expected: String, viewer: String? = nil, manager: String? = nil,
      deactivated: String? = nil,
      _ run: @escaping @Sendable (FrontDesk, Person, Stake) throws -> String
    ) {
      self.name = name
      let words = expected.split(separator: " ").map(String.init)
      self.expected = words + [viewer ?? words[4], manager ?? words[3], deactivated ?? words[0]]
      self.run = run
    }
  }

  private static let no = "refused(notYours)"

  // One line per use case, one word per role.
  private static let table: [UseCase] = [
    //                         stranger   client     other      Ada        Ben        owner
    UseCase("confirm", "\(no)      confirmed  \(no)      \(no)      \(no)      \(no)") {
      word(try $0.confirm($2.hold.id, by: $1))
    },
    UseCase("move", "\(no)      held       \(no)      \(no)      \(no)      \(no)") {
      word(
        try $0.hold(
          Wish(service: $2.service, moving: $2.booking.id), on: $2.calendar,
          at: $2.booking.starts.adding(minutes: 120), for: $1))
    },
    UseCase("hold", "held       held       held       held       held       held") {
      word(
        try $0.hold(
          Wish(service: $2.service), on: $2.calendar,
          at: $2.booking.starts.adding(minutes: 120), for: $1))
    },
    UseCase("release", "held       nil        held       held       held       held") {
      try $0.release($2.hold.id, by: $1)
      return try $0.tx.visit($2.hold.id)?.state.rawValue ?? "nil"
    },
    UseCase("describe hold", "over       kept       over       over       over       over") {
      word(try $0.describe($2.hold.id, note: "n", photo: nil, by: $1))
    },
    UseCase("describe booking", "over       noted      over       over       over       over") {
      word(try $0.describe($2.booking.id, note: "n", photo: nil, by: $1))
    },
    UseCase("cancel", "notYours   asked      notYours   notYours   notYours   notYours") {
      word(try $0.cancel($2.booking.id, by: $1))
    },
    UseCase("setNoticeWishes", "nil        nil        nil        set        set        set") {
      desk, person, _ in
      try desk.setNoticeWishes(of: person) { $0.tellsFreeDays = true } == nil ? "nil" : "set"
    },
    UseCase(
      "setAftercare", "nil        nil        nil        nil        nil        set", manager: "nil"
    ) { desk, person, _ in
      try desk.setAftercare(by: person) { $0.completionHours = nil } == nil ? "nil" : "set"
    },
    UseCase("setComeBack", "false      false      false      true       false      true") {
      String(try $0.setComeBack(21, of: $2.adas, by: $1))
    },
    UseCase(
      "setOwnText", "false      false      false      false      false      true", manager: "false"
    ) { desk, person, _ in
      String(try desk.setOwnText("Hi", key: "k", language: "en", by: person))
    },
    UseCase(
      "reviews", "nil        nil        nil        read       nil        read", viewer: "read"
    ) {
      try $0.reviews(of: $2.booking.specialist, limit: 5, offset: 0, for: $1) == nil
        ? "nil" : "read"
    },
    UseCase("rate", "notYours   tooLate    notYours   notYours   notYours   notYours") {
      word(try $0.rate($2.booking.id, 5, by: $1))
    },
    UseCase("say of a visit", "notYours   tooLate    notYours   notYours   notYours   notYours") {
      word(try $0.say("words", of: $2.booking.id, by: $1))
    },
    UseCase("setNudges", "true       true       true       true       true       true") {
      desk, person, _ in
      try desk.setNudges(false, of: person)
      return String(try !desk.tx.wantsNudges(person.id))
    },
    UseCase("setNews", "true       true       true       true       true       true") {
      desk, person, _ in
      try desk.setNews(false, for: person)
      return String(try !desk.wantsNews(person))
    },
    UseCase("draftBroadcast", "notAllowed notAllowed notAllowed ready      ready      ready") {
      desk, person, _ in
      word(try desk.draftBroadcast("Hello", photo: nil, by: person))
    },
    UseCase(
      "choose readers", "notAllowed notAllowed notAllowed ready      notAllowed notAllowed",
      manager: "notAllowed"
    ) {
      word(try $0.choose(.seenWithin(months: 1), for: $2.broadcast, by: $1))
    },
    UseCase(
      "begin a broadcast", "notAllowed notAllowed notAllowed begun      notAllowed notAllowed",
      manager: "notAllowed"
    ) {
      word(try $0.begin($2.broadcast, by: $1))
    },
    UseCase(
      "stop a broadcast", "false      false      false      true       false      false",
      manager: "false"
    ) {
      String(
        try $0.pause($2.broadcast, by: $1) && $0.resume($2.broadcast, by: $1)
          && $0.stop($2.broadcast, by: $1))
    },
    UseCase(
      "progress of a broadcast", "nil        nil        nil        seen       nil        nil",
      manager: "nil"
    ) {
      try $0.progress(of: $2.broadcast, for: $1) == nil ? "nil" : "seen"
    },
    UseCase(
      "discardBroadcast", "false      false      false      true       false      false",
      manager: "false"
    ) {
      String(try $0.discardBroadcast($2.broadcast, by: $1))
    },
    UseCase(
      "backups", "nil        nil        nil        nil        nil        seen", manager: "nil"
    ) { desk, person, _ in
      try desk.backups(for: person) == nil ? "nil" : "seen"
    },
    UseCase(
      "editBackups", "false      false      false      false      false      true", manager: "false"
    ) { desk, person, _ in
      String(try desk.editBackups(by: person) { $0.keep = 3 })
    },
    UseCase(
      "askForCopy", "notAllowed notAllowed notAllowed notAllowed notAllowed begun",
      manager: "notAllowed"
    ) { desk, person, _ in
      word(try desk.askForCopy(by: person))
    },
    UseCase(
      "sendCopy", "notAllowed notAllowed notAllowed notAllowed notAllowed none",
      manager: "notAllowed"
    ) { desk, person, _ in
      word(try desk.sendCopy(to: person))
    },
    UseCase(
      "forgetSuspended", "nil        nil        nil        nil        nil        0", manager: "nil"
    ) { desk, person, _ in
      try desk.forgetSuspended(by: person).map { String($0) } ?? "nil"
    },
    UseCase("mayManage", "false      false      false      true       false      true") {
      String(try $0.mayManage($2.booking, $1))
    },
    UseCase("isStaff", "false      false      false      true       true       true") {
      desk, person, _ in
      String(try desk.isStaff(person))
    },
    UseCase("approve", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.approve($2.request.id, by: $1))
    },
    UseCase("decline", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.decline($2.request.id, reason: "r", by: $1))
    },
    UseCase("agree", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.answerCancellation($2.booking.id, agrees: true, by: $1))
    },
    UseCase("refuse", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.answerCancellation($2.booking.id, agrees: false, by: $1))
    },
    UseCase("writeToStaff", "notAllowed sent       notAllowed notAllowed notAllowed notAllowed") {
      word(try $0.writeToStaff("w", about: $2.booking.id, by: $1))
    },
    UseCase("writeToClient", "notAllowed notAllowed notAllowed sent       notAllowed sent") {
      word(try $0.writeToClient("w", about: $2.booking.id, by: $1))
    },
    UseCase("setArrived", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.setArrived(true, $2.booking.id, by: $1))
    },
    UseCase("complete", "notAllowed notAllowed notAllowed already    notAllowed already") {
      word(try $0.complete($2.booking.id, by: $1))
    },
    UseCase("no-show", "notAllowed notAllowed notAllowed already    notAllowed already") {
      word(try $0.markNoShow($2.booking.id, by: $1))
    },
    UseCase("reopen", "notAllowed notAllowed notAllowed already    notAllowed already") {
      word(try $0.reopen($2.booking.id, by: $1))
    },
    UseCase("cancel by staff", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.cancel($2.booking.id, reason: "r", byStaff: $1))
    },
    UseCase("act on a hold", "notAllowed notAllowed notAllowed notAllowed notAllowed notAllowed") {
      word(try $0.cancel($2.hold.id, reason: nil, byStaff: $1))
    },
    UseCase("usual book", "nil        nil        nil        own        own        all") {
      desk, person, _ in
      try desk.open(.usual, for: person).map { $0.specialist == nil ? "all" : "own" } ?? "nil"
    },
    UseCase(
      "everyone's book", "nil        nil        nil        nil        nil        done",
      viewer: "done", manager: "done"
    ) {
      desk, person, _ in try desk.open(.everyone, for: person) == nil ? "nil" : "done"
    },
    UseCase(
      "Ada's book", "nil        nil        nil        done       nil        done", viewer: "done"
    ) {
      try $0.open(.of($2.booking.specialist), for: $1) == nil ? "nil" : "done"
    },
    UseCase("completePast", "nil        nil        nil        0          nil        0") {
      let book = OpenBook(specialist: $2.booking.specialist, zone: .utc)
      let count = try $0.completePast(
        of: book, from: Instant(0), to: Instant(.max), by: $1)
      return count.map { String($0) } ?? "nil"
    },
    UseCase(
      "readable", "nil        nil        nil        done       nil        done", viewer: "done"
    ) {
      try $0.readable($2.booking.id, for: $1) == nil ? "nil" : "done"
    },
    //                          stranger   client     other      Ada        Ben        owner
    UseCase("addGuest", "notAllowed notAllowed notAllowed added      added      added") {
      desk, person, _ in
      word(try desk.addGuest(GuestDetails(name: "Guy", phone: "+4915112345678"), by: person))
    },
    UseCase("recognise", "nil        nil        nil        done       done       done") {
      try $0.recognise($2.ann, by: GuestDetails(phone: "+4930123456"), by: $1) == nil
        ? "nil" : "done"
    },
    UseCase("recognise by a guess", "nil        nil        nil        nil        nil        nil") {
      try $0.recognise($2.ann, by: GuestDetails(phone: "+4930123457"), by: $1) == nil
        ? "nil" : "done"
    },
    UseCase(
      "mayServe", "false      false      false      true       false      true", viewer: "true"
    ) {
      String(try $0.mayServe($2.ann, $1))
    },
    UseCase("people like", "0          0          0          1          1          1") {
      desk, person, _ in
      String(try desk.people(like: GuestDetails(phone: "+4930123456"), by: person).count)
    },
    UseCase(
      "clients found", "0          0          0          1          0          1", viewer: "1"
    ) {
      desk, person, _ in
      String(try desk.clients(matching: "ann", limit: 9, by: person).count)
    },
    UseCase(
      "staffServices", "0          0          0          4          1          4", viewer: "0"
    ) {
      desk, person, _ in String(try desk.staffServices(by: person).count)
    },
    UseCase(
      "staffWish", "nil        nil        nil        Ada        Ben        anyone", viewer: "Vic",
      manager: "anyone"
    ) {
      guard let wish = try $0.staffWish($2.service, by: $1) else { return "nil" }
      guard let specialist = wish.specialist else { return "anyone" }
      return try $0.catalogue().specialist(specialist)?.name ?? ""
    },
    UseCase("look", "notAllowed notAllowed notAllowed free       notAllowed free") {
      word(try $0.look(at: $2.plan, by: $1))
    },
    UseCase("bookFor", "notAllowed notAllowed notAllowed booked     notAllowed booked") {
      word(try $0.bookFor($2.plan, despite: false, by: $1))
    },
    UseCase("look at a move", "notAllowed notAllowed notAllowed free       notAllowed free") {
      word(try $0.look(at: $2.move, by: $1))
    },
    UseCase("moveByStaff", "notAllowed notAllowed notAllowed moved      notAllowed moved") {
      word(try $0.moveByStaff($2.move, despite: false, by: $1))
    },
    UseCase(
      "moveByStaff to Ben's", "notAllowed notAllowed notAllowed notAllowed notAllowed moved",
      manager: "moved"
    ) {
      var move = $2.move
      move.calendar = $2.bens
      return word(try $0.moveByStaff(move, despite: false, by: $1))
    },
    UseCase(
      "clientCard", "nil        nil        nil        done       nil        done", viewer: "done"
    ) {
      try $0.clientCard($2.ann, by: $1) == nil ? "nil" : "done"
    },
    UseCase(
      "clientScope", "nil        nil        nil        book       book       house",
      viewer: "house", manager: "house"
    ) {
      desk, person, _ in word(try desk.clientScope(of: person))
    },
    UseCase("setBlocked", "nil        nil        nil        done       nil        done") {
      try $0.setBlocked(true, client: $2.ann, by: $1) == nil ? "nil" : "done"
    },
    UseCase(
      "addNote", "notAllowed notAllowed notAllowed added      notAllowed added", viewer: "added"
    ) {
      word(try $0.addNote("n", on: $2.ann, by: $1))
    },
    UseCase("tag", "false      false      false      true       false      true", viewer: "true") {
      String(try $0.tag($2.ann, "t", by: $1))
    },
    UseCase("untag", "false      false      false      true       false      true", viewer: "true")
    {
      String(try $0.untag($2.ann, ID(1), by: $1))
    },
    UseCase("write", "notAllowed notAllowed notAllowed sent       notAllowed sent") {
      word(try $0.write("w", to: $2.ann, by: $1))
    },
    UseCase("answer", "notAllowed sent       notAllowed notAllowed notAllowed notAllowed") {
      word(try $0.answer("w", to: $2.specialist, by: $1))
    },
    UseCase(
      "removeNote", "nil        nil        nil        done       nil        done", manager: "nil"
    ) {
      try $0.removeNote($2.note, by: $1) == nil ? "nil" : "done"
    },
    UseCase("correct", "nil        nil        nil        done       nil        done") {
      try $0.correct(.name("New"), of: $2.guest, by: $1) == nil ? "nil" : "done"
    },
    UseCase("guestLink", "nil        nil        nil        done       nil        done") {
      try $0.guestLink($2.guest, by: $1) == nil ? "nil" : "done"
    },
    UseCase("claimGuest", "unknown    unknown    unknown    unknown    unknown    unknown") {
      desk, person, _ in word(try desk.claimGuest("guessed", by: person))
    },
    UseCase("addService", "nil        nil        nil        done       done       done") {
      desk, person, _ in
      try desk.addService(name: "New", duration: 30, price: nil, by: person) == nil ? "nil" : "done"
    },
    UseCase(
      "listedServices", "0          0          0          4          1          4", viewer: "0"
    ) {
      desk, person, _ in
      String(try desk.listedServices(for: person).count)
    },
    UseCase(
      "edit a shared service", "nil        nil        nil        nil        nil        done",
      manager: "done"
    ) {
      try $0.edit($2.service, by: $1) { $0.duration = 45 } == nil ? "nil" : "done"
    },
    UseCase("edit Ada's service", "nil        nil        nil        done       nil        done") {
      try $0.edit($2.adas, by: $1) { $0.duration = 45 } == nil ? "nil" : "done"
    },
    UseCase("addReminder", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.addReminder(60, to: $2.adas, by: $1))
    },
    UseCase("removeReminder", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.removeReminder(120, from: $2.adas, by: $1))
    },
    UseCase("setReminders", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.setReminders([], of: $2.adas, by: $1))
    },
    UseCase(
      "the house's reminders", "notAllowed notAllowed notAllowed notAllowed notAllowed done",
      manager: "notAllowed"
    ) { desk, person, _ in
      word(try desk.setReminders([60], of: nil, by: person))
    },
    UseCase(
      "editReminderRules", "false      false      false      false      false      true",
      manager: "false"
    ) { desk, person, _ in
      String(try desk.editReminderRules(by: person) { $0.quiet = nil })
    },
    UseCase(
      "confirmAttendance", "notYours   confirmed  notYours   notYours   notYours   notYours"
    ) {
      word(
        try $0.confirmAttendance($2.booking.id, revision: $2.booking.revision, by: $1))
    },
    UseCase("delete Ada's", "notAllowed notAllowed notAllowed hidden     notAllowed hidden") {
      word(try $0.delete($2.adas, by: $1))
    },
    UseCase(
      "delete what nobody booked", "notAllowed notAllowed notAllowed deleted    notAllowed deleted"
    ) {
      word(try $0.delete($2.unbooked, by: $1))
    },
    UseCase("shift", "false      false      false      true       false      true") {
      String(try $0.shift($2.adas, earlier: true, by: $1))
    },
    UseCase("offer", "notAllowed notAllowed notAllowed onlyOne    notAllowed done", manager: "done")
    {
      word(try $0.offer($2.adas, on: $2.calendar, false, by: $1))
    },
    UseCase(
      "offer a shared one", "notAllowed notAllowed notAllowed notAllowed notAllowed done",
      manager: "done"
    ) {
      word(try $0.offer($2.service, on: $2.calendar, false, by: $1))
    },
    UseCase("editCalendar", "nil        nil        nil        done       nil        done") {
      try $0.editCalendar($2.calendar, by: $1) { $0.rules.step = 20 } == nil ? "nil" : "done"
    },
    UseCase("copyHours", "false      false      false      true       false      true") {
      String(try $0.copyHours(of: .monday, to: [.sunday], on: $2.calendar, by: $1))
    },
    UseCase("addCalendar", "nil        nil        nil        done       nil        done") {
      try $0.addCalendar(named: "Two", of: $2.ada, by: $1) == nil ? "nil" : "done"
    },
    UseCase(
      "deleteCalendar", "notAllowed notAllowed notAllowed deactivated notAllowed deactivated"
    ) {
      word(try $0.deleteCalendar($2.calendar, by: $1))
    },
    UseCase(
      "delete", "notAllowed notAllowed notAllowed notAllowed notAllowed hidden", manager: "hidden"
    ) {
      word(try $0.delete($2.service, by: $1))
    },
    UseCase(
      "editableCalendars", "0          0          0          1          1          2", viewer: "0",
      manager: "2"
    ) {
      desk, person, _ in
      String(try desk.editableCalendars(by: person).count)
    },
    UseCase("setHours", "false      false      false      true       false      true") {
      String(try $0.setHours([], on: .monday, of: $2.calendar, by: $1))
    },
    UseCase(
      "changeableCalendars", "0          0          0          1          1          2",
      viewer: "0", manager: "2"
    ) {
      desk, person, _ in
      String(try desk.changeableCalendars(by: person).count)
    },
    UseCase("plan", "nil        nil        nil        plan       nil        plan") {
      try $0.plan($2.dayOff, on: [$2.calendar], by: $1) == nil ? "nil" : "plan"
    },
    UseCase("save exception", "notAllowed notAllowed notAllowed changed    notAllowed changed") {
      word(try $0.save($2.dayOff, on: [$2.calendar], seen: -1, offering: true, by: $1))
    },
    UseCase("unansweredMoves", "0          0          0          1          0          1") {
      String(try $0.unansweredMoves(on: $2.calendar, by: $1, limit: 9).count)
    },
    UseCase("takeOffer", "notYours   moved      notYours   notYours   notYours   notYours") {
      word(
        try $0.takeOffer(
          $2.offer, on: $2.calendar, at: $2.request.starts.adding(minutes: 180), by: $1))
    },
    UseCase("keepOffered", "notYours   kept       notYours   notYours   notYours   notYours") {
      word(try $0.keepOffered($2.offer, by: $1))
    },
    UseCase("joinWaiting", "joined     joined     joined     joined     joined     joined") {
      word(
        try $0.joinWaiting(
          Wish(service: $2.service), from: LocalDate(dayNumber: 0),
          through: LocalDate(dayNumber: 99_999), part: nil, by: $1))
    },
    UseCase("leaveWaiting", "notYours   done       notYours   notYours   notYours   notYours") {
      word(try $0.leaveWaiting($2.waiter, by: $1))
    },
    UseCase("takeWaiting", "notYours   stands     notYours   notYours   notYours   notYours") {
      word(try $0.takeWaiting($2.freeTime, by: $1))
    },
    UseCase("refuseWaiting", "notYours   passedOn   notYours   notYours   notYours   notYours") {
      word(try $0.refuseWaiting($2.freeTime, by: $1))
    },
    UseCase(
      "waitingCounts", "nil        nil        nil        1          0          1", viewer: "1"
    ) {
      desk, person, _ in
      try desk.waitingCounts(by: person).map { String($0.count) } ?? "nil"
    },
    UseCase("waitingLine", "nil        nil        nil        1          nil        1", viewer: "1")
    {
      try $0.waitingLine(for: $2.adas, page: 0, size: 8, by: $1)
        .map { String($0.entries.count) } ?? "nil"
    },
    UseCase("removeWaiting", "notYours   notYours   notYours   done       notYours   done") {
      word(try $0.removeWaiting($2.waiter, by: $1))
    },
    UseCase("editBusiness", "false      false      false      false      false      true") {
      desk, person, _ in
      String(try desk.editBusiness(by: person) { $0.name = "New" })
    },
    UseCase("becomeOwner", "invalid    invalid    invalid    invalid    invalid    alreadyOwner") {
      desk, person, _ in word(try desk.becomeOwner("guessed", person))
    },
    UseCase("leaveMessage", "sent       sent       sent       sent       sent       sent") {
      desk, person, _ in word(try desk.leaveMessage(subject: "s", text: "t", by: person))
    },
    UseCase("writeAgain", "gone       sent       gone       gone       gone       gone") {
      word(try $0.writeAgain("w", in: $2.message, by: $1))
    },
    UseCase("message", "notAllowed notAllowed notAllowed done       done       done") {
      word(try $0.contactMessage($2.message, by: $1))
    },
    UseCase("answerMessage", "notAllowed notAllowed notAllowed done       done       done") {
      word(try $0.answer($2.message, with: "a", by: $1))
    },
    UseCase("closeMessage", "notAllowed notAllowed notAllowed done       done       done") {
      word(try $0.setClosed(true, message: $2.message, by: $1))
    },
    UseCase("invite", "notAllowed notAllowed notAllowed done       done       done") {
      desk, person, _ in word(try desk.invite(name: "N", email: "n@example.org", by: person))
    },
    UseCase(
      "invitation", "notAllowed notAllowed notAllowed done       notAllowed done", viewer: "done"
    ) {
      word(try $0.invitation($2.invitation, by: $1))
    },
    UseCase("sendInvitation", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.sendInvitation($2.invitation, words: nil, by: $1))
    },
    UseCase("setLanguage", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.setLanguage("uk", of: $2.invitation, by: $1))
    },
    UseCase("noteShown", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.noteShown(.qrShown, of: $2.invitation, by: $1))
    },
    UseCase("replaceLink", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.replaceLink(of: $2.invitation, by: $1))
    },
    UseCase("cancelInvitation", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.cancelInvitation($2.invitation, by: $1))
    },
    UseCase("renew", "notAllowed notAllowed notAllowed already    notAllowed already") {
      word(try $0.renew($2.invitation, by: $1))
    },
    UseCase("register", "unknown    unknown    unknown    unknown    unknown    unknown") {
      word(try $0.finishRegistration($2.invitation, by: $1))
    },
    UseCase("editInvitationRules", "false      false      false      false      false      true") {
      desk, person, _ in String(try desk.editInvitationRules(by: person) { $0.isClosed = true })
    },
    UseCase("inviteToTeam", "notAllowed notAllowed notAllowed notAllowed notAllowed invited") {
      desk, person, _ in
      word(try desk.inviteToTeam(name: "Zoe", takesBookings: true, by: person))
    },
    UseCase("inviteFor", "notAllowed notAllowed notAllowed notAllowed notAllowed taken") {
      word(try $0.inviteToTeam(for: $2.booking.specialist, by: $1))
    },
    UseCase("joinTeam", "unknown unknown unknown unknown unknown unknown") { desk, person, _ in
      word(try desk.joinTeam("guessed", person))
    },
    UseCase("rename", "notAllowed notAllowed notAllowed notAllowed notAllowed done") {
      word(try $0.rename($2.booking.specialist, to: "New", by: $1))
    },
    UseCase("describe", "notAllowed notAllowed notAllowed notAllowed notAllowed done") {
      word(try $0.describe($2.booking.specialist, as: "New", by: $1))
    },
    UseCase("setAccess", "notAllowed notAllowed notAllowed notAllowed notAllowed done") {
      word(try $0.setAccess(.manage, of: $2.booking.specialist, by: $1))
    },
    UseCase("deactivate", "notAllowed notAllowed notAllowed notAllowed notAllowed done") {
      word(try $0.deactivate($2.booking.specialist, by: $1))
    },
    UseCase("deactivate and cancel", "notAllowed notAllowed notAllowed notAllowed notAllowed done")
    {
      word(try $0.deactivate($2.booking.specialist, cancelling: nil, by: $1))
    },
    UseCase("reactivate", "notAllowed notAllowed notAllowed notAllowed notAllowed done") {
      word(try $0.reactivate($2.booking.specialist, by: $1))
    },
    UseCase("detach", "notAllowed notAllowed notAllowed notAllowed notAllowed done") {
      word(try $0.detach($2.booking.specialist, by: $1))
    },
    UseCase("makeOwner", "notAllowed notAllowed notAllowed notAllowed notAllowed done") {
      word(try $0.makeOwner($2.booking.specialist, by: $1))
    },
    UseCase("handOver", "notAllowed notAllowed notAllowed notAllowed notAllowed done") {
      word(try $0.handOver(to: $2.booking.specialist, by: $1))
    },
    UseCase("stepDown", "notAllowed notAllowed notAllowed notAllowed notAllowed lastOwner") {
      desk, person, _ in word(try desk.stepDown(person))
    },
    UseCase("depose", "notAllowed notAllowed notAllowed notAllowed notAllowed notAllowed") {
      desk, person, _ in
      let owner = try desk.tx.owners().first
      return word(try owner.map { try desk.deposeOwner($0.id, by: person) })
    },
    UseCase("auditLog", "nil nil nil nil nil some") { desk, person, _ in
      try desk.auditLog(AuditQuery(), from: .newest, limit: 5, by: person) == nil ? "nil" : "some"
    },
    UseCase("exportLog", "nil nil nil nil nil some") { desk, person, _ in
      try desk.exportLog(AuditQuery(), limit: 5, by: person) == nil ? "nil" : "some"
    },
    UseCase("look at series", "notAllowed plan       notAllowed notAllowed notAllowed notAllowed") {
      word(
        try $0.look(at: SeriesDraft($2.hold.id, .weeks(1), times: 3), by: .client($1)))
    },
    UseCase("look at staff series", "notAllowed notAllowed notAllowed plan       notAllowed plan") {
      word(
        try $0.look(at: SeriesDraft($2.booking.id, .weeks(1), times: 3), by: .staff($1)))
    },
    UseCase("book series", "notAllowed changed    notAllowed notAllowed notAllowed notAllowed") {
      word(
        try $0.book(SeriesDraft($2.hold.id, .weeks(1), times: 3), as: -1, by: .client($1)))
    },
    UseCase("book staff series", "notAllowed notAllowed notAllowed changed    notAllowed changed") {
      word(
        try $0.book(SeriesDraft($2.booking.id, .weeks(1), times: 3), as: -1, by: .staff($1)))
    },
    UseCase("move series", "notAllowed changed    notAllowed notAllowed notAllowed notAllowed") {
      word(
        try $0.move(
          SeriesShift($2.serial.id, .all, to: $2.serial.starts.adding(minutes: 240)), as: -1,
          by: .client($1)))
    },
    UseCase("move staff series", "notAllowed notAllowed notAllowed changed    notAllowed changed") {
      word(
        try $0.move(
          SeriesShift($2.serial.id, .all, to: $2.serial.starts.adding(minutes: 240)), as: -1,
          by: .staff($1)))
    },
    UseCase("end series", "notAllowed done       notAllowed notAllowed notAllowed notAllowed") {
      word(try $0.endSeries($2.serial.id, .all, as: nil, by: .client($1)))
    },
    UseCase("end staff series", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.endSeries($2.serial.id, .all, as: nil, by: .staff($1)))
    },
    UseCase("answer series", "notAllowed notAllowed notAllowed already    notAllowed already") {
      word(try $0.answerSeries($2.serial.id, agrees: true, by: $1))
    },
    UseCase(
      "open for files", "notAllowed notAllowed notAllowed ready      notAllowed ready"
    ) {
      word(try $0.beginUpload(into: $2.shoot, by: $1))
    },
    UseCase("send a file", "notAllowed notAllowed notAllowed seenBefore notAllowed seenBefore") {
      word(
        try $0.addFile(
          NewSessionFile(kind: .photo, fileID: "f", uniqueID: "f"), to: $2.shoot, by: $1))
    },
    UseCase("end an upload", "nil        nil        nil        done       nil        done") {
      try $0.endUpload(into: $2.shoot, by: $1) == nil ? "nil" : "done"
    },
    UseCase(
      "park a file", "notAllowed notAllowed notAllowed parked     parked     parked"
    ) { desk, person, _ in
      word(
        try desk.park(NewSessionFile(kind: .photo, fileID: "g", uniqueID: "g"), by: person))
    },
    UseCase(
      "assign parked files", "notAllowed notAllowed notAllowed ready      notAllowed notAllowed",
      manager: "notAllowed"
    ) {
      word(try $0.assign($2.parking, to: $2.shoot, by: $1))
    },
    UseCase(
      "discard parked files", "false      false      false      true       false      false",
      manager: "false"
    ) {
      String(try $0.discard($2.parking, by: $1))
    },
    UseCase("sessions for files", "0          0          0          3          0          3") {
      desk, person, _ in String(try desk.sessionsForFiles(of: person, limit: 5).count)
    },
    UseCase("files of a session", "nil        nil        nil        seen       nil        seen") {
      try $0.filePage(of: $2.shoot, limit: 1, offset: 0, by: $1) == nil ? "nil" : "seen"
    },
    UseCase("look at a file", "nil        nil        nil        seen       nil        seen") {
      try $0.fileCard($2.file, by: $1) == nil ? "nil" : "seen"
    },
    UseCase("the next file", "nil        nil        nil        seen       nil        seen") {
      try $0.neighbour(of: $2.file, step: 1, by: $1) == nil ? "nil" : "seen"
    },
    UseCase("hide a file", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.setVisible(false, $2.file, by: $1))
    },
    UseCase("hide all files", "nil        nil        nil        done       nil        done") {
      try $0.setAllVisible(false, in: $2.shoot, by: $1) == nil ? "nil" : "done"
    },
    UseCase("move a file", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.move($2.file, to: .first, by: $1))
    },
    UseCase("caption a file", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.setCaption("c", of: $2.file, by: $1))
    },
    UseCase("delete a file", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.deleteFile($2.file, by: $1))
    },
    UseCase("fetch files again", "nil        nil        nil        done       nil        done") {
      try $0.retryFetching(of: $2.shoot, by: $1) == nil ? "nil" : "done"
    },
    UseCase("addSession", "notAllowed notAllowed notAllowed done       done       notAllowed") {
      desk, person, _ in word(try desk.addSession(name: "N", by: person))
    },
    UseCase("addSession for Ada", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.addSession(name: "N", specialist: $2.ada, by: $1))
    },
    UseCase(
      "session of a booking", "notAllowed notAllowed notAllowed done       notAllowed done"
    ) {
      word(try $0.session(of: $2.booking.id, by: $1))
    },
    UseCase("session card", "nil nil nil some nil some", viewer: "some") {
      try $0.card(of: $2.session, for: $1) == nil ? "nil" : "some"
    },
    UseCase("sessions of all", "nil nil nil nil nil some", viewer: "some", manager: "some") {
      desk, person, _ in
      try desk.sessions(of: true, .all, limit: 5, offset: 0, for: person) == nil ? "nil" : "some"
    },
    UseCase("edit session", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.edit($2.session, by: $1) { $0.name = "Other" })
    },
    UseCase("tie session", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.setClient($2.ann, of: $2.work, by: $1))
    },
    UseCase("begin session", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.begin($2.work, by: $1))
    },
    UseCase("archive session", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.archive($2.session, by: $1))
    },
    UseCase("reopen session", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.reopen($2.session, by: $1))
    },
    UseCase("delete session", "false false false true false true") {
      String(try $0.delete($2.session, by: $1))
    },
    UseCase("plan delivery", "nil nil nil some nil some") {
      try $0.deliveryPlan(of: $2.work, by: $1) == nil ? "nil" : "some"
    },
    UseCase("deliver", "notAllowed notAllowed notAllowed delivered  notAllowed delivered") {
      word(try $0.deliver($2.work, message: "m", by: $1))
    },
    UseCase("tell of files", "nil nil nil chat nil chat") {
      try $0.tellOfNewFiles($2.session, by: $1)?.rawValue ?? "nil"
    },
    UseCase("take back", "notAllowed notAllowed notAllowed already    notAllowed already") {
      word(try $0.takeBack(.session, of: $2.session, by: $1))
    },
    UseCase("renew link", "notAllowed notAllowed notAllowed done       notAllowed done") {
      word(try $0.renewLink(.results, of: $2.session, by: $1))
    },
    UseCase("own session", "nil some nil nil nil nil", manager: "nil") {
      try $0.ownSession($2.session, of: $1) == nil ? "nil" : "some"
    },
    UseCase(
      "open session", "guest      yours      guest      kept       guest      kept",
      viewer: "kept"
    ) {
      word(try $0.openSession($0.pageToken(.session, of: $2.session.raw), by: $1))
    },
    UseCase("erase", "true       true       true       false      false      false") {
      desk, person, _ in String(try desk.erase(person))
    },
  ]

  /// Undoes each attempt, so that everybody finds the same house.
  private struct Undo: Error {}

  @Test func `everybody may do what is theirs to do, and nothing else`() throws {
    let salon = try Salon(sendsLetters: true) { _ in
    } business: {
      $0.cancelHours = 24
    }
    let booking = try salon.booked(salon.ann)
    let request = try salon.booked(salon.ann, salon.dye, at: Salon.ten.adding(minutes: 60))
    let ann = salon.ann
    try salon.change(ann) { $0.phone = "+4930123456" }
    _ = try salon.at { try $0.cancel(booking.id, by: ann) }
    let serial = try salon.booked(salon.ann, at: Salon.ten.adding(minutes: 14 * 1_440))
    try salon.at { desk in
      let series = try desk.tx.addSeries(.weeks(1), times: 2, now: desk.now)
      _ = try desk.tx.enrol(serial, in: series, place: 0)
    }
    let hold = try salon.held(salon.ann, at: Salon.ten.adding(minutes: 180))
    let ada = salon.ada
    let (message, invitation) = try salon.at { desk in
      guard case .sent(let message) = try desk.leaveMessage(subject: "s", text: "t", by: ann),
        case .done(let made) = try desk.invite(name: "I", email: "i@example.org", by: ada)
      else { throw Unexpected(what: "no message or invitation") }
      return (message, made.id)
    }
    let offer = try salon.at { desk in
      _ = try desk.offerMove(of: request.id, by: ada)
      return try desk.tx.openMoveOffer(of: request)
    }
    let monday = Zone.utc.local(booking.starts).date
    let (guest, note) = try salon.at { desk in
      guard let guest = try desk.tx.add(GuestDetails(name: "Gus"), by: ada.id, now: desk.now)?.id
      else { throw Unexpected(what: "no guest") }
      try desk.tx.addClient(guest, to: booking.specialist, now: desk.now)
      return (guest, try desk.tx.addNote("n", on: ann.id, by: ada.id, now: desk.now))
    }
    let (course, adas) = (salon.course, salon.adas)
    let unbooked = try salon.store.write { tx in
      try tx.add(Service(name: "Wash", duration: 30, price: nil), on: [adas])
    }
    let broadcast = try salon.at { desk in
      guard case .ready(let draft, 1) = try desk.draftBroadcast("Hi", photo: nil, by: ada) else {
        throw Unexpected(what: "no broadcast")
      }
      return draft.id
    }
    let (waiter, freeTime) = try salon.at { desk in
      let entry = try desk.tx.addWaiting(
        ann.id, service: course, specialist: nil, first: monday, last: monday.adding(days: 3),
        part: nil, now: desk.now)
      guard let service = try desk.catalogue().service(course),
        let calendar = try desk.catalogue().calendar(adas),
        let hold = try desk.take(
          service, on: calendar, at: Salon.ten.adding(minutes: 330), for: ann.id, state: .held,
          moving: nil)
      else { throw Unexpected(what: "no time") }
      let offer = try desk.tx.offer(hold, to: entry.id, since: desk.now, now: desk.now)
      return (entry.id, offer.id)
    }
    let (shoot, file, parking) = try salon.at { desk in
      let shoot = try desk.tx.add(
        NewSession(specialist: booking.specialist, name: "Shoot"), now: desk.now)
      guard
        case .added(let file) = try desk.addFile(
          NewSessionFile(kind: .photo, fileID: "f", uniqueID: "f"), to: shoot, by: ada),
        case .parked(let parking) = try desk.park(
          NewSessionFile(kind: .photo, fileID: "h", uniqueID: "h"), by: ada)
      else { throw Unexpected(what: "no files") }
      return (shoot, file, parking)
    }
    let (session, work) = try salon.at { desk in
      guard case .done(let session) = try desk.addSession(name: "S", by: ada),
        case .done(let work) = try desk.addSession(name: "W", by: ada),
        try desk.tx.add(
          NewSessionFile(kind: .photo, fileID: "i", uniqueID: "i"), to: session.id, now: desk.now)
          != nil
      else { throw Unexpected(what: "no session") }
      _ = try desk.setClient(ann.id, of: session.id, by: ada)
      _ = try desk.deliver(session.id, message: "m", by: ada)
      _ = try desk.tx.add(
        NewSessionFile(kind: .photo, fileID: "g", uniqueID: "g"), to: session.id, now: desk.now)
      return (session.id, work.id)
    }
    let stake = Stake(
      booking: booking, request: request, hold: hold, service: salon.cut, adas: salon.course,
      unbooked: unbooked,
      calendar: salon.adas, ada: ID(1), ann: ann.id, bens: salon.bens, message: message,
      invitation: invitation,
      offer: try #require(offer).id,
      dayOff: try #require(ScheduleEdit(first: monday, last: monday, change: .off)),
      specialist: ada.id, guest: guest, note: note, waiter: waiter, freeTime: freeTime,
      serial: serial, broadcast: broadcast, shoot: shoot, file: file, parking: parking,
      session: session, work: work)
    let now = salon.now
    _ = try salon.held(salon.bob, on: salon.bens)
    let stranger = try salon.store.write {
      try $0.meet(
        TelegramIdentity(id: 6, name: "Sam", username: nil, languageCode: nil), now: now)
    }
    let (viewer, manager, deactivated) = try salon.store.write { tx in
      func join(_ id: Int64, _ name: String, _ change: (inout Specialist) -> Void) throws -> Person
      {
        let person = try tx.meet(
          TelegramIdentity(id: id, name: name, username: nil, languageCode: nil), now: now)
        let book = try tx.addSpecialist(name: name, person: person.id)
        if var specialist = try tx.catalogue().specialist(book) {
          change(&specialist)
          try tx.save(specialist)
        }
        return person
      }
      return (
        try join(7, "Vic") { $0.access = .view }, try join(8, "Mia") { $0.access = .manage },
        try join(9, "Dan") {
          $0.access = .manage
          $0.isActive = false
        }
      )
    }
    let people: [Role: Person] = [
      .viewer: viewer, .manager: manager, .deactivated: deactivated,
      .stranger: stranger, .client: salon.ann, .otherClient: salon.bob,
      .specialist: salon.ada, .otherSpecialist: salon.ben, .owner: try salon.person(salon.owner),
    ]
    let before = try Dump(of: salon.store)
    for useCase in Self.table {
      #expect(useCase.expected.count == Role.allCases.count, "\(useCase.name)")
      for (role, expected) in zip(Role.allCases, useCase.expected) {
        let person = try #require(people[role])
        let outcome = try attempt(useCase, person, stake, salon)
        #expect(outcome.word == expected, "\(useCase.name) by \(role.rawValue)")
        let isRefusal = ["nil", "false", "notAllowed", "notYours", "over", Self.no]
          .contains(outcome.word)
        // Who is refused changes nothing and reaches nobody.
        if isRefusal, useCase.name != "release" {
          #expect(outcome.changes == 0, "\(useCase.name) by \(role.rawValue)")
        }
      }
    }
    #expect(try Dump(of: salon.store) == before)
  }

  private func attempt(
    _ useCase: UseCase, _ person: Person, _ stake: Stake, _ salon: Salon
  ) throws -> (word: String, changes: Int) {
    try salon.at { desk in
      let before = try desk.tx.count("SELECT total_changes()")
      var result = (word: "", changes: 0)
      do {
        try desk.tx.savepoint {
          let word = try useCase.run(desk, person, stake)
          result = (word, try desk.tx.count("SELECT total_changes()") - before)
          throw Undo()
        }
      } catch is Undo {}
      return result
    }
  }

  @Test func `a booking that is not there is nobody's`() throws {
    let salon = try Salon()
    let (owner, ann) = (try salon.person(salon.owner), salon.ann)
    let words = try salon.at { desk -> [String] in
      let none = ID<Visit>(404)
      return [
        word(try desk.confirm(none, by: ann)), word(try desk.cancel(none, by: ann)),
        word(try desk.describe(none, note: "", photo: nil, by: ann)),
        word(try desk.approve(none, by: owner)),
        word(try desk.decline(none, reason: nil, by: owner)),
        word(try desk.answerCancellation(none, agrees: true, by: owner)),
        word(try desk.writeToStaff("", about: none, by: ann)),
        word(try desk.writeToClient("", about: none, by: owner)),
      ]
    }
    #expect(
      words == [
        "refused(notYours)", "notYours", "over", "notAllowed", "notAllowed", "notAllowed",
        "notAllowed", "notAllowed",
      ])
  }

  @Test func `nobody blocks staff, and a blocked client neither books nor writes`() throws {
    let salon = try Salon()
    _ = try salon.booked(salon.ben)
    let (ada, ben) = (salon.ada, salon.ben)
    let blocked = try salon.at {
      try $0.setBlocked(true, client: ben.id, by: ada)
    }
    #expect(blocked == nil)
    let other = try salon.booked(salon.ann, at: Salon.ten.adding(minutes: 60))
    let ann = salon.ann
    _ = try salon.at { try $0.setBlocked(true, client: ann.id, by: ada) }
    #expect(try salon.person(ann).isBlocked)
    #expect(
      word(try salon.hold(salon.ann, at: Salon.ten.adding(minutes: 90))) == "refused(blocked)")
    let known = try salon.person(ann)
    #expect(
      word(try salon.at { try $0.writeToStaff("hi", about: other.id, by: known) }) == "notAllowed")
    _ = try salon.at { try $0.setBlocked(false, client: ann.id, by: ada) }
    #expect(word(try salon.hold(salon.ann, at: Salon.ten.adding(minutes: 90))) == "held")
  }

  @Test func `a service with bookings is hidden, one without is deleted`() throws {
    let salon = try Salon()
    _ = try salon.booked(salon.ann)
    let owner = try salon.person(salon.owner)
    let (cut, dye) = (salon.cut, salon.dye)
    #expect(word(try salon.at { try $0.delete(cut, by: owner) }) == "hidden")
    #expect(word(try salon.at { try $0.delete(dye, by: owner) }) == "deleted")
    #expect(word(try salon.at { try $0.delete(dye, by: owner) }) == "notAllowed")
    #expect(try salon.at { try $0.edit(dye, by: owner) { $0.isDeleted = false } } == nil)
    let names = try salon.at { try $0.listedServices(for: owner).map(\.name) }
    #expect(names == ["Cut", "Class"])
  }

  @Test func `a class that grows takes more at a time that was booked before`() throws {
    let salon = try Salon()
    _ = try salon.booked(salon.ann, salon.course)
    _ = try salon.booked(salon.bob, salon.course)
    #expect(word(try salon.hold(salon.ben, salon.course)) == "taken")
    try salon.edit(salon.course) { $0.capacity = 3 }
    #expect(
      word(try salon.confirm(try salon.held(salon.ben, salon.course), salon.ben)) == "confirmed")
    try salon.edit(salon.course) { $0.capacity = 1 }
    #expect(word(try salon.hold(salon.ada, salon.course)) == "taken")
  }
}
