/// A limit of the Bot API that a call would break: known before it is sent.
package enum LimitViolation: Error, Sendable, Hashable {
  case textEmpty
  /// UTF-16 units after entity parsing; 4096 allowed.
  case textTooLong(Int)
  /// UTF-16 units after entity parsing; 1024 allowed.
  case captionTooLong(Int)
  /// Bytes; 1–64 allowed.
  case callbackData(Int)
  case buttonTextEmpty
  case copyText(Int)
  case buttonURL
  /// In one keyboard.
  case tooManyButtons(Int)
  /// In one row.
  case rowTooLong(Int)
  case placeholder(Int)
  /// 2–10 allowed.
  case albumSize(Int)
  /// Characters; 200 allowed.
  case answerTooLong(Int)
  /// 1–64 of `[A-Za-z0-9_-]`.
  case startParameter
  /// Bytes; 10 MB allowed.
  case photoTooBig(Int64)
  /// Bytes; 50 MB allowed.
  case uploadTooBig(Int64)
  /// The file to be uploaded cannot be read.
  case fileMissing
  case tooManyCommands(Int)
  /// 1–32 of `[a-z0-9_]`.
  case commandName(String)
  case commandDescription(String)
  case nameTooLong(Int)
  case descriptionTooLong(Int)
  /// Bytes; 1–128 allowed.
  case invoicePayload(Int)
  case invoiceTitle(Int)
  case invoiceDescription(Int)
  case invoicePrices
  /// 50 allowed.
  case tooManyResults(Int)
  /// Bytes; 1–64 allowed.
  case resultID(Int)
  /// Characters; 256 allowed.
  case inlineQueryOffset(Int)
}
