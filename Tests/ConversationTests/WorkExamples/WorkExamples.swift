import Booking
import Store

@testable import Conversation

/// An example of every route and every question of the staff's work, part by part.
enum WorkExamples {
  static let tapsByFile: [String: [Tap]] = [
    "Staff/Agenda/AgendaTap.swift": agenda.map { .agenda($0) },
    "Staff/Clients/ClientTap.swift": client.map { .client($0) },
    "Staff/Stats/StatsTap.swift": stats.map { .stats($0) },
    "Staff/Team/TeamTap.swift": team.map { .team($0) },
    "Staff/Invitations/InviteTap.swift": invite.map { .invite($0) },
    "Staff/Setup/SetupTap.swift": setup.map { .setup($0) },
    "Staff/Exceptions/ExceptionTap.swift": exception.map { .exception($0) },
    "Staff/Services/ServiceTap.swift": editing.map { .editing($0) },
    "Staff/Calendars/CalendarTap.swift": working.map { .working($0) },
    "Staff/Workspace/WorkspaceTap.swift": workspace.map { .workspace($0) },
    "Staff/Guests/GuestTap.swift": guest.map { .guest($0) },
    "Staff/Notices/NoticesTap.swift": notices.map { .notices($0) },
    "Staff/Backup/BackupTap.swift": backup.map { .backup($0) },
    "Client/Waiting/WaitingTap.swift": waiting.map { .waiting($0) },
    "Staff/Waiting/WaitlistTap.swift": waitlist.map { .waitlist($0) },
    "Staff/Texts/TextsTap.swift": texts.map { .texts($0) },
    "Client/AfterVisit/AfterVisitTap.swift": afterVisit.map { .afterVisit($0) },
    "Staff/Broadcast/BroadcastTap.swift": broadcast.map { .broadcast($0) },
    "Client/News.swift": [
      .news(.refuse), .news(.screen), .news(.news(true)), .news(.news(false)),
      .news(.nudges(true)), .news(.nudges(false)),
    ],
    "Client/Reminders/RemindTap.swift": remind.map { .remind($0) },
    "Client/Series/SeriesTap.swift": series.map { .series($0) },
    "Staff/Series/StaffSeriesTap.swift": staffSeries.map { .staffSeries($0) },
    "Staff/Files/FilesTap.swift": files.map { .files($0) },
    "Staff/Sessions/SessionTap.swift": sessions.map { .session($0) },
    "Client/Results/ResultTap.swift": results.map { .results($0) },
  ]
  static let questionsByFile: [String: [ChatState]] = [
    "Staff/Agenda/AgendaTap.swift": agendaQuestions.map { .agenda($0) },
    "Staff/Clients/ClientTap.swift": clientQuestions.map { .client($0) },
    "Staff/Team/TeamTap.swift": teamQuestions.map { .team($0) },
    "Staff/Invitations/InviteQuestion.swift": inviteQuestions.map { .invite($0) },
    "Staff/Setup/SetupTap.swift": setupQuestions.map { .setup($0) },
    "Staff/Exceptions/ExceptionTap.swift": exceptionQuestions.map { .exception($0) },
    "Staff/Services/ServiceTap.swift": editingQuestions.map { .editing($0) },
    "Staff/Calendars/CalendarTap.swift": workingQuestions.map { .working($0) },
    "Staff/Guests/GuestTap.swift": guestQuestions.map { .guest($0) },
    "Staff/Broadcast/BroadcastTap.swift": [.broadcast(.content)],
    "Staff/Notices/NoticesTap.swift": noticesQuestions.map { .notices($0) },
    "Client/Waiting/WaitingTap.swift": waitingQuestions.map { .waiting($0) },
    "Staff/Texts/TextsTap.swift": textsQuestions.map { .texts($0) },
    "Client/AfterVisit/AfterVisitTap.swift": afterVisitQuestions.map { .afterVisit($0) },
    "Client/Reminders/RemindTap.swift": remindQuestions.map { .remind($0) },
    "Client/Series/SeriesTap.swift": seriesQuestions.map { .series($0) },
    "Staff/Files/FilesTap.swift": filesQuestions.map { .files($0) },
    "Staff/Sessions/SessionTap.swift": sessionQuestions.map { .session($0) },
  ]
  static var taps: [Tap] { tapsByFile.values.flatMap { $0 } }
  static var questions: [ChatState] { questionsByFile.values.flatMap { $0 } }
}
