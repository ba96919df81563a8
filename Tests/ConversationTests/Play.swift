import Booking
import Stage
import Store
import Testing

/// The sample business on a Friday morning, with two clients, a specialist and the owner.
struct Play {
  let stage: Stage

  init(language: String = "en") throws {
    stage = try Stage(now: Instant(1_773_997_200), language: language)
    stage.enter("Anna", id: 501)
    stage.enter("Ben", id: 502)
    stage.enter("Oliver", id: 601)
    stage.enter("Olga", id: 602)
    try stage.appoint("Oliver", ownerOrSpecialist: 0)
    try stage.appoint("Olga", ownerOrSpecialist: nil)
  }

  /// What a person was shown last, new or edited.
  func shown(_ name: String) -> Stage.Shown? {
    stage.delivered.last { $0.to == name }?.message
  }

  /// The data of the first button under the last screen that starts with a verb.
  func button(_ name: String, _ verb: String, at index: Int = 0) throws -> String {
    let data = (shown(name)?.keyboard ?? []).joined().compactMap(\.data)
      .filter { $0.hasPrefix(verb) }
    try #require(data.indices.contains(index), "\(name) has no \(verb) button")
    return data[index]
  }

  /// Taps on the message that was shown last; returns the answer to the tap.
  @discardableResult
  func tap(_ name: String, _ data: String, tooOld: Bool = false) throws -> Stage.Answer {
    let message = tooOld ? 0 : shown(name)?.id ?? 0
    let query = try stage.tap(name, data: data, on: message)
    #expect(stage.answerCounts[query] == 1)
    return try #require(stage.answers[query])
  }

  /// Goes on to a held time, by default ten o’clock. Returns the data of its Confirm.
  func hold(_ name: String, service: Int = 1, at index: Int = 2) throws -> String {
    try stage.say(name, "/start s\(service)")
    try tap(name, button(name, "t:", at: index))
    return try button(name, "ok:")
  }

  func book(_ name: String, service: Int = 1, at index: Int = 2) throws -> Visit {
    try tap(name, hold(name, service: service, at: index))
    return try #require(visits().last)
  }

  /// Every booking as it is stored, held ones too.
  func visits() throws -> [Visit] {
    try stage.store.read { tx in
      try (1...200).compactMap { try tx.visit(ID($0)) }
    }
  }
}
