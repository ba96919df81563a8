@testable import Sandbox

/// A sandbox state with a manual clock in which everybody has pressed Start.
func makeWorld(_ adjust: (inout SandboxConfiguration) -> Void = { _ in }) -> World {
  var configuration = SandboxConfiguration()
  configuration.clock = .manual(1_780_000_000)
  adjust(&configuration)
  var world = World(configuration)
  for person in configuration.people { _ = world.say(person.id, "/start") }
  world.updates.drop()
  return world
}

let client = SandboxPerson.cast[0].id
let other = SandboxPerson.cast[1].id

extension World {
  /// Calls a method; the result, or the error's description.
  mutating func ask(
    _ method: String, _ values: [String: JSON] = [:], files: [String: Upload] = [:]
  ) -> (result: JSON, error: String) {
    var parameters = CallParameters()
    var object = JSONObject()
    for (key, value) in values { object[key] = value }
    parameters.add(object)
    parameters.files = files
    do throws(Refusal) {
      return (try call(method.lowercased(), parameters), "")
    } catch {
      return (.null, error.description)
    }
  }

  /// Sends a text to the client.
  mutating func send(_ text: String, _ more: [String: JSON] = [:]) -> (result: JSON, error: String)
  {
    ask(
      "sendMessage",
      more.merging(["chat_id": .int(client), "text": .string(text)]) { first, _ in first })
  }
}

func inline(_ data: String, text: String = "Go") -> JSON {
  ["inline_keyboard": [[["text": .string(text), "callback_data": .string(data)]]]]
}

/// The smallest picture that the sandbox takes for one: a PNG header of the given size.
func png(_ width: UInt8 = 40, _ height: UInt8 = 30, padding: Int = 0) -> [UInt8] {
  [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, width]
    + [0, 0, 0, height, 8, 6, 0, 0, 0] + [UInt8](repeating: 0, count: padding)
}
