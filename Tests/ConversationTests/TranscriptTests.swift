import Booking
import Foundation
import Stage
import Testing

/// The scenes under Transcripts/, played against the real store with a fixed clock.
///
/// With `RECORD_TRANSCRIPTS=1` in the environment they are written anew instead of compared.
@Suite struct TranscriptTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Transcripts")

  static var scenes: [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).filter { $0.hasSuffix(".txt") }.sorted()
  }

  @Test(arguments: scenes) func `a scene goes as it is written`(_ scene: String) throws {
    let file = Self.folder.appendingPathComponent(scene)
    let source = try String(contentsOf: file, encoding: .utf8)
    // A Friday morning in Dublin, Kyiv, Almaty and Paris.
    let language = scene.split(separator: "-").first.map(String.init) ?? "en"
    let stage = try Stage(
      now: Instant(1_773_997_200), language: language, sample: !scene.contains("empty"),
      sendsLetters: !scene.contains("no-mail"))
    let played = try Transcript.play(source, on: stage)
    if ProcessInfo.processInfo.environment["RECORD_TRANSCRIPTS"] == "1" {
      try played.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(played == source)
    }
    #expect(!played.contains("?? "))
    #expect(stage.quarantined == 0)
  }

  @Test func `there are scenes`() { #expect(Self.scenes.count >= 8) }
}
