import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// A reminder, and what the staff hears of it.
struct ReminderWording {
  let wording: Wording

  private var voice: Voice { wording.voice }

  /// Nil when the booking is not as it was when the reminder was due.
  func notice(_ notice: Notice, _ visit: Visit, _ client: Person?, reader: Person) -> Screen? {
    guard visit.state == .confirmed, visit.starts > wording.now,
      visit.revision == notice.revision
    else { return nil }
    switch notice.kind {
    case .reminder: return reminder(visit, for: reader)
    case .attending: return visit.attendance == .confirmed ? staff(notice, visit, client) : nil
    case .unconfirmed: return visit.attendance == .confirmed ? nil : staff(notice, visit, client)
    default: return nil
    }
  }

  /// The reminder itself; with the client's word on it, once there is one.
  func reminder(_ visit: Visit, for reader: Person, isAnswered: Bool = false) -> Screen {
    let time = wording.near(visit.starts, wording.zone(of: visit))
    let isComing = visit.attendance == .confirmed
    var rows: [[InlineButton]] = []
    if !isComing {
      rows.append([
        .tap(
          voice.text("button.attend"),
          .remind(.attend(visit.id, revision: visit.revision)), style: .success)
      ])
    }
    var changes = [
      InlineButton.tap(
        voice.text("button.move"), .remind(.move(visit.id, revision: visit.revision)))
    ]
    if visit.cancelAsked == nil {
      changes.append(
        .tap(
          voice.text("button.cancelBooking"),
          .remind(.cancel(visit.id, revision: visit.revision)), style: .danger))
    }
    rows.append(changes)
    return Screen(
      lines([
        isAnswered
          ? voice.phrase("remind.thanks", ["time": .text(time)])
          : wording.own(
            .reminder, visit, reader, ours: voice.phrase("remind.title", ["time": .text(time)])),
        HTML(""), wording.facts(visit, viewer: reader.zone),
        isComing && !isAnswered ? voice.phrase("remind.isComing") : nil,
        visit.cancelAsked == nil ? nil : voice.phrase("cancel.waiting"),
      ]), rows)
  }

  private func staff(_ notice: Notice, _ visit: Visit, _ client: Person?) -> Screen {
    let staff = StaffWording(wording: wording)
    let name = staff.name(of: client)
    let isLate = notice.kind == .unconfirmed
    var rows: [[InlineButton]] = []
    if isLate {
      rows.append([
        .tap(
          voice.text("button.cancelBooking"), .agenda(.askCancel(visit.id)), style: .danger)
      ])
    }
    return Screen(
      lines([
        isLate
          ? voice.phrase("remind.unconfirmed", ["name": .text(name)])
          : voice.phrase("remind.attending", ["name": .text(name)]),
        HTML(""), staff.facts(visit, client: client),
      ]), staff.buttons(visit, client: client, now: wording.now) + rows)
  }

  /// “2 days”, “1 week”, “90 min”: how long before a visit.
  func span(_ minutes: Int) -> String {
    if minutes % 10_080 == 0 {
      return voice.text("remind.weeks", ["count": .number(minutes / 10_080)])
    }
    if minutes % 1_440 == 0 {
      return voice.text("remind.days", ["count": .number(minutes / 1_440)])
    }
    return voice.duration(minutes: minutes)
  }

  /// “1 day and 2 h before”, or that there are none.
  func spans(_ offsets: [Int]) -> String {
    if offsets.isEmpty { return voice.text("remind.never") }
    return voice.text("remind.before", ["times": .text(voice.list(offsets.map(span)))])
  }

  /// “22:00–08:00”, or that there are none.
  func hours(_ quiet: QuietHours?) -> String {
    guard let range = quiet?.range else { return voice.text("remind.noQuiet") }
    return voice.time(minute: range.start) + "–" + voice.time(minute: range.end % 1_440)
  }
}

extension Turn {
  var reminderWording: ReminderWording {
    get throws { ReminderWording(wording: try wording) }
  }
}
