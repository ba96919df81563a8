import CCurl

typealias Completion = @Sendable (Result<HTTPResponse, CurlError>) -> Void

/// One piece of work on its way through the engine, answered exactly once.
///
/// `@unchecked Sendable`: `work` never changes; `completion` is set by the submitter
/// before the transfer enters the inbox and afterwards, like `stage`, touched by the curl thread
/// alone. The inbox's lock stands between the two. Those who cancel pass the reference on only.
final class Transfer: @unchecked Sendable {
  enum Work {
    case http(HTTPRequest)
    case letter(SMTPLetter)
  }

  enum Stage {
    /// Not yet seen by the curl thread.
    case submitted
    /// The cancellation came before the work: not to be begun, and only answered when it comes.
    case calledOff
    case running(EasyHandle)
    /// Answered; a later cancellation means nothing.
    case answered
  }

  let work: Work
  let deadlines: HTTPRequest.Deadlines
  var completion: Completion?
  var stage = Stage.submitted

  init(_ work: Work, completion: Completion? = nil) {
    self.work = work
    deadlines =
      switch work {
      case .http(let request): request.deadlines
      case .letter(let letter): letter.deadlines
      }
    self.completion = completion
  }

  /// Hands the result to the submitter; the first call counts.
  func answer(_ result: Result<HTTPResponse, CurlError>) {
    stage = .answered
    guard let completion else { return }
    self.completion = nil
    completion(result)
  }
}
