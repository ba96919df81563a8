import Booking
import Store

/// Which part of the log is looked at, small enough for a button.
struct LogFilter: Hashable, Sendable {
  var topic: AuditTopic?
  var person: ID<Person>?
  /// The first day; nil: everything.
  var from: LocalDate?
  /// How many days from there.
  var days = 1

  init(
    topic: AuditTopic? = nil, person: ID<Person>? = nil, from: LocalDate? = nil, days: Int = 1
  ) {
    self.topic = topic
    self.person = person
    self.from = from
    self.days = from == nil ? 1 : days
  }

  var topicNumber: Int {
    topic.flatMap { AuditTopic.allCases.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
  }

  /// Topic, person, first day, days; 0 is “any”.
  var numbers: [Int] {
    [topicNumber, Int(person?.raw ?? 0), from?.dayNumber ?? 0, from == nil ? 0 : days]
  }

  init?(_ read: inout TapArguments) {
    guard let topic = read.number(), let person = read.number(), let day = read.number(),
      let days = read.number()
    else { return nil }
    self.init(topic: topic, person: person, day: day, days: days)
  }

  /// Nil when the numbers are none that a button carries.
  init?(topic: Int, person: Int, day: Int, days: Int) {
    guard (0...AuditTopic.allCases.count).contains(topic), person >= 0,
      (0..<100_000).contains(day), day == 0 ? days == 0 : (1...1_000).contains(days)
    else { return nil }
    self.init(
      topic: topic == 0 ? nil : AuditTopic.allCases[topic - 1],
      person: person == 0 ? nil : ID(Int64(person)),
      from: day == 0 ? nil : LocalDate(dayNumber: day), days: max(days, 1))
  }

  func query(in zone: Zone) -> AuditQuery {
    let period = from.map { from in
      zone.dayRange(of: from).lowerBound..<zone.dayRange(of: from.adding(days: days)).lowerBound
    }
    return AuditQuery(topic: topic, person: person, period: period)
  }

  var isEmpty: Bool { topic == nil && person == nil && from == nil }
}

extension AuditPlace {
  /// For a button: 0 is the newest, a negative number what follows an entry.
  var number: Int {
    switch self {
    case .newest: 0
    case .before(let id): Int(id)
    case .after(let id): -Int(id)
    }
  }

  init(number: Int) {
    self = number == 0 ? .newest : number > 0 ? .before(Int64(number)) : .after(Int64(-number))
  }
}
