import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let files: [FilesTap] = [Int64(1), (1 << 53) - 1].flatMap { raw -> [FilesTap] in
    let (session, upload) = (ID<Session>(raw), ID<Upload>(raw))
    return [
      .collect(session), .done(session), .session(session), .choose(upload),
      .assign(upload, session), .discard(upload),
    ]
  }

  static let filesQuestions: [FilesQuestion] = [
    .collecting(session: ID(7)), .choosing(upload: ID(8)),
  ]
}
