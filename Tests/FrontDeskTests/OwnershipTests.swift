import Booking
import Foundation
import Testing

@testable import FrontDesk
@testable import Store

/// The link that makes an owner, and the key that all links are made from.
@Suite struct OwnershipTests {
  let salon: Salon
  let olga: Person

  init() throws {
    salon = try Salon()
    olga = salon.owner
    try salon.change(salon.owner) { $0.isOwner = false }
  }

  private func link() throws -> String? {
    try salon.at { try $0.ownerStartParameter() }.map { String($0.dropFirst()) }
  }

  private func open(_ token: String, _ person: Person) throws -> OwnerOutcome {
    let person = try salon.person(person)
    return try salon.at { try $0.becomeOwner(token, person) }
  }

  @Test func `the link makes one owner, once`() throws {
    let token = try #require(try link())
    #expect(try open(token, salon.ann) == .welcome)
    #expect(try salon.person(salon.ann).isOwner)
    #expect(try open(token, salon.ann) == .alreadyOwner)
    #expect(try open(token, salon.bob) == .invalid)
    #expect(try !salon.person(salon.bob).isOwner)
    #expect(try link() == nil, "there is an owner now")
    let misuse = try salon.store.read {
      try $0.count("SELECT count(*) FROM audit WHERE action = 'ownerLinkMisused'")
    }
    #expect(misuse == 1)
  }

  @Test func `a wrong, changed or empty token opens nothing`() throws {
    let token = try #require(try link())
    let swapped = (token.hasPrefix("A") ? "B" : "A") + token.dropFirst()
    for wrong in ["", "x", String(token.dropLast()), token + "A", swapped, token.uppercased()] {
      #expect(try open(wrong, salon.ann) == .invalid, "\(wrong)")
    }
    #expect(try open(token, salon.ann) == .welcome)
  }

  @Test func `each start prints a fresh link, and the earlier ones are void`() throws {
    let tokens = try (0..<3).map { _ in try #require(try link()) }
    #expect(Set(tokens).count == 3)
    for old in tokens.dropLast() { #expect(try open(old, salon.ann) == .invalid) }
    #expect(try open(tokens[2], salon.ann) == .welcome)
  }

  @Test func `a link is good for a day`() throws {
    let token = try #require(try link())
    salon.pass(minutes: 1_440)
    #expect(try open(token, salon.ann) == .invalid)
    let again = try #require(try link())
    salon.pass(seconds: 86_399)
    #expect(try open(again, salon.ann) == .welcome)
  }

  @Test func `a link of another key is none of ours`() throws {
    let token = try #require(try link())
    let other = FrontDesk.Means(
      keys: KeyRing(bytes: Array(repeating: 8, count: 32)), random: salon.means.random,
      botUsername: "", botName: "")
    let (now, ann) = (salon.now, salon.ann)
    let outcome = try salon.store.write {
      try FrontDesk($0, now: now, means: other, origin: "test").becomeOwner(token, ann)
    }
    #expect(outcome == .invalid)
  }

  @Test func `a token has 256 bits, fits a start parameter and is not in the database`() throws {
    let parameter = try #require(try salon.at { try $0.ownerStartParameter() })
    let token = String(parameter.dropFirst())
    let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
    #expect(token.count == 43 && parameter.count <= 64 && parameter.allSatisfy(allowed.contains))
    let padded =
      token.replacingOccurrences(of: "-", with: "+")
      .replacingOccurrences(of: "_", with: "/") + "="
    let bytes = try #require(Data(base64Encoded: padded))
    #expect(bytes.count == 32)
    let dump = try Dump(of: salon.store)
    #expect(dump.places(of: Array(token.utf8)) == [] && dump.places(of: Array(bytes)) == [])
    #expect(dump.places(of: KeyRing.digest(of: token)) == ["link.digest"])
  }

  @Test func `tokens differ by kind, id, nonce and key`() {
    let keys = KeyRing(bytes: Array(repeating: 1, count: 32))
    let other = KeyRing(bytes: Array(repeating: 2, count: 32))
    let tokens = [
      keys.token(kind: "a", id: 1, nonce: [1]), keys.token(kind: "b", id: 1, nonce: [1]),
      keys.token(kind: "a", id: 2, nonce: [1]), keys.token(kind: "a", id: 1, nonce: [2]),
      keys.token(kind: "a", id: 1, nonce: [1, 0]), other.token(kind: "a", id: 1, nonce: [1]),
    ]
    #expect(Set(tokens).count == tokens.count)
    #expect(keys.token(kind: "a", id: 1, nonce: [1]) == tokens[0])
    #expect(KeyRing.same(tokens[0], tokens[0]))
    #expect(!KeyRing.same(tokens[0], tokens[1]) && !KeyRing.same("", "a") && KeyRing.same("", ""))
    // RFC 4231 has no such message; SHA-256 of the empty string is known to everybody.
    #expect(KeyRing.digest(of: "").prefix(4) == [0xE3, 0xB0, 0xC4, 0x42])
  }

  @Test func `the key file is made once, for its owner's eyes only, and never overwritten`() throws
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("bot.sqlite.key").path
    let mask = umask(0)
    defer { umask(mask) }
    // A crash while a key was being written left this.
    try Data("half".utf8).write(to: URL(fileURLWithPath: path + ".new"))
    let made = try KeyRing.load(path: path)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names == ["bot.sqlite.key"])
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    #expect((attributes[.size] as? NSNumber)?.intValue == 32)
    let again = try KeyRing.load(path: path)
    #expect(
      made.token(kind: "a", id: 1, nonce: []) == again.token(kind: "a", id: 1, nonce: []))
    let other = try KeyRing.load(path: path + "2")
    #expect(
      made.token(kind: "a", id: 1, nonce: []) != other.token(kind: "a", id: 1, nonce: []))

    try Data("short".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: StoreFault.self) { try KeyRing.load(path: path) }
    #expect(FileManager.default.contents(atPath: path) == Data("short".utf8))
    // What is there and can't be read stays as it is; here a link that leads nowhere.
    let dangling = path + "3"
    try FileManager.default.createSymbolicLink(
      atPath: dangling, withDestinationPath: folder.path + "/elsewhere")
    #expect(throws: StoreFault.self) { try KeyRing.load(path: dangling) }
    #expect(throws: StoreFault.self) { try KeyRing.load(path: folder.path) }
    #expect(throws: StoreFault.self) { try KeyRing.load(path: path + "/inside") }
  }
}
