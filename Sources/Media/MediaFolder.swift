import Digest
import Glibc

/// The folder of what was fetched: each file under the SHA-256 of its content, so that the same
/// content is kept once and a name never shows half a file.
///
/// A file is written beside the others, flushed, and only then takes its name; so whatever is found
/// under a name is whole, also after a loss of power.
package struct MediaFolder: Sendable {
  package let path: String

  package init(path: String) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// Where the content with that SHA-256 lies: `ab/cdef…` below the folder.
  package func path(of digest: [UInt8]) -> String {
    let name = digest.hexadecimal
    return "\(path)/\(name.prefix(2))/\(name.dropFirst(2))"
  }

  package func has(_ digest: [UInt8]) -> Bool { access(path(of: digest), R_OK) == 0 }

  // MARK: Making room

  /// How the folder stands, without changing anything.
  package enum Standing: Sendable, Hashable {
    case there
    /// It can be made where it should be.
    case notThere
    case notAFolder
    /// Neither the folder nor what should hold it.
    case unwritable(String)
  }

  package var standing: Standing {
    var facts = stat()
    var place = path
    while stat(place, &facts) != 0 {
      guard errno == ENOENT else { return .unwritable(place) }
      guard let slash = place.lastIndex(of: "/") else {
        place = "."
        continue
      }
      place = slash == place.startIndex ? "/" : String(place[..<slash])
    }
    if facts.st_mode & S_IFMT != S_IFDIR { return .notAFolder }
    guard access(place, W_OK | X_OK) == 0 else { return .unwritable(place) }
    return place == path ? .there : .notThere
  }

  /// Where files lie while they come in.
  private var incoming: String { path + "/incoming" }

  /// Makes the folder, and takes away what a crash left half done.
  func prepare() throws(MediaFault) {
    try makeFolder(path)
    try makeFolder(incoming)
    for name in MediaFolder.names(in: incoming) { unlink("\(incoming)/\(name)") }
  }

  private func makeFolder(_ path: String) throws(MediaFault) {
    var whole = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      whole += "/" + part
      guard mkdir(whole, 0o700) == 0 || errno == EEXIST else { throw MediaFault(errno) }
    }
  }

  /// A path for a file that comes in. It need not be cleaned: no two are alike in a run.
  func incomingPath(_ number: Int) -> String { "\(incoming)/\(number)" }

  /// Whether files can come in: makes the folder where it has gone.
  func isWritable() -> Bool {
    if access(incoming, W_OK | X_OK) == 0 { return true }
    return (try? prepare()) != nil && access(incoming, W_OK | X_OK) == 0
  }

  /// Bytes that may still be written here.
  package func room() -> Int64? {
    var found = statvfs()
    var folder = path
    // Before the first start it need not be there.
    while statvfs(folder, &found) != 0 {
      guard errno == ENOENT, let slash = folder.lastIndex(of: "/"), slash > folder.startIndex
      else { return nil }
      folder = String(folder[..<slash])
    }
    return Int64(clamping: UInt64(found.f_bavail) &* UInt64(found.f_frsize))
  }

  // MARK: Taking in

  /// Makes the bytes of a file last.
  func flush(file: String) throws(MediaFault) { try flush(file, O_RDONLY) }

  /// Gives a file that was flushed its name, which lasts once its folder is flushed too.
  func place(_ file: String, as digest: [UInt8]) throws(MediaFault) {
    let target = path(of: digest)
    if rename(file, target) == 0 { return }
    guard errno == ENOENT else { throw MediaFault(errno) }
    try makeFolder(folder(of: digest[0]))
    guard rename(file, target) == 0 else { throw MediaFault(errno) }
  }

  /// Makes names last that were given in the folders of these first bytes.
  func flush(foldersOf firstBytes: Set<UInt8>) throws(MediaFault) {
    for byte in firstBytes { try flush(folder(of: byte), O_RDONLY | O_DIRECTORY) }
    try flush(path, O_RDONLY | O_DIRECTORY)
  }

  private func flush(_ path: String, _ flags: Int32) throws(MediaFault) {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw MediaFault(errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw MediaFault(errno) }
  }

  private func folder(of byte: UInt8) -> String { path + "/" + [byte].hexadecimal }

  // MARK: Looking through

  /// The content that is there, of those digests that begin with a byte.
  func contents(beginningWith byte: UInt8) -> [[UInt8]] {
    let start = [byte].hexadecimal
    return MediaFolder.names(in: folder(of: byte)).compactMap {
      MediaFolder.bytes(ofHex: start + $0)
    }
  }

  func remove(_ digest: [UInt8]) { unlink(path(of: digest)) }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Nil for what is no SHA-256 in lower case.
  private static func bytes(ofHex text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard
        let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(byte)
    }
    return bytes.hexadecimal == text ? bytes : nil
  }
}

/// What went wrong with the folder.
package struct MediaFault: Error, Sendable, Hashable, CustomStringConvertible {
  let code: Int32

  init(_ code: Int32) { self.code = code }

  var isFull: Bool { code == ENOSPC || code == EDQUOT }

  package var description: String { String(cString: strerror(code)) }
}
