import Testing

@testable import Media

@Suite struct MediaFolderTests {
  @Test func `content lies under its digest, two letters of it as the folder`() {
    let digest = [UInt8](repeating: 0xAB, count: 31) + [5]
    let path = MediaFolder(path: "media").path(of: digest)
    #expect(path == "media/ab/" + String(repeating: "ab", count: 30) + "05")
  }
}
