import Curl
import Glibc

extension TelegramClient {
  /// Fetches a file the bot has seen to `path`, which appears only when it is complete; up to
  /// 20 MB on the public server. A self-hosted server in local mode names a file on this machine
  /// instead: that one is copied.
  package func download(fileID: String, to path: String) async throws(TelegramError) {
    let result = try await perform(.getFile(id: fileID))
    guard let file = try? result.decode(RemoteFile.self), let source = file.path else {
      throw .badRequest(description: "the server names no path for the file")
    }
    if source.hasPrefix("/") {
      try await copy(source, to: path)
      return
    }
    let url = "\(base)/file/bot\(token.secret)/\(TelegramClient.encoded(source))"
    let request = HTTPRequest(
      .get, url, download: .file(path: path), proxy: proxy,
      deadlines: .init(total: .seconds(600), stall: .seconds(30)))
    let response: HTTPResponse
    do throws(CurlError) {
      response = try await transport.send(request)
    } catch {
      throw Answer.failure(error)
    }
    switch response.status {
    case 200..<300: return
    // The link lives an hour; a fresh one comes with the next try.
    case 404: throw .badRequest(description: "the file is gone")
    case 401: throw .unauthorized
    case 500...: throw .server(status: response.status)
    default: throw .badRequest(description: "the file was refused (HTTP \(response.status))")
    }
  }

  /// In pieces, so that no other task waits long. The server's path holds the token: it stays out
  /// of the error.
  private func copy(_ source: String, to path: String) async throws(TelegramError) {
    let input = open(source, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else {
      throw .badRequest(description: "the server's file cannot be read (\(reason()))")
    }
    defer { close(input) }
    let partial = path + ".part"
    let output = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard output >= 0 else {
      throw .badRequest(description: "the file cannot be written (\(reason()))")
    }
    defer { close(output) }
    while true {
      let count = sendfile(output, input, nil, 4 << 20)
      if count == 0 { break }
      if Task.isCancelled || count < 0 {
        let failure = reason()
        unlink(partial)
        if Task.isCancelled { throw .cancelled(mayHaveBeenSent: false) }
        throw .badRequest(description: "the file cannot be written (\(failure))")
      }
      await Task.yield()
    }
    guard rename(partial, path) == 0 else {
      throw .badRequest(description: "the file cannot be written (\(reason()))")
    }
  }

  private func reason() -> String { String(cString: strerror(errno)) }

  /// Keeps the path's slashes, encodes what does not belong into a URL.
  private static func encoded(_ path: String) -> String {
    var out = ""
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "/"), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"):
        out.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        out += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return out
  }
}
