/// The reply_markup parameter, checked as the server checks it and normalised for keeping.
enum ReplyMarkup: Sendable, Equatable {
  case none
  case inline(JSON)
  case keyboard(JSON)
  case remove
  case forceReply(placeholder: String?)

  /// What a message shows of it: only inline keyboards are part of messages.
  var json: JSON? { if case .inline(let json) = self { json } else { nil } }

  var isReplyKeyboard: Bool {
    switch self {
    case .none, .inline: false
    case .keyboard, .remove, .forceReply: true
    }
  }

  /// Buttons in all, buttons in a row, and bytes that the server keeps (100, 8 and 10 KB for inline
  /// keyboards, 300 and 12 for reply keyboards).
  private static let inlineLimits = (total: 100, row: 8, bytes: 10_240)
  private static let replyLimits = (total: 300, row: 12)

  static func parse(
    _ parameters: CallParameters, inPrivate: Bool = true, isInvoice: Bool = false
  ) throws(Refusal) -> ReplyMarkup {
    guard let text = parameters["reply_markup"] else { return .none }
    guard let json = JSON(parsing: text) else {
      throw .badRequest("can't parse reply keyboard markup JSON object")
    }
    if json == .null { return .none }
    guard let object = json.object else { throw .badRequest("object expected as reply markup") }
    if let rows = object["inline_keyboard"] { return try inline(rows, isInvoice) }
    if let rows = object["keyboard"] { return try keyboard(object, rows, inPrivate) }
    if object["remove_keyboard"]?.bool == true { return .remove }
    if object["force_reply"]?.bool == true {
      return .forceReply(placeholder: try placeholder(object))
    }
    return .none
  }

  /// For edits and albums, which take inline keyboards only.
  static func parseInline(
    _ parameters: CallParameters, isInvoice: Bool = false
  ) throws(Refusal) -> JSON? {
    switch try parse(parameters, isInvoice: isInvoice) {
    case .none: return nil
    case .inline(let json): return json
    default: throw .badRequest("inline keyboard expected")
    }
  }

  private static func placeholder(_ object: JSONObject) throws(Refusal) -> String? {
    guard let text = object["input_field_placeholder"]?.string, !text.isEmpty else { return nil }
    guard text.count <= 64 else { throw .badRequest("input field placeholder is too long") }
    return text
  }

  private static func inline(_ value: JSON, _ isInvoice: Bool) throws(Refusal) -> ReplyMarkup {
    guard let rows = value.array else {
      throw .badRequest("field \"inline_keyboard\" must be of type Array")
    }
    var result: [JSON] = []
    var total = 0
    for row in rows {
      guard let buttons = row.array else {
        throw .badRequest("field \"inline_keyboard\" must be an Array of Arrays")
      }
      var checked: [JSON] = []
      for button in buttons {
        let isFirst = result.isEmpty && checked.isEmpty
        checked.append(try inlineButton(button, payAllowed: isInvoice && isFirst))
      }
      total += checked.count
      guard checked.count <= inlineLimits.row else { throw .badRequest("REPLY_MARKUP_TOO_LONG") }
      if !checked.isEmpty { result.append(.array(checked)) }
    }
    guard total > 0 else { return .none }
    let json: JSON = ["inline_keyboard": .array(result)]
    guard total <= inlineLimits.total, json.bytes.count <= inlineLimits.bytes else {
      throw .badRequest("REPLY_MARKUP_TOO_LONG")
    }
    return .inline(json)
  }

  private static let actions = [
    "url", "login_url", "callback_data", "callback_game", "pay", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "web_app", "copy_text",
  ]
  private static let styles = ["primary", "success", "danger"]

  private static func inlineButton(_ json: JSON, payAllowed: Bool) throws(Refusal) -> JSON {
    let prefix = "can't parse inline keyboard button: "
    guard let button = json.object else {
      throw .badRequest(prefix + "InlineKeyboardButton must be an Object")
    }
    guard let text = button["text"]?.string else {
      throw .badRequest(prefix + "Field \"text\" must be of type String")
    }
    guard !text.trimmed.isEmpty else { throw .badRequest("inline keyboard button text is empty") }
    var result: JSONObject = ["text": .string(text)]
    try addLook(of: button, to: &result, prefix)
    let given = button.members.filter { member in
      guard actions.contains(member.key), member.value != .null else { return false }
      // An empty callback_data and a false pay count as absent.
      return member.value != .bool(false)
        && !(member.key == "callback_data" && member.value == .string(""))
    }
    guard let action = given.first else {
      throw .badRequest(prefix + "Text buttons are unallowed in the inline keyboard")
    }
    guard given.count == 1 else { throw .badRequest("BUTTON_TYPE_INVALID") }
    result.append(action.key, try checked(action, payAllowed: payAllowed, prefix))
    return .object(result)
  }

  private static func addLook(
    of button: JSONObject, to result: inout JSONObject, _ prefix: String
  ) throws(Refusal) {
    if let style = button["style"]?.string, !style.isEmpty {
      guard styles.contains(style) else {
        throw .badRequest(prefix + "invalid button style specified")
      }
      result.append("style", .string(style))
    }
    if let icon = button["icon_custom_emoji_id"]?.string, !icon.isEmpty {
      result.append("icon_custom_emoji_id", .string(icon))
    }
  }

  private static func checked(
    _ action: JSONObject.Member, payAllowed: Bool, _ prefix: String
  ) throws(Refusal) -> JSON {
    switch action.key {
    case "callback_data":
      guard let data = action.value.string else {
        throw .badRequest(prefix + "Field \"callback_data\" must be of type String")
      }
      guard data.utf8.count <= 64 else { throw .badRequest("BUTTON_DATA_INVALID") }
    case "url":
      let url = action.value.string ?? ""
      guard let normalized = LinkEntity.normalized(url) else {
        throw .badRequest("inline keyboard button URL '\(url)' is invalid: Wrong HTTP URL")
      }
      return .string(normalized)
    case "web_app":
      let url = action.value["url"]?.string ?? ""
      guard url.lowercased().hasPrefix("https://") else {
        throw .badRequest(
          "inline keyboard button Web App URL '\(url)' is invalid: Only HTTPS links are allowed")
      }
    case "copy_text":
      guard let text = action.value["text"]?.string, (1...256).contains(text.count) else {
        throw .badRequest("BUTTON_COPY_TEXT_INVALID")
      }
    case "pay", "callback_game":
      guard action.key == "pay", payAllowed else { throw .badRequest("BUTTON_TYPE_INVALID") }
    default: break
    }
    return action.value
  }

  private static func keyboard(
    _ object: JSONObject, _ value: JSON, _ inPrivate: Bool
  ) throws(Refusal) -> ReplyMarkup {
    guard let rows = value.array else {
      throw .badRequest("field \"keyboard\" of the ReplyKeyboardMarkup must be an Array of Arrays")
    }
    var result: [JSON] = []
    var total = 0
    for row in rows {
      guard let buttons = row.array else {
        throw .badRequest(
          "field \"keyboard\" of the ReplyKeyboardMarkup must be an Array of Arrays")
      }
      var checked: [JSON] = []
      for button in buttons { checked.append(try keyboardButton(button, inPrivate)) }
      total += checked.count
      guard checked.count <= replyLimits.row else { throw .badRequest("REPLY_MARKUP_TOO_LONG") }
      if !checked.isEmpty { result.append(.array(checked)) }
    }
    guard total > 0 else { return .none }
    guard total <= replyLimits.total else { throw .badRequest("REPLY_MARKUP_TOO_LONG") }
    var keyboard: JSONObject = ["keyboard": .array(result)]
    for flag in ["is_persistent", "resize_keyboard", "one_time_keyboard", "selective"] {
      if object[flag]?.bool == true { keyboard.append(flag, true) }
    }
    if let placeholder = try placeholder(object) {
      keyboard.append("input_field_placeholder", .string(placeholder))
    }
    return .keyboard(.object(keyboard))
  }

  private static func keyboardButton(_ json: JSON, _ inPrivate: Bool) throws(Refusal) -> JSON {
    if let text = json.string { return try keyboardButton(["text": .string(text)], inPrivate) }
    let prefix = "can't parse keyboard button: "
    guard let button = json.object, let text = button["text"]?.string else {
      throw .badRequest(prefix + "Field \"text\" must be of type String")
    }
    guard !text.trimmed.isEmpty else {
      throw .badRequest(prefix + "Keyboard button text must be non-empty")
    }
    if button["request_contact"]?.bool == true || button["request_location"]?.bool == true {
      guard inPrivate else {
        let what = button["request_contact"]?.bool == true ? "phone number" : "location"
        throw .badRequest("\(what) can be requested in private chats only")
      }
    }
    var result: JSONObject = ["text": .string(text)]
    try addLook(of: button, to: &result, prefix)
    for member in button.members
    where member.key.hasPrefix("request_") || member.key == "web_app" {
      result.append(member.key, member.value)
    }
    return .object(result)
  }
}
