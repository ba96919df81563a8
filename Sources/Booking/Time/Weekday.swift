/// A day of the week, numbered as in ISO 8601.
package enum Weekday: Int, CaseIterable, Codable, Sendable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  /// `mon` … `sun`, as calendars are written.
  package var key: String {
    switch self {
    case .monday: "mon"
    case .tuesday: "tue"
    case .wednesday: "wed"
    case .thursday: "thu"
    case .friday: "fri"
    case .saturday: "sat"
    case .sunday: "sun"
    }
  }

  package init?(key: String) {
    guard let day = Self.allCases.first(where: { $0.key == key }) else { return nil }
    self = day
  }

  /// The weekday so many days after 1970-01-01, a Thursday.
  init(dayNumber: Int) {
    let index = (dayNumber + 3) % 7
    self = Self.allCases[index < 0 ? index + 7 : index]
  }
}
