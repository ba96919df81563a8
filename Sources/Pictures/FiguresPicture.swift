/// Figures of a practice on one sheet: the main ones large, columns over time, and shares as bars.
///
/// All texts come in the reader's language; each is one line, cut where it is too long.
package struct FiguresPicture: Sendable, Equatable {
  /// One of the main figures.
  package struct Figure: Sendable, Equatable {
    package let label: String
    package let value: String

    package init(label: String, value: String) {
      self.label = label
      self.value = value
    }
  }

  /// One stretch of time: a number for each entry of the legend, stacked from below.
  package struct Column: Sendable, Equatable {
    package let label: String
    package let parts: [Int]

    package init(label: String, parts: [Int]) {
      self.label = label
      self.parts = parts
    }
  }

  /// A share from 0 to 1, with its words.
  package struct Bar: Sendable, Equatable {
    package let label: String
    package let share: Double
    package let value: String

    package init(label: String, share: Double, value: String) {
      self.label = label
      self.share = share
      self.value = value
    }
  }

  package var title: String
  package var subtitle: String
  package var figures: [Figure]
  package var legend: [String]
  package var columns: [Column]
  package var barsTitle: String
  package var bars: [Bar]

  package init(
    title: String, subtitle: String, figures: [Figure], legend: [String], columns: [Column],
    barsTitle: String, bars: [Bar]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.figures = figures
    self.legend = legend
    self.columns = columns
    self.barsTitle = barsTitle
    self.bars = bars
  }

  private static let ink = Canvas.Colour(0x1F2933)
  private static let pale = Canvas.Colour(0x66727F)
  private static let line = Canvas.Colour(0xE4E8EC)
  private static let tile = Canvas.Colour(0xF3F6F8)
  /// Told apart by those who see no red or green, too: they differ in lightness.
  private static let palette = [0x2A9D6E, 0x3B82C4, 0xD9A441, 0xC4483B].map(Canvas.Colour.init)

  private static let width = 1_200.0
  private static let margin = 48.0
  private static let inner = width - 2 * margin

  /// A PNG file 1200 pixels wide, for a phone's screen; empty when it can't be drawn.
  package func png() -> [UInt8] {
    let barsHeight = bars.isEmpty ? 0 : 76 + Double(bars.count) * 52
    let height = 700 + barsHeight
    guard
      let canvas = Canvas(width: Int(Self.width), height: Int(height), paper: .init(0xFFFFFF))
    else { return [] }
    canvas.text(
      title, x: Self.margin, y: 36, width: Self.inner, size: 40, Self.ink, bold: true)
    canvas.text(subtitle, x: Self.margin, y: 92, width: Self.inner, size: 26, Self.pale)
    drawFigures(on: canvas, y: 148)
    drawColumns(on: canvas, y: 304, height: 340)
    if !bars.isEmpty { drawBars(on: canvas, y: 690) }
    return canvas.png()
  }

  private func drawFigures(on canvas: Canvas, y: Double) {
    let gap = 20.0
    let count = Double(max(figures.count, 1))
    let width = (Self.inner - gap * (count - 1)) / count
    for (index, figure) in figures.enumerated() {
      let x = Self.margin + Double(index) * (width + gap)
      canvas.box(x: x, y: y, width: width, height: 124, Self.tile, radius: 14)
      // A large sum is written smaller rather than cut.
      let full = canvas.width(of: figure.value, size: 40, bold: true)
      let size = max(min(40, 40 * (width - 36) / max(full, 1) - 1), 24)
      canvas.text(
        figure.value, x: x + 18, y: y + 18 + (40 - size) / 2, width: width - 36, size: size,
        Self.ink, bold: true)
      canvas.text(figure.label, x: x + 18, y: y + 78, width: width - 36, size: 22, Self.pale)
    }
  }

  private func drawColumns(on canvas: Canvas, y: Double, height: Double) {
    var x = Self.margin
    for (index, name) in legend.enumerated() {
      canvas.box(x: x, y: y + 4, width: 20, height: 20, colour(index), radius: 4)
      let room = Self.margin + Self.inner - x - 30
      x += 30 + canvas.text(name, x: x + 30, y: y, width: room, size: 22, Self.pale) + 28
    }
    let most = max(columns.map { $0.parts.reduce(0, +) }.max() ?? 0, 1)
    let step = Self.step(upTo: most)
    let top = (most + step - 1) / step * step
    let (axis, ceiling) = (y + height - 36, y + 52)
    let left = Self.margin + 70
    let scale = (axis - ceiling) / Double(top)
    for mark in stride(from: 0, through: top, by: step) {
      let level = axis - Double(mark) * scale
      canvas.box(
        x: left, y: level - 1, width: Self.margin + Self.inner - left, height: 2, Self.line)
      canvas.text(
        String(mark), x: Self.margin, y: level - 14, width: 56, size: 20, Self.pale, to: .right)
    }
    guard !columns.isEmpty else { return }
    let slot = (Self.margin + Self.inner - left) / Double(columns.count)
    let width = min(slot * 0.68, 90)
    // Labels that would run into each other are left out evenly.
    let widest = columns.map { canvas.width(of: $0.label, size: 20) }.max() ?? 0
    let every = max(1, Int((min(widest + 16, 240) / slot).rounded(.up)))
    for (index, column) in columns.enumerated() {
      let middle = left + slot * (Double(index) + 0.5)
      var level = axis - 1
      for (kind, part) in column.parts.enumerated() where part > 0 {
        let size = Double(part) * scale
        level -= size
        canvas.box(x: middle - width / 2, y: level, width: width, height: size, colour(kind))
      }
      if index % every == 0 {
        let room = slot * Double(every)
        canvas.text(
          column.label, x: middle - room / 2, y: axis + 8, width: room, size: 20, Self.pale,
          to: .middle)
      }
    }
  }

  /// A round distance between the marks of the axis, five of them at most.
  private static func step(upTo most: Int) -> Int {
    var unit = 1
    while true {
      for factor in [1, 2, 5] where most <= 5 * unit * factor { return unit * factor }
      unit *= 10
    }
  }

  private func drawBars(on canvas: Canvas, y: Double) {
    canvas.text(
      barsTitle, x: Self.margin, y: y, width: Self.inner, size: 26, Self.ink, bold: true)
    let (names, values) = (330.0, 130.0)
    let left = Self.margin + names
    let width = Self.inner - names - values
    for (index, bar) in bars.enumerated() {
      let top = y + 56 + Double(index) * 52
      canvas.text(bar.label, x: Self.margin, y: top, width: names - 20, size: 22, Self.ink)
      canvas.box(x: left, y: top + 2, width: width, height: 26, Self.tile, radius: 8)
      let share = min(max(bar.share, 0), 1)
      canvas.box(
        x: left, y: top + 2, width: width * share, height: 26, colour(0), radius: 8)
      canvas.text(
        bar.value, x: left + width + 16, y: top, width: values - 16, size: 22, Self.ink,
        to: .right)
    }
  }

  private func colour(_ index: Int) -> Canvas.Colour { Self.palette[index % Self.palette.count] }
}
