import Sandbox
import Testing

extension Bot {
  /// Books the first offered time of a service as a client does, and waits for the confirmation.
  func books(
    _ client: PersonID, service: String = "Haircut", comment: String? = nil,
    location: SourceLocation = #_sourceLocation
  ) async throws {
    sandbox.start(client)
    try await taps(client, location) { $0.hasSuffix("Book a visit") }
    try await taps(client, location) { $0.hasPrefix(service) }
    try await taps(client, location) { $0.contains(":") }
    try await shows(client, location) { $0.contains("check your booking") }
    if let comment {
      sandbox.say(client, comment)
      _ = await sandbox.settle(timeout: .seconds(40))
    }
    try await taps(client, location) { $0.hasSuffix("Confirm") }
    try await shows(client, location) { $0.contains("Your booking is confirmed") }
  }

  /// Taps the first button like this as soon as there is one.
  private func taps(
    _ client: PersonID, _ location: SourceLocation,
    _ isMeant: @escaping @Sendable (String) -> Bool
  ) async throws {
    let isThere = await sandbox.waitUntil(timeout: .seconds(40)) { sandbox in
      sandbox.messages(of: client).last { !$0.buttons.isEmpty }?.buttons.joined()
        .contains { isMeant($0.text) } == true
    }
    let message = sandbox.messages(of: client).last { !$0.buttons.isEmpty }
    let button = message?.buttons.joined().first { isMeant($0.text) }
    #expect(isThere, "\(sandbox.transcript(of: client))", sourceLocation: location)
    let (id, data) = try (#require(message?.id), #require(button?.data))
    sandbox.tap(client, id, data)
  }

  private func shows(
    _ client: PersonID, _ location: SourceLocation,
    _ isMeant: @escaping @Sendable (String) -> Bool
  ) async throws {
    let isShown = await sandbox.waitUntil(timeout: .seconds(40)) { sandbox in
      sandbox.messages(of: client).contains { isMeant($0.text) }
    }
    #expect(isShown, "\(sandbox.transcript(of: client))", sourceLocation: location)
  }
}
