/// An amount in the smallest unit of its currency.
package struct Money: Hashable, Sendable {
  package let minor: Int64
  /// An ISO 4217 code.
  package let currency: String

  /// Nil unless ISO 4217 lists the code.
  package init?(minor: Int64, currency: String) {
    guard Self.decimals(of: currency) != nil else { return nil }
    self.minor = minor
    self.currency = currency
  }

  /// How many digits follow the decimal mark.
  package var decimals: Int { Self.decimals(of: currency) ?? 2 }

  /// Plain digits with a point: `1200.50`; for files and machines, people read the Phrasebook's.
  package var plain: String {
    guard decimals > 0 else { return String(minor) }
    let digits = String(minor.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(minor < 0 ? "-" : "")\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }

  /// The decimal digits of a currency by ISO 4217; nil when it lists no such code.
  package static func decimals(of currency: String) -> Int? { exponents[currency] }

  private static let exponents: [String: Int] = {
    var table: [String: Int] = [:]
    for code in twoDecimals.split(separator: " ") { table[String(code)] = 2 }
    for code in noDecimals.split(separator: " ") { table[String(code)] = 0 }
    for code in threeDecimals.split(separator: " ") { table[String(code)] = 3 }
    return table
  }()

  private static let noDecimals =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
  private static let threeDecimals = "BHD IQD JOD KWD LYD OMR TND"
  private static let twoDecimals = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD \
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD \
    MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP \
    PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS \
    TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG
    """
}
