import NIOCore
import NIOPosix

/// A mail server on a loopback port that keeps what it gets, for the demo's mailbox: no letter
/// ever leaves this machine.
enum MailServer {
  struct Running: Sendable {
    let port: Int
    let task: Task<Void, Never>

    func stop() async {
      task.cancel()
      await task.value
    }
  }

  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  static func launch(_ sandbox: Sandbox) async throws -> Running {
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .bind(host: sandbox.configuration.host, port: 0) { channel in
        channel.eventLoop.makeCompletedFuture {
          try Connection(wrappingChannelSynchronously: channel)
        }
      }
    let task = Task<Void, Never> {
      try? await withThrowingDiscardingTaskGroup { group in
        try await listener.executeThenClose { connections in
          for try await connection in connections {
            group.addTask { try? await serve(connection, sandbox) }
          }
        }
      }
    }
    return Running(port: listener.channel.localAddress?.port ?? 0, task: task)
  }

  private static func serve(_ connection: Connection, _ sandbox: Sandbox) async throws {
    try await connection.executeThenClose { incoming, outgoing in
      func say(_ words: String) async throws {
        try await outgoing.write(ByteBuffer(string: words + "\r\n"))
      }
      var session = SMTPSession()
      /// Whether the conversation goes on.
      func heed(_ act: SMTPSession.Act) async throws -> Bool {
        switch act {
        case .listen: return true
        case .say(let words):
          try await say(words)
          return true
        case .accept(let envelope):
          sandbox.receive(envelope)
          try await say("250 2.0.0 Kept")
          return true
        case .part(let words):
          try await say(words)
          return false
        }
      }
      guard try await heed(SMTPSession.greeting(sandbox.faults.mail)) else { return }
      var waiting = ByteBuffer()
      for try await var buffer in incoming {
        waiting.writeBuffer(&buffer)
        while let end = waiting.readableBytesView.firstIndex(of: 10) {
          var line = waiting.readBytes(length: end - waiting.readerIndex + 1) ?? []
          line.removeLast()
          if line.last == 13 { line.removeLast() }
          guard try await heed(session.take(line, sandbox.faults.mail)) else { return }
        }
        waiting.discardReadBytes()
        // Nobody speaks so long without taking breath.
        guard waiting.readableBytes < 100_000 else { return }
      }
    }
  }
}

extension Sandbox {
  /// Starts taking e-mail and answers the URL for `SMTP_URL`. It ends with the sandbox.
  package func startMail() async throws -> String {
    let server = try await MailServer.launch(self)
    keep(server)
    return "smtp://\(configuration.host):\(server.port)"
  }

  /// The letters and short messages that came, oldest first.
  package var letters: [ReceivedLetter] { look { $0.letters } }

  /// What to set as `SMS_URL`: takes `{"to","text"}`, once the sandbox runs.
  package var gatewayURL: String { baseURL + "/sandbox/sms" }

  func receive(_ words: String, at phone: String) {
    change { world in
      let message = ReceivedLetter(
        id: (world.letters.last?.id ?? 0) + 1, date: world.now, phone: phone, words: words)
      world.letters.append(message)
      world.emit("letter", ["letter": message.json])
    }
  }

  func receive(_ envelope: SMTPSession.Envelope) {
    change { world in
      let letter = ReceivedLetter(
        id: (world.letters.last?.id ?? 0) + 1, date: world.now, envelope: envelope)
      world.letters.append(letter)
      world.emit("letter", ["letter": letter.json])
    }
  }
}
