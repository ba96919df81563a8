import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Notices about several visits at once, worded by how they stand when they are sent.
struct SeriesNotices {
  let wording: Wording
  let tx: Transaction

  private var voice: Voice { wording.voice }
  private var words: SeriesWording { SeriesWording(wording: wording) }

  func screen(_ notice: Notice) throws -> Screen? {
    let visits = try tx.visits(notice.visits)
    guard let first = visits.first else { return nil }
    let client = try tx.person(first.client)
    let before = notice.moment.map {
      voice.phrase("moved.from", ["time": .text(wording.moment($0, wording.zone(of: first)))])
    }
    let isForStaff = Self.isForStaff(notice.kind)
    let staff = StaffWording(wording: wording)
    return Screen(
      lines(
        [
          title(notice.kind, visits, client), HTML(""),
          isForStaff
            ? voice.phrase("facts.client", ["client": .text(staff.name(of: client))]) : nil,
          isForStaff
            ? client?.username.map { voice.phrase("facts.username", ["username": .text($0)]) }
            : nil,
          words.common(first), HTML(""),
        ] + words.list(visits, forStaff: isForStaff) + [
          before.map { _ in HTML("") }, before,
          first.state == .declined || first.state == .cancelled
            ? first.reason.map { voice.phrase("facts.reason", ["reason": .text($0)]) } : nil,
        ]), isForStaff ? staffRows(visits, client) : clientRows(visits, notice.kind))
  }

  private static func isForStaff(_ kind: Notice.Kind) -> Bool {
    switch kind {
    case .seriesBooked, .seriesRequested, .seriesMoved, .seriesCancelled: true
    default: false
    }
  }

  private func title(_ kind: Notice.Kind, _ visits: [Visit], _ client: Person?) -> HTML {
    let count = visits.count
    switch kind {
    case .seriesRequested where visits.allSatisfy({ $0.state != .requested }):
      if visits.contains(where: \.isOpen) { return voice.phrase("follow.approved") }
      switch visits[0].state {
      case .expired: return voice.phrase("notice.requestUnanswered")
      case .cancelled: return voice.phrase("follow.withdrawn")
      default: return voice.phrase("follow.declined")
      }
    case .seriesRequested:
      // One that stood before is among them, and waits for nobody.
      let asked = visits.count { $0.state == .requested }
      return voice.phrase("series.noticeRequested", ["count": .number(asked)])
    case .seriesMoved: return voice.phrase("series.noticeMoved", ["count": .number(count)])
    case .seriesCancelled:
      return voice.phrase("series.noticeCancelled", ["count": .number(count)])
    case .seriesApproved:
      let ours = voice.phrase("series.booked", ["count": .number(count)])
      return client.map { wording.own(.seriesBooked, visits[0], $0, ours: ours) } ?? ours
    case .seriesDeclined: return voice.phrase("notice.declined")
    case .seriesExpired: return voice.phrase("notice.requestExpired")
    case .seriesBookedForYou:
      return voice.phrase("series.noticeBookedForYou", ["count": .number(count)])
    case .seriesMovedByStaff:
      return voice.phrase("series.noticeMovedForYou", ["count": .number(count)])
    case .seriesCancelledByStaff:
      return voice.phrase("series.noticeCancelledForYou", ["count": .number(count)])
    default: return voice.phrase("series.noticeBooked", ["count": .number(count)])
    }
  }

  private func staffRows(_ visits: [Visit], _ client: Person?) -> [[InlineButton]] {
    func button(_ key: Key, _ tap: Tap, _ style: ButtonStyle? = nil) -> InlineButton {
      .tap(voice.text(key), tap, style: style)
    }
    let first = visits[0]
    var rows: [[InlineButton]] = []
    if let asked = visits.first(where: { $0.state == .requested && $0.starts > wording.now }) {
      rows.append([
        button("button.approveAll", .staffSeries(.approve(asked.id)), .success),
        button("button.declineAll", .staffSeries(.decline(asked.id)), .danger),
      ])
    }
    let contact = StaffWording.contact(first, client, voice)
    if !contact.isEmpty { rows.append(contact) }
    if let open = visits.first(where: { $0.isOpen && $0.starts > wording.now }) {
      rows.append([button("button.series", .staffSeries(.step(.whole(open.id, page: 0))))])
    }
    return rows
  }

  private func clientRows(_ visits: [Visit], _ kind: Notice.Kind) -> [[InlineButton]] {
    func button(_ key: Key, _ tap: Tap, _ style: ButtonStyle? = nil) -> InlineButton {
      .tap(voice.text(key), tap, style: style)
    }
    let first = visits[0]
    var rows: [[InlineButton]] = []
    if kind == .seriesCancelledByStaff || kind == .seriesDeclined {
      rows.append([button("button.write", .write(first.id))])
    }
    guard let open = visits.first(where: { $0.isOpen && $0.starts > wording.now }) else {
      return rows + [[button("button.again", .again(first.id), .primary)]]
    }
    rows.append([button("button.series", .series(.whole(open.id, page: 0)), .primary)])
    if visits.contains(where: { $0.state == .confirmed && $0.starts > wording.now }) {
      rows.append([button("button.calendarFile", .series(.calendarFile(open.id)))])
    }
    return rows
  }
}
