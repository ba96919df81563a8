import Glibc

/// The Bot API's limits, checked when a call is built.
enum Limits {
  static let text = 4096
  static let caption = 1024
  static let photoBytes: Int64 = 10 * 1024 * 1024
  static let uploadBytes: Int64 = 50 * 1024 * 1024

  static func text(_ html: HTML) -> LimitViolation? {
    if let length = html.length(beyond: text) { return .textTooLong(length) }
    return isBlank(html) ? .textEmpty : nil
  }

  static func caption(_ html: HTML?) -> LimitViolation? {
    html?.length(beyond: caption).map { .captionTooLong($0) }
  }

  /// Plain text of a button, title or answer.
  static func length(_ text: String) -> Int { text.utf16.count }

  static func markup(_ markup: ReplyMarkup?) -> LimitViolation? {
    switch markup {
    case .inline(let keyboard): return self.keyboard(keyboard)
    case .keyboard(let keyboard): return self.keyboard(keyboard)
    case .forceReply(let placeholder): return self.placeholder(placeholder)
    case .removeKeyboard, nil: return nil
    }
  }

  static func keyboard(_ keyboard: InlineKeyboard?) -> LimitViolation? {
    guard let keyboard else { return nil }
    var count = 0
    for row in keyboard.rows {
      if row.count > 8 { return .rowTooLong(row.count) }
      count += row.count
      for button in row {
        if let violation = self.button(button) { return violation }
      }
    }
    return count > 100 ? .tooManyButtons(count) : nil
  }

  private static func button(_ button: InlineButton) -> LimitViolation? {
    if isBlank(button.text) { return .buttonTextEmpty }
    switch button.action {
    case .callback(let data):
      return (1...64).contains(data.utf8.count) ? nil : .callbackData(data.utf8.count)
    case .copyText(let value):
      return (1...256).contains(length(value)) ? nil : .copyText(length(value))
    case .url(let url): return url.isEmpty ? .buttonURL : nil
    case .switchInline(let query), .switchInlineHere(let query):
      return length(query) > 256 ? .inlineQueryOffset(length(query)) : nil
    case .pay: return nil
    }
  }

  private static func keyboard(_ keyboard: ReplyKeyboard) -> LimitViolation? {
    var count = 0
    for row in keyboard.rows {
      if row.count > 8 { return .rowTooLong(row.count) }
      count += row.count
      if row.contains(where: { isBlank($0.text) }) { return .buttonTextEmpty }
    }
    return count > 100 ? .tooManyButtons(count) : placeholder(keyboard.placeholder)
  }

  private static func placeholder(_ text: String?) -> LimitViolation? {
    guard let text else { return nil }
    return (1...64).contains(length(text)) ? nil : .placeholder(length(text))
  }

  static func startParameter(_ parameter: String?) -> LimitViolation? {
    guard let parameter else { return nil }
    return DeepLink.isValid(parameter) ? nil : .startParameter
  }

  static func upload(_ source: FileSource, isPhoto: Bool = false) -> LimitViolation? {
    let size: Int64
    switch source {
    case .id, .url: return nil
    case .bytes(let bytes, _, _): size = Int64(bytes.count)
    case .path(let path, _, _):
      guard let found = fileSize(path) else { return .fileMissing }
      size = found
    }
    if isPhoto, size > photoBytes { return .photoTooBig(size) }
    return size > uploadBytes ? .uploadTooBig(size) : nil
  }

  /// Bytes, or nil when there is no such file.
  static func fileSize(_ path: String) -> Int64? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int64(status.st_size)
  }

  /// What the server would trim away entirely. Almost always the first character tells.
  static func isBlank(_ text: String) -> Bool {
    if let first = text.unicodeScalars.first, isVisible(first) { return false }
    return text.allSatisfy(\.isWhitespace)
  }

  private static func isBlank(_ html: HTML) -> Bool {
    if let first = html.firstScalar, isVisible(first) { return false }
    return isBlank(html.plain)
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    (0x21...0x7E).contains(scalar.value) || !scalar.properties.isWhitespace
  }
}
