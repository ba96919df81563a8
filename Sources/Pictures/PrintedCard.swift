/// The card of a session: a QR code with the names of the business and of the session, for the
/// screen and for paper.
package struct PrintedCard: Sendable {
  private let code: QRCode
  private let business: String
  private let title: String
  private let date: String?
  private let invitation: String

  /// `invitation` says in a few words what the code is for. Nil when the link is too long for a code.
  package init?(
    link: String, business: String, title: String, date: String?, invitation: String
  ) {
    guard let code = QRCode(link) else { return nil }
    self.code = code
    self.business = business
    self.title = title
    self.date = date
    self.invitation = invitation
  }

  private static let ink = Canvas.Colour(0x1D2430)
  private static let soft = Canvas.Colour(0x5B6472)
  private static let paper = Canvas.Colour(0xFFFFFF)
  private static let accent = Canvas.Colour(0x2F6F4F)

  /// For the chat: a PNG file of 960 × 1200 pixels.
  package func picture() -> [UInt8] {
    guard let canvas = Canvas(width: 960, height: 1_200, paper: Self.paper) else { return [] }
    drawSquare(on: canvas)
    return canvas.png()
  }

  private func drawSquare(on canvas: Canvas) {
    canvas.paragraph(
      business, x: 60, y: 36, width: 840, size: 46, Self.accent, lines: 1, bold: true)
    draw(code, on: canvas, x: 80, y: 110, side: 800)
    var y = 930.0
    y += canvas.paragraph(
      title, x: 60, y: y, width: 840, size: 44, Self.ink, lines: 2, bold: true)
    if let date {
      y += canvas.paragraph(date, x: 60, y: y + 8, width: 840, size: 32, Self.soft, lines: 1) + 8
    }
    canvas.paragraph(
      invitation, x: 60, y: y + 12, width: 840, size: 28, Self.soft, lines: y > 1_060 ? 1 : 2)
  }

  /// A6 for print: a PDF file, or a PNG file of 300 dots to the inch. `made` is when, in ISO 8601.
  package func sheetPDF(made: String) -> [UInt8] {
    guard let canvas = Canvas(pdfWidth: Sheet.width, height: Sheet.height, made: made) else {
      return []
    }
    drawSheet(on: canvas)
    return canvas.pdf()
  }

  package func sheetPNG() -> [UInt8] {
    guard let canvas = Canvas(width: 1_240, height: 1_748, paper: Self.paper) else { return [] }
    drawSheet(on: canvas)
    return canvas.png()
  }

  /// A6 in points: 105 × 148 mm.
  private enum Sheet {
    static let width = 105 * 72 / 25.4
    static let height = 148 * 72 / 25.4
  }

  /// Drawn in points, and enlarged by `unit` where the canvas counts pixels.
  private func drawSheet(on canvas: Canvas) {
    let unit = canvas.width / Sheet.width
    let middle = Sheet.width - 48
    func words(
      _ text: String, y: Double, size: Double, _ colour: Canvas.Colour, lines: Int,
      bold: Bool = false
    ) -> Double {
      canvas.paragraph(
        text, x: 24 * unit, y: y * unit, width: middle * unit, size: size * unit, colour,
        lines: lines, bold: bold) / unit
    }
    canvas.box(x: 0, y: 0, width: canvas.width, height: 8 * unit, Self.accent)
    _ = words(business, y: 24, size: 17, Self.accent, lines: 2, bold: true)
    let side = 216.0
    draw(
      code, on: canvas, x: (Sheet.width - side) / 2 * unit, y: 70 * unit, side: side * unit)
    var y = 296.0
    y += words(title, y: y, size: 15, Self.ink, lines: 2, bold: true) + 3
    if let date { y += words(date, y: y, size: 11, Self.soft, lines: 1) + 5 }
    _ = words(invitation, y: y + 4, size: 10, Self.soft, lines: 3)
    canvas.box(
      x: 0, y: canvas.height - 4 * unit, width: canvas.width, height: 4 * unit, Self.accent)
  }

  /// The code with its quiet zone of four modules inside of `side`.
  private func draw(_ code: QRCode, on canvas: Canvas, x: Double, y: Double, side: Double) {
    let module = side / Double(code.size + 8)
    var boxes: [Canvas.Box] = []
    for row in 0..<code.size {
      var column = 0
      while column < code.size {
        guard code.isDark(column, row) else {
          column += 1
          continue
        }
        let start = column
        while code.isDark(column, row) { column += 1 }
        boxes.append(
          Canvas.Box(
            x: x + Double(start + 4) * module, y: y + Double(row + 4) * module,
            width: Double(column - start) * module, height: module))
      }
    }
    canvas.boxes(boxes, Canvas.Colour(0x000000))
  }
}
