/// One line of the bot's command menu (Bot API `BotCommand`).
package struct MenuCommand: Sendable, Hashable {
  /// 1–32 of `[a-z0-9_]`, without the slash.
  package let name: String
  /// 1–256 characters.
  package let description: String

  package init(name: String, description: String) {
    self.name = name
    self.description = description
  }
}

/// Who sees a command menu (Bot API `BotCommandScope`).
package enum CommandScope: Sendable, Hashable {
  case `default`
  case allPrivateChats
  case allGroupChats
  case chat(Int64)
}

extension Call {
  package static func setMyCommands(
    _ commands: [MenuCommand], scope: CommandScope = .default, languageCode: String? = nil
  ) -> Call {
    Call("setMyCommands", violation: violation(of: commands)) {
      $0.array("commands") { writer in
        for command in commands {
          writer.object {
            $0.member("command", command.name)
            $0.member("description", command.description)
          }
        }
      }
      $0.scope(scope)
      $0.language(languageCode)
    }
  }

  package static func deleteMyCommands(
    scope: CommandScope = .default, languageCode: String? = nil
  ) -> Call {
    Call("deleteMyCommands") {
      $0.scope(scope)
      $0.language(languageCode)
    }
  }

  /// At most 64 characters.
  package static func setMyName(_ name: String, languageCode: String? = nil) -> Call {
    let length = Limits.length(name)
    return Call("setMyName", violation: length > 64 ? .nameTooLong(length) : nil) {
      $0.member("name", name)
      $0.language(languageCode)
    }
  }

  /// Shown in an empty chat; at most 512 characters.
  package static func setMyDescription(_ description: String, languageCode: String? = nil) -> Call {
    let length = Limits.length(description)
    return Call(
      "setMyDescription", violation: length > 512 ? .descriptionTooLong(length) : nil
    ) {
      $0.member("description", description)
      $0.language(languageCode)
    }
  }

  /// Shown on the profile page; at most 120 characters.
  package static func setMyShortDescription(
    _ description: String, languageCode: String? = nil
  ) -> Call {
    let length = Limits.length(description)
    return Call(
      "setMyShortDescription", violation: length > 120 ? .descriptionTooLong(length) : nil
    ) {
      $0.member("short_description", description)
      $0.language(languageCode)
    }
  }

  package enum MenuButton: Sendable, Hashable {
    case commands
    case `default`
    case webApp(text: String, url: String)
  }

  /// For one chat when sent with `chat:`, else for all private chats.
  package static func setChatMenuButton(_ button: MenuButton) -> Call {
    Call("setChatMenuButton") {
      $0.object("menu_button") { writer in
        switch button {
        case .commands: writer.member("type", "commands")
        case .default: writer.member("type", "default")
        case .webApp(let text, let url):
          writer.member("type", "web_app")
          writer.member("text", text)
          writer.object("web_app") { $0.member("url", url) }
        }
      }
    }
  }

  private static func violation(of commands: [MenuCommand]) -> LimitViolation? {
    if commands.count > 100 { return .tooManyCommands(commands.count) }
    for command in commands {
      let name = command.name.utf8
      let isValid =
        (1...32).contains(name.count)
        && name.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 26 || $0 == UInt8(ascii: "_") }
      if !isValid { return .commandName(command.name) }
      if !(1...256).contains(Limits.length(command.description)) {
        return .commandDescription(command.name)
      }
    }
    return nil
  }
}

extension JSONWriter {
  fileprivate mutating func scope(_ scope: CommandScope) {
    guard scope != .default else { return }
    object("scope") {
      switch scope {
      case .default: $0.member("type", "default")
      case .allPrivateChats: $0.member("type", "all_private_chats")
      case .allGroupChats: $0.member("type", "all_group_chats")
      case .chat(let id):
        $0.member("type", "chat")
        $0.member("chat_id", id)
      }
    }
  }

  fileprivate mutating func language(_ code: String?) {
    if let code { member("language_code", code) }
  }
}
