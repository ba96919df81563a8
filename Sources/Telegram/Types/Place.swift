/// A point on the map (Bot API `Location`), in degrees.
package struct Location: Sendable, Hashable {
  package let latitude: Double
  package let longitude: Double

  package init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }
}

/// A named place (Bot API `Venue`).
package struct Venue: Sendable, Hashable {
  package let location: Location
  package let title: String
  package let address: String

  package init(location: Location, title: String, address: String) {
    self.location = location
    self.title = title
    self.address = address
  }
}

extension Location: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var latitude: Double?
    var longitude: Double?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "latitude": latitude = try reader.double()
      case "longitude": longitude = try reader.double()
      default: try reader.skip()
      }
    }
    self.init(
      latitude: try reader.required(latitude, "latitude"),
      longitude: try reader.required(longitude, "longitude"))
  }
}

extension Venue: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var location: Location?
    var title = ""
    var address = ""
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "location": location = try Location(from: &reader)
      case "title": title = try reader.string()
      case "address": address = try reader.string()
      default: try reader.skip()
      }
    }
    self.init(
      location: try reader.required(location, "location"), title: title, address: address)
  }
}
