import Foundation
import Testing

@testable import Telegram

@Suite("Limits") struct LimitTests {
  private func send(_ button: InlineButton) -> LimitViolation? {
    Call.sendMessage(HTML("x"), markup: .inline(InlineKeyboard([[button]]))).violation
  }

  @Test("texts: 1 to 4096 units after entity parsing, not only white space")
  func texts() {
    let full = String(repeating: "<", count: 4096)
    #expect(Call.sendMessage(HTML(full).bold()).violation == nil)
    #expect(Call.sendMessage(HTML(full + "x")).violation == .textTooLong(4097))
    let emoji = HTML(String(repeating: "😀", count: 2049))
    #expect(Call.editMessageText(emoji).violation == .textTooLong(4098))
    #expect(Call.sendMessage(.empty).violation == .textEmpty)
    #expect(Call.sendMessage(HTML(" \n\u{a0}").bold()).violation == .textEmpty)
    #expect(Call.sendMessage(HTML("<").bold()).violation == nil)
    #expect(Call.sendMessage(HTML(full + full).truncated(to: 4096)).violation == nil)
  }

  @Test(
    "a text is empty when the reader sees nothing",
    arguments: [
      ("", true), ("  \n", true), ("<b> </b>", true), ("<b></b>", true),
      ("\u{a0}\u{2003}\u{3000}", true),
      ("&#32;&#xa0;", true), ("\u{85}", true), (" x", false), ("<b>x</b>", false), ("✅", false),
      ("<i>\u{2003}—</i>", false), ("&lt;", false), ("&#32;x", false), ("&", false), ("я", false),
      ("😀", false), ("\u{301}", false), ("\u{200B}", false), ("<b>\u{2003}</b>é", false),
    ])
  func blankTexts(markup: String, isBlank: Bool) {
    let violation = Call.sendMessage(.markup(markup)).violation
    #expect(violation == (isBlank ? .textEmpty : nil))
    #expect(HTML.markup(markup).plain.allSatisfy(\.isWhitespace) == isBlank)
  }

  @Test("what is many bytes and few units is not too long")
  func units() {
    #expect(Call.sendMessage(HTML(String(repeating: "я", count: 4096))).violation == nil)
    #expect(
      Call.sendMessage(HTML(String(repeating: "я", count: 4097))).violation == .textTooLong(4097))
    #expect(Call.sendMessage(HTML(String(repeating: "&", count: 4096)).bold()).violation == nil)
    let numbers = HTML.markup(String(repeating: "&#128512;", count: 2048))
    #expect(Call.sendMessage(numbers).violation == nil)
  }

  @Test("captions: 1024 units")
  func captions() {
    let caption = HTML(String(repeating: "я", count: 1024))
    #expect(Call.sendPhoto(.id("x"), caption: caption).violation == nil)
    #expect(
      Call.sendPhoto(.id("x"), caption: caption + HTML("!")).violation == .captionTooLong(1025))
    let media = Call.Media.photo(.id("x"), caption: caption + HTML("!"))
    #expect(Call.sendMediaGroup([.photo(.id("y")), media]).violation == .captionTooLong(1025))
    #expect(
      Call.copyMessage(fromChat: 1, message: 2, caption: caption + HTML("!")).violation
        == .captionTooLong(1025))
  }

  @Test("buttons: bytes of data, text, size of the keyboard")
  func buttons() {
    #expect(send(.callback("x", data: String(repeating: "a", count: 64))) == nil)
    #expect(send(.callback("x", data: String(repeating: "я", count: 33))) == .callbackData(66))
    #expect(send(.callback("x", data: "")) == .callbackData(0))
    #expect(send(.callback(" ", data: "x")) == .buttonTextEmpty)
    #expect(send(.copy("x", value: String(repeating: "a", count: 257))) == .copyText(257))
    #expect(send(.url("x", to: "")) == .buttonURL)
    let button = InlineButton.callback("x", data: "y")
    func keyboard(_ rows: Int, of width: Int) -> LimitViolation? {
      Call.editMessageReplyMarkup(
        InlineKeyboard(Array(repeating: Array(repeating: button, count: width), count: rows))
      ).violation
    }
    #expect(keyboard(12, of: 8) == nil)
    #expect(keyboard(1, of: 9) == .rowTooLong(9))
    #expect(keyboard(13, of: 8) == .tooManyButtons(104))
    let reply = ReplyKeyboard(rows: [[.text("")]])
    #expect(
      Call.sendMessage(HTML("x"), markup: .keyboard(reply)).violation == .buttonTextEmpty)
    let placeholder = String(repeating: "p", count: 65)
    #expect(
      Call.sendMessage(HTML("x"), markup: .forceReply(placeholder: placeholder)).violation
        == .placeholder(65))
  }

  @Test("albums of 2 to 10, photos of 10 MB, uploads of 50 MB, files that exist")
  func uploads() throws {
    func album(_ count: Int) -> LimitViolation? {
      Call.sendMediaGroup(Array(repeating: .photo(.id("x")), count: count)).violation
    }
    #expect(album(1) == .albumSize(1))
    #expect(album(10) == nil)
    #expect(album(11) == .albumSize(11))
    let big = FileSource.bytes(
      [UInt8](repeating: 0, count: 10 * 1024 * 1024 + 1), name: "x", mime: "image/png")
    #expect(Call.sendPhoto(big).violation == .photoTooBig(10_485_761))
    #expect(Call.sendDocument(big).violation == nil)
    let path = FileManager.default.temporaryDirectory.appending(
      path: "limit-\(UUID().uuidString)"
    ).path
    #expect(FileManager.default.createFile(atPath: path, contents: Data([1])))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let onDisk = FileSource.path(path, name: "x", mime: "a/b")
    #expect(Call.sendDocument(onDisk).violation == nil)
    // Sparse: takes no room.
    #expect(truncate(path, 50 * 1024 * 1024 + 1) == 0)
    #expect(Call.sendDocument(onDisk).violation == .uploadTooBig(52_428_801))
    #expect(
      Call.sendVideo(.path(path + ".none", name: "x", mime: "a/b")).violation == .fileMissing)
  }

  @Test("answers, start parameters, commands, descriptions, invoices")
  func rest() {
    let text = String(repeating: "x", count: 201)
    #expect(Call.answerCallbackQuery(id: "1", text: text).violation == .answerTooLong(201))
    #expect(DeepLink.isValid(String(repeating: "a", count: 64)))
    #expect(!DeepLink.isValid(String(repeating: "a", count: 65)))
    #expect(!DeepLink.isValid("") && !DeepLink.isValid("a b") && !DeepLink.isValid("ж"))
    #expect(DeepLink.start(bot: "b", parameter: "A_-9") == "https://t.me/b?start=A_-9")
    #expect(
      Call.answerInlineQuery(id: "1", articles: [], button: (text: "b", startParameter: "?"))
        .violation == .startParameter)
    func commands(_ name: String, _ description: String = "d") -> LimitViolation? {
      Call.setMyCommands([.init(name: name, description: description)]).violation
    }
    #expect(commands("ok_1") == nil)
    #expect(commands("Book") == .commandName("Book"))
    #expect(commands(String(repeating: "a", count: 33)) != nil)
    #expect(commands("a", "") == .commandDescription("a"))
    let many = Array(repeating: MenuCommand(name: "a", description: "b"), count: 101)
    #expect(Call.setMyCommands(many).violation == .tooManyCommands(101))
    #expect(
      Call.setMyShortDescription(String(repeating: "x", count: 121)).violation
        == .descriptionTooLong(121))
    #expect(
      Call.setMyDescription(String(repeating: "x", count: 513)).violation
        == .descriptionTooLong(513))
    func invoice(
      title: String = "t", payload: String = "p", prices: Int = 1
    ) -> LimitViolation? {
      Call.createInvoiceLink(
        Invoice(
          title: title, description: "d", payload: payload, currency: "XTR",
          prices: Array(repeating: .init(label: "l", amount: 1), count: prices))
      ).violation
    }
    #expect(invoice() == nil)
    #expect(invoice(title: "") == .invoiceTitle(0))
    #expect(invoice(payload: String(repeating: "ж", count: 65)) == .invoicePayload(130))
    #expect(invoice(prices: 2) == .invoicePrices)
  }
}
