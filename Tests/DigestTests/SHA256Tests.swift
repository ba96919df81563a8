import Foundation
import Testing

@testable import Digest

@Suite struct SHA256Tests {
  @Test func `digests are those of FIPS 180-4's examples`() {
    #expect(
      SHA256.hash([]).hexadecimal
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.hash(Array("abc".utf8)).hexadecimal
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func `pieces of any length come to the same digest, one after the other`() throws {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let digest = try #require(SHA256())
    for length in [1, 63, 64, 65, 999] {
      for start in stride(from: 0, to: bytes.count, by: length) {
        digest.update(Array(bytes[start..<min(start + length, bytes.count)]))
      }
      #expect(digest.finish() == SHA256.hash(bytes))
    }
  }

  @Test func `codes are those of RFC 4231, with short and with long keys`() {
    #expect(
      SHA256.authenticationCode(
        for: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)
      ).hexadecimal
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      SHA256.authenticationCode(
        for: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
        key: [UInt8](repeating: 0xAA, count: 131)
      ).hexadecimal
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }
}
