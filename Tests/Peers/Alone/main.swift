// The sandbox with no bot beside it, for programs that bring their own: clients of the Bot API
// that others wrote. Says on one line where it serves and with which token, and serves until its
// standard input ends, so that it outlives no parent, or until a signal ends it.

import Foundation
import Sandbox

let sandbox = Sandbox()
let port = try await sandbox.start()
let address = "port=\(port) token=\(sandbox.configuration.token)\n"
try FileHandle.standardOutput.write(contentsOf: Data(address.utf8))

// The sandbox serves on threads of its own, so this one may wait.
while readLine() != nil {}
await sandbox.stop()
