import Foundation
import FoundationNetworking

/// Asks a page of this machine: for the health pages, and to play a second poller.
enum Web {
  /// The status and the body; status 0 when nobody answers.
  static func get(_ address: String) async -> (status: Int, body: String) {
    guard let url = URL(string: address) else { return (0, "") }
    return await withCheckedContinuation { continuation in
      let task = URLSession.shared.dataTask(with: url) { data, response, _ in
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        continuation.resume(returning: (status, String(decoding: data ?? Data(), as: UTF8.self)))
      }
      task.resume()
    }
  }
}
