/// How far the owner came in setting the business up.
package struct SetupProgress: Sendable, Hashable {
  /// The questions, in their order.
  package enum Step: String, Sendable, Hashable, Codable, CaseIterable {
    case name, language, zone, currency, service, duration, price, hours, address, phone
  }

  package var step: Step
  /// The first service while it is being described: its name, then its length in minutes.
  package var service: String?
  package var minutes: Int?

  package init(step: Step, service: String? = nil, minutes: Int? = nil) {
    self.step = step
    self.service = service
    self.minutes = minutes
  }
}

extension Transaction {
  package func setupProgress() throws -> SetupProgress? {
    try row("SELECT step, service, minutes FROM setup") { row in
      SetupProgress(
        step: SetupProgress.Step(rawValue: row[0]) ?? .name, service: row[1], minutes: row[2])
    }
  }

  /// Nil forgets it: the set-up is done.
  package func save(_ progress: SetupProgress?) throws {
    guard let progress else { return try run("DELETE FROM setup") }
    try run(
      """
      INSERT INTO setup(id, step, service, minutes) VALUES (1, ?, ?, ?)
      ON CONFLICT(id) DO UPDATE SET step = excluded.step, service = excluded.service,
        minutes = excluded.minutes
      """, [progress.step.rawValue, progress.service, progress.minutes])
  }
}
