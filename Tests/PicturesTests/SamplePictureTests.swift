import Testing

@testable import Pictures

@Suite struct SamplePictureTests {
  @Test(arguments: SamplePicture.Motif.allCases)
  func aMotifIsASmallPictureAndAlwaysTheSame(motif: SamplePicture.Motif) throws {
    let file = SamplePicture.png(motif, seed: 7)
    let picture = try PNGFile(file)
    #expect(picture.width == 640 && picture.height == 400)
    #expect(file.count < 120_000)
    #expect(file == SamplePicture.png(motif, seed: 7))
    #expect(file != SamplePicture.png(motif, seed: 8))
  }

  @Test func pixelsThatAreMissingAreRefused() {
    #expect(PNG.encode([0, 0], rowBytes: 1, width: 8, height: 3, as: .bits) == [])
    #expect(PNG.encode([], rowBytes: 0, width: 0, height: 0, as: .bits) == [])
    #expect(PNG.encode([0, 0], rowBytes: 1, width: 9, height: 1, as: .bits) == [])
  }
}
