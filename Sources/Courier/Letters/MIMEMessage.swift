import Booking
import Foundation
import Store

/// A letter as mail servers carry it (RFC 5322, RFC 2045, RFC 2046): ASCII only, lines under 78
/// characters but for what can't be broken.
struct MIMEMessage {
  let from: Mailbox
  let to: Mailbox
  let letter: Letter
  /// The row of the outbox: the same row makes the same message, byte for byte, so that a second
  /// copy is known by its `Message-ID`.
  let row: Int64
  let date: Instant

  var messageID: String { "<bookingbot.\(date.seconds).\(row)@\(from.domain)>" }

  var bytes: [UInt8] {
    var message: [UInt8] = []
    func header(_ name: String, _ value: String) { message += "\(name): \(value)\r\n".utf8 }
    header("From", Self.shown(from))
    header("To", Self.shown(to))
    header("Subject", MailText.header(letter.subject))
    header("Date", MailText.date(date.seconds))
    header("Message-ID", messageID)
    // RFC 3834: no answers from machines, please.
    header("Auto-Submitted", "auto-generated")
    header("MIME-Version", "1.0")
    message += body
    return message
  }

  private static func shown(_ mailbox: Mailbox) -> String {
    mailbox.name.map { "\(MailText.displayName($0)) <\(mailbox.address)>" } ?? mailbox.address
  }

  /// A part: its headers, an empty line, its content.
  private var body: [UInt8] {
    let words = letter.html.map { alternatives(html: $0) } ?? text(letter.text, type: "plain")
    guard !letter.attachments.isEmpty else { return words }
    return multipart("mixed", [words] + letter.attachments.map { attachment($0) })
  }

  private func alternatives(html: String) -> [UInt8] {
    multipart("alternative", [text(letter.text, type: "plain"), text(html, type: "html")])
  }

  private func text(_ text: String, type: String) -> [UInt8] {
    Array(
      """
      Content-Type: text/\(type); charset=utf-8\r
      Content-Transfer-Encoding: quoted-printable\r
      \r

      """.utf8) + MailText.quotedPrintable(text) + [13, 10]
  }

  private func attachment(_ attachment: Letter.Attachment) -> [UInt8] {
    let type = MailText.oneLine(attachment.type)
    let isPlain = type.contains("/") && type.utf8.allSatisfy { $0 < 127 } && type.utf8.count < 200
    return Array(
      """
      Content-Type: \(isPlain ? type : "application/octet-stream")\r
      Content-Disposition: attachment;\r
       \(MailText.parameter("filename", attachment.name))\r
      Content-Transfer-Encoding: base64\r
      \r

      """.utf8) + MailText.base64(attachment.content) + [13, 10]
  }

  /// `=_` can't occur in quoted-printable or base64, so no content can end a part.
  private func multipart(_ kind: String, _ parts: [[UInt8]]) -> [UInt8] {
    let boundary = "=_bookingbot_\(kind)_\(row)"
    var whole = Array("Content-Type: multipart/\(kind);\r\n boundary=\"\(boundary)\"\r\n\r\n".utf8)
    for part in parts {
      whole += "--\(boundary)\r\n".utf8
      whole += part
    }
    whole += "--\(boundary)--\r\n".utf8
    return whole
  }
}
