import Curl

/// Tells what an HTTP answer means for the call that was made.
enum Answer {
  static func read(_ response: HTTPResponse) throws(TelegramError) -> CallResult {
    let body = response.body
    var result: Range<Int>?
    var refusal = Refusal()
    var isOK: Bool?
    do throws(JSONFault) {
      try JSONReader.read(body) { (reader) throws(JSONFault) in
        try reader.beginObject()
        while let key = try reader.nextKey() {
          switch key {
          case "ok": isOK = try reader.bool()
          case "result": result = try reader.rawValue()
          case "error_code": refusal.code = try reader.int()
          case "description": refusal.description = try reader.string()
          case "parameters": try parameters(&refusal, &reader)
          default: try reader.skip()
          }
        }
        try reader.finish()
      }
    } catch {
      // A proxy's page or half an answer.
      throw notTheBotAPI(response.status)
    }
    switch isOK {
    case true?:
      guard let result else { throw .server(status: response.status) }
      return CallResult(body: body, range: result)
    case false?:
      if refusal.code == 0 { refusal.code = response.status }
      throw refusal.error
    case nil: throw notTheBotAPI(response.status)
    }
  }

  /// The updates of a poll, read in one go when all is well: most of what comes in is this.
  static func updates(_ response: HTTPResponse) throws(TelegramError) -> UpdateBatch {
    if let batch = wellFormedUpdates(response.body) { return batch }
    do {
      return try read(response).decode(UpdateBatch.self)
    } catch let error as TelegramError {
      throw error
    } catch {
      throw .server(status: 200)
    }
  }

  private static func wellFormedUpdates(_ body: [UInt8]) -> UpdateBatch? {
    try? JSONReader.read(body) { (reader) throws(JSONFault) -> UpdateBatch? in
      var batch: UpdateBatch?
      var isOK = false
      try reader.beginObject()
      while let key = try reader.nextKey() {
        switch key {
        case "ok": isOK = try reader.bool()
        case "result": batch = try UpdateBatch(from: &reader)
        default: return nil
        }
      }
      try reader.finish()
      return isOK ? batch : nil
    }
  }

  static func failure(_ error: CurlError) -> TelegramError {
    switch error {
    case .cancelled: .cancelled(mayHaveBeenSent: error.mayHaveBeenSent)
    default: .network(description: "\(error)", mayHaveBeenSent: error.mayHaveBeenSent)
    }
  }

  private static func notTheBotAPI(_ status: Int) -> TelegramError {
    switch status {
    case 429: .retryAfter(seconds: 1, description: "HTTP 429")
    case 413: .badRequest(description: "Request Entity Too Large")
    default: .server(status: status)
    }
  }

  private static func parameters(
    _ refusal: inout Refusal, _ reader: inout JSONReader
  ) throws(JSONFault) {
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "retry_after": refusal.retryAfter = try reader.int()
      case "migrate_to_chat_id": refusal.migrateTo = try reader.int64()
      default: try reader.skip()
      }
    }
  }
}
