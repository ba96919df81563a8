import Testing

@testable import Pages

@Suite struct PageHeadTests {
  @Test func `no page lets scripts from elsewhere run, and none tells where a visitor came from`() {
    let headers = Dictionary(uniqueKeysWithValues: PageHead.headers.map { ($0.name, $0.value) })
    let policy = headers["Content-Security-Policy"] ?? ""
    #expect(policy.contains("default-src 'none'"))
    #expect(!policy.contains("unsafe"))
    #expect(headers["Referrer-Policy"] == "no-referrer")
  }
}
