import Foundation
import Sandbox
import Testing

@Suite("The program serves")
struct ServingTests {
  @Test("A client is greeted, and SIGTERM ends the program within five seconds")
  func greets() async throws {
    let bot = try await Bot()
    let program = try bot.serve()
    let client = bot.sandbox.people[0].id
    bot.sandbox.start(client)
    #expect(
      await bot.sandbox.waitUntil(timeout: .seconds(30)) {
        $0.lastMessage(of: client)?.fromBot == true
      })
    program.kill(SIGTERM)
    #expect(try await program.ends(within: 5) == .exit(0))
    await bot.sandbox.stop()
  }
}
