@testable import Conversation

extension WorkExamples {
  static let backup: [BackupTap] =
    [
      .overview, .make, .askSend, .send, .settings, .setOn(true), .setOn(false), .setSends(true),
      .setSends(false), .askForget, .forget,
    ] + [0, 210, 1_439].map { .setTime($0) } + [3, 7, 14, 30].map { .setKeep($0) }
}
