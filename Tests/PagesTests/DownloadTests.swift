import Booking
import Foundation
import FrontDesk
import HTTPTypes
import Hummingbird
import Media
import NIOCore
import Synchronization
import Testing

@testable import Pages
@testable import Store

@Suite struct DownloadTests {
  @Test func `a file can be had in parts, and not again when it is known`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let video = try studio.add(.video, to: shoot, mime: "video/mp4", full: content)
    let path = shoot.place + "/f/\(video)/full"
    let whole = try await studio.ask(path)
    #expect(whole.headers[.contentType] == "video/mp4")
    #expect(whole.headers[.acceptRanges] == "bytes")
    #expect(Array(whole.body.readableBytesView) == content)
    let tag = try #require(whole.headers[.eTag])
    #expect(
      try await studio.ask(path, .get, [.ifNoneMatch: "\"x\", \(tag)"]).status == .notModified)
    let ranges: [(String, Range<Int>)] = [
      ("bytes=0-0", 0..<1), ("bytes=100-199", 100..<200), ("bytes=299990-", 299_990..<300_000),
      ("bytes=-5", 299_995..<300_000), ("bytes=0-999999999", 0..<300_000),
      ("bytes=131071-131073", 131_071..<131_074),
    ]
    for (header, range) in ranges {
      let part = try await studio.ask(path, .get, [.range: header])
      #expect(part.status == .partialContent, "\(header)")
      #expect(Array(part.body.readableBytesView) == Array(content[range]), "\(header)")
      #expect(
        part.headers[.contentRange] == "bytes \(range.lowerBound)-\(range.upperBound - 1)/300000")
    }
    for header in ["bytes=300000-", "bytes=-0"] {
      let none = try await studio.ask(path, .get, [.range: header])
      #expect(none.status == .rangeNotSatisfiable)
      #expect(none.headers[.contentRange] == "bytes */300000")
    }
    for header in [
      "bytes=5-1", "bytes=a-b", "bytes=0-1,5-6", "lines=1-2", "bytes=-",
      "bytes=99999999999999999999-",
    ] {
      #expect(try await studio.ask(path, .get, [.range: header]).status == .ok, "\(header)")
    }
    #expect(
      try await studio.ask(path, .get, [.range: "bytes=0-0", .ifRange: "\"other\""]).status == .ok)
  }

  @Test func `what could run in a browser is only downloaded, whatever it calls itself`()
    async throws
  {
    let studio = try Studio()
    let shoot = try studio.shoot()
    for (name, mime) in [
      ("a.html", "text/html"), ("b.svg", "image/svg+xml"), ("c.pdf", "application/pdf"),
      ("d.xml", "application/xhtml+xml"), ("e.js", "text/javascript"),
    ] {
      let file = try studio.add(.document, to: shoot, name: name, mime: mime)
      let answer = try await studio.ask(shoot.place + "/f/\(file)/full")
      #expect(answer.headers[.contentType] == "application/octet-stream")
      #expect(
        answer.headers[.contentDisposition]?.hasPrefix("attachment; filename=\"\(name)\"") == true)
      #expect(answer.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
    }
    let odd = try studio.add(
      .document, to: shoot, name: "Ве\"сілля\r\n<🎉>.jpg", mime: "image/jpeg")
    let answer = try await studio.ask(shoot.place + "/f/\(odd)/full?save=1")
    let disposition = try #require(answer.headers[.contentDisposition])
    #expect(disposition.hasPrefix("attachment; filename=\"__"))
    #expect(disposition.contains("filename*=UTF-8''%D0%92%D0%B5_"))
    #expect(!disposition.contains("\r") && !disposition.contains("<"))
  }

  @Test func `an archive is read by others, with names in every script`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    try studio.add(to: shoot, full: Array("one".utf8))
    try studio.add(.document, to: shoot, name: "Весілля 🎉.jpg", mime: "image/jpeg", full: [])
    try studio.add(.document, to: shoot, name: "../../etc/pass:wd", full: Array("two".utf8))
    try studio.add(.document, to: shoot, name: "весілля 🎉.JPG", full: Array("three".utf8))
    try studio.add(.document, to: shoot, name: "CON.txt", full: Array(repeating: 7, count: 200_000))
    try studio.add(.video, to: shoot, name: "big.mp4", full: nil)
    let answer = try await studio.ask(shoot.place + "/all.zip?lang=uk")
    #expect(answer.headers[.contentType] == "application/zip")
    #expect(answer.headers[.contentDisposition]?.contains("filename*=UTF-8''%D0%9E") == true)
    let bytes = Array(answer.body.readableBytesView)
    #expect(answer.headers[.contentLength] == String(bytes.count))
    for place in stride(from: 0, to: bytes.count, by: 77_777) {
      let part = try await studio.ask(
        shoot.place + "/all.zip?lang=uk", .get,
        [.range: "bytes=\(place)-", .ifRange: try #require(answer.headers[.eTag])])
      #expect(part.status == .partialContent)
      #expect(Array(part.body.readableBytesView) == Array(bytes[place...]))
    }
    let listed = try read(bytes)
    #expect(
      listed == [
        "001.jpg 3", "Весілля 🎉.jpg 0", "_.._etc_pass_wd 3", "весілля 🎉 (2).JPG 5",
        "_CON.txt 200000", "Чого немає в архіві.txt 101",
      ])
  }

  @Test func `every part of an archive is the same as in the whole`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    for number in 1...5 { try studio.add(to: shoot, full: Array(repeating: 1, count: number * 3)) }
    let whole = Array(try await studio.ask(shoot.place + "/all.zip").body.readableBytesView)
    for first in stride(from: 0, to: whole.count, by: 7) {
      for last in stride(from: first, to: whole.count, by: 61) {
        let part = try await studio.ask(
          shoot.place + "/all.zip", .get, [.range: "bytes=\(first)-\(last)"])
        #expect(Array(part.body.readableBytesView) == Array(whole[first...last]))
      }
    }
  }

  @Test func `favourites have an archive of their own`() async throws {
    let studio = try Studio()
    let shoot = try studio.shoot()
    let first = try studio.add(to: shoot, full: Array("first".utf8))
    try studio.add(to: shoot, full: Array("second".utf8))
    #expect(try await studio.ask(shoot.place + "/picks.zip").status == .notFound)
    _ = try await studio.ask(shoot.place + "/pick", .post, form: "pick=\(first)")
    let answer = try await studio.ask(shoot.place + "/picks.zip")
    #expect(try read(Array(answer.body.readableBytesView)) == ["001.jpg 5"])
  }

  @Test func `archives beyond four gigabytes and 65535 files are laid out with ZIP64`() async throws
  {
    let kept = KeptSize(
      digest: Array(repeating: 1, count: 32), size: 5_000_000_000, crc: 1, width: nil, height: nil)
    let large = ZipArchive(
      [.init(name: "a.bin", kept), .init(name: "b.txt", words: Array("after".utf8))],
      folder: MediaFolder(path: "/nonexistent"), stamp: 0)
    // Two headers with their contents, two lines with their fields of 64 bits, and the end.
    let headers: Int64 = 30 + 5 + 20 + 30 + 5
    let lines: Int64 = 46 + 5 + 20 + 46 + 5 + 12
    #expect(large.size == headers + 5_000_000_000 + 5 + lines + 98)
    let tail = Mutex<[UInt8]>([])
    try await large.send(5_000_000_055..<large.size) { piece in
      tail.withLock { $0 += Array(piece.readableBytesView) }
    }
    let bytes = tail.withLock { $0 }
    #expect(bytes.count == Int(large.size - 5_000_000_055))
    #expect(bytes.starts(with: [0x50, 0x4B, 3, 4]))
    let many = ZipArchive(
      (0..<70_000).map { .init(name: "\($0)", words: []) },
      folder: MediaFolder(path: "/nonexistent"), stamp: 0)
    let all = Mutex<[UInt8]>([])
    try await many.send(0..<many.size) { piece in
      all.withLock { $0 += Array(piece.readableBytesView) }
    }
    #expect(try read(all.withLock { $0 }).count == 70_000)
  }

  /// Names and sizes, as Python's zipfile reads them after a check of every CRC; Debian's unzip has
  /// to agree where it is installed.
  private func read(_ bytes: [UInt8]) throws -> [String] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "archive-\(UInt64.random(in: .min ... .max)).zip")
    try Data(bytes).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    if bytes.count < 1_000_000, FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip") {
      #expect(try run("/usr/bin/unzip", ["-tqq", path.path]).status == 0)
    }
    let script = """
      import sys, zipfile
      archive = zipfile.ZipFile(sys.argv[1])
      assert archive.testzip() is None
      for entry in archive.infolist(): print(entry.filename, entry.file_size)
      """
    let read = try run("/usr/bin/env", ["python3", "-X", "utf8", "-c", script, path.path])
    #expect(read.status == 0)
    return read.output.split(separator: "\n").map(String.init)
  }

  private func run(_ program: String, _ arguments: [String]) throws -> (
    status: Int32, output: String
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
