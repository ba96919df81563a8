import Foundation

extension Zone {
  /// The country a zone is in, as ISO 3166 code: from the time zone database's own table
  /// (`zone.tab`), which names one country for each zone. Nil where it is not known.
  package var country: String? { Self.countries[identifier] }

  /// The currency of a country (ISO 4217).
  package static func currency(ofCountry code: String) -> String? {
    Locale(identifier: "en_\(code)").currency?.identifier
  }

  private static let countries: [String: String] = {
    guard
      let table = try? String(contentsOfFile: "/usr/share/zoneinfo/zone.tab", encoding: .utf8)
    else { return [:] }
    var countries: [String: String] = [:]
    for line in table.split(separator: "\n") where !line.hasPrefix("#") {
      let columns = line.split(separator: "\t")
      if columns.count >= 3 { countries[String(columns[2])] = String(columns[0]) }
    }
    return countries
  }()
}
