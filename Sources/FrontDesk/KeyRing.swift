import Digest
import Foundation
import Store

/// The key of the house, from a file beside the database. Secrets in links are made from it, so
/// they can be shown again without being stored (design note: tokens).
package struct KeyRing: Sendable {
  private let key: [UInt8]

  package init(bytes: [UInt8]) { key = bytes }

  /// Reads the key file, or makes one that only its owner can read.
  package static func load(path: String) throws(StoreFault) -> KeyRing {
    if let data = FileManager.default.contents(atPath: path) {
      guard data.count == 32 else {
        throw .damaged(path: path, reason: "a key file has 32 bytes, this has \(data.count)")
      }
      return KeyRing(bytes: [UInt8](data))
    }
    // A key that can't be read is no reason to overwrite it.
    var status = stat()
    guard lstat(path, &status) != 0 else {
      throw .unreachable(path: path, reason: "the key file can't be read")
    }
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    guard keep(bytes, at: path) else {
      let reason = String(cString: strerror(errno))
      throw .unreachable(path: path, reason: "the key file can't be written: \(reason)")
    }
    return KeyRing(bytes: bytes)
  }

  /// Puts the key of a copy in its place; another one that lies there is kept beside it.
  static func install(_ bytes: [UInt8], at path: String) throws(StoreFault) {
    guard bytes.count == 32 else {
      throw .damaged(path: path, reason: "the key in the copy has \(bytes.count) bytes, not 32")
    }
    if let present = FileManager.default.contents(atPath: path) {
      if [UInt8](present) == bytes { return }
      var count = 1
      while link(path, "\(path).before-\(count)") != 0, errno == EEXIST { count += 1 }
    }
    guard keep(bytes, at: path) else {
      let reason = String(cString: strerror(errno))
      throw .unreachable(path: path, reason: "the key file can't be written: \(reason)")
    }
  }

  /// Writes the key beside its place and then puts it there, so that a crash leaves all of it or
  /// none: half a key would keep every later start from going on. The lock on the database keeps a
  /// second process away. False with `errno` when it can't be done.
  private static func keep(_ bytes: [UInt8], at path: String) -> Bool {
    let fresh = path + ".new"
    unlink(fresh)
    // Made with its permissions.
    let descriptor = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    let isWritten = write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
    let reason = errno
    close(descriptor)
    guard isWritten else {
      unlink(fresh)
      errno = reason
      return false
    }
    guard rename(fresh, path) == 0 else { return false }
    // The name has to outlast a loss of power as well as the bytes.
    let name = (path as NSString).deletingLastPathComponent
    let folder = open(name.isEmpty ? "." : name, O_RDONLY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
    return true
  }

  /// The secret of a link: base64url(HMAC-SHA256(key, kind ‖ id ‖ nonce)), 43 characters.
  func token(kind: String, id: Int64, nonce: [UInt8]) -> String {
    var message = Array(kind.utf8) + [0]
    withUnsafeBytes(of: id.bigEndian) { message.append(contentsOf: $0) }
    message += nonce
    let code = SHA256.authenticationCode(for: message, key: key)
    return Data(code).base64EncodedString()
      .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
      .replacingOccurrences(of: "=", with: "")
  }

  static func digest(of token: String) -> [UInt8] { SHA256.hash(Array(token.utf8)) }

  /// Compares without telling by its time where the difference is.
  static func same(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    guard a.count == b.count else { return false }
    var difference: UInt8 = 0
    for (x, y) in zip(a, b) { difference |= x ^ y }
    return difference == 0
  }
}
