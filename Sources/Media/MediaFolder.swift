import Foundation

/// The folder of what was fetched: each file under the SHA-256 of its content, so that the same
/// content is kept once and a name never shows half a file.
package struct MediaFolder: Sendable {
  package let path: String

  package init(path: String) { self.path = path }

  /// Where the content with that SHA-256 lies: `ab/cdef…` below the folder.
  package func path(of digest: [UInt8]) -> String {
    let name = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return "\(path)/\(name.prefix(2))/\(name.dropFirst(2))"
  }
}
