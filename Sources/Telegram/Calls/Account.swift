extension Call {
  /// The result decodes as `User`.
  package static func getMe() -> Call { Call("getMe") }

  /// The result decodes as `RemoteFile`.
  package static func getFile(id: String) -> Call {
    Call("getFile") { $0.member("file_id", id) }
  }

  /// The result decodes as `WebhookInfo`.
  package static func getWebhookInfo() -> Call { Call("getWebhookInfo") }

  package static func deleteWebhook(dropPending: Bool = false) -> Call {
    Call("deleteWebhook") {
      if dropPending { $0.member("drop_pending_updates", true) }
    }
  }

  /// The chat of `perform(_:chat:)`; the result decodes as `Chat`.
  package static func getChat() -> Call { Call("getChat") }

  /// Leaves the public server, before moving to a self-hosted one.
  package static func logOut() -> Call { Call("logOut") }

  /// Poll for updates; `timeout` in seconds, 0 answers at once.
  package static func getUpdates(
    offset: Int64?, limit: Int = 100, timeout: Int, allowed: [String]
  ) -> Call {
    Call("getUpdates") {
      if let offset { $0.member("offset", offset) }
      $0.member("limit", limit)
      $0.member("timeout", timeout)
      $0.array("allowed_updates") { writer in
        for kind in allowed { writer.element(kind) }
      }
    }
  }
}
