import Booking
import FrontDesk
import Store

@testable import Conversation

extension WorkExamples {
  static let files: [FilesTap] = [Int64(1), (1 << 53) - 1].flatMap { raw -> [FilesTap] in
    let (session, upload, file) = (ID<Session>(raw), ID<Upload>(raw), ID<SessionFile>(raw))
    return [
      .collect(session), .done(session), .session(session), .choose(upload),
      .assign(upload, session), .askNew(upload), .newIn(upload, ID(raw)), .askDiscard(upload),
      .discard(upload), .list(session, page: 0), .list(session, page: 40), .showAll(session),
      .hideAll(session), .retry(session), .file(file), .next(file), .previous(file),
      .setVisible(file, true), .setVisible(file, false), .caption(file), .noCaption(file),
      .askDelete(file), .delete(file), .play(file),
    ] + FilePlace.allCases.map { .move(file, $0) }
  }

  static let filesQuestions: [FilesQuestion] = [
    .collecting(session: ID(7)), .choosing(upload: ID(8)),
    .naming(upload: ID(9), specialist: ID(2)), .caption(file: ID(10)),
  ]
}
