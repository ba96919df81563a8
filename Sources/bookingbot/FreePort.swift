import Foundation

/// Ports of this machine that nobody listens on, for the pages of the demo: their address has to be
/// known before anything is served.
enum FreePort {
  /// The port after that one, or any that is free.
  static func near(_ port: Int) -> Int {
    if port < 65_535, let next = bound(UInt16(port + 1)) { return next }
    return bound(0) ?? 0
  }

  /// The port that could be taken; given back at once.
  private static func bound(_ port: UInt16) -> Int? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isDone = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, size) == 0 && getsockname(descriptor, pointer, &size) == 0
      }
    }
    return isDone ? Int(UInt16(bigEndian: address.sin_port)) : nil
  }
}
