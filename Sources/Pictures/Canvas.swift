import CCairo

/// A sheet to draw on: boxes and lines of text in any script, by cairo and Pango. Lengths are in
/// pixels from the top left.
final class Canvas {
  struct Colour {
    let red, green, blue: Double

    /// From `0xRRGGBB`.
    init(_ hex: Int) {
      red = Double(hex >> 16 & 255) / 255
      green = Double(hex >> 8 & 255) / 255
      blue = Double(hex & 255) / 255
    }

    private init(red: Double, green: Double, blue: Double) {
      self.red = red
      self.green = green
      self.blue = blue
    }

    /// From this colour, at 0, to the other one, at 1.
    func mixed(with other: Colour, _ part: Double) -> Colour {
      Colour(
        red: red + (other.red - red) * part, green: green + (other.green - green) * part,
        blue: blue + (other.blue - blue) * part)
    }
  }

  enum Side { case left, middle, right }

  let width: Double
  let height: Double
  private let surface: OpaquePointer
  private let context: OpaquePointer
  /// What cairo writes of a PDF file; it goes on doing so until its surface is finished.
  private let file: UnsafeMutablePointer<[UInt8]>?

  struct Box {
    let x, y, width, height: Double
  }

  /// Nil when there is no memory for it.
  init?(width: Int, height: Int, paper: Colour) {
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)),
      let context = cairo_create(surface)
    else { return nil }
    self.surface = surface
    self.context = context
    file = nil
    self.width = Double(width)
    self.height = Double(height)
    fill(paper) { cairo_paint($0) }
  }

  /// A PDF file of one page; lengths are in points. `made` is when, in ISO 8601: the same drawing is
  /// the same file.
  init?(pdfWidth width: Double, height: Double, made: String) {
    let file = UnsafeMutablePointer<[UInt8]>.allocate(capacity: 1)
    file.initialize(to: [])
    guard
      let surface = cairo_pdf_surface_create_for_stream(Self.append, file, width, height),
      let context = cairo_create(surface)
    else {
      file.deinitialize(count: 1)
      file.deallocate()
      return nil
    }
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made)
    self.surface = surface
    self.context = context
    self.file = file
    self.width = width
    self.height = height
  }

  deinit {
    cairo_destroy(context)
    // Which may still write to the file.
    cairo_surface_destroy(surface)
    file?.deinitialize(count: 1)
    file?.deallocate()
  }

  /// Appends what cairo has written to an array of bytes.
  private static let append: cairo_write_func_t = { file, bytes, count in
    guard let file, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
    file.assumingMemoryBound(to: [UInt8].self).pointee
      .append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
    return CAIRO_STATUS_SUCCESS
  }

  /// Boxes in one stroke, so that neighbours show no seam.
  func boxes(_ boxes: [Box], _ colour: Colour) {
    fill(colour) { context in
      for box in boxes { cairo_rectangle(context, box.x, box.y, box.width, box.height) }
      cairo_fill(context)
    }
  }

  /// Text in the middle of a box of that width, on so many lines at most, cut with “…” where it is
  /// longer. Returns the height it took.
  @discardableResult
  func paragraph(
    _ text: String, x: Double, y: Double, width: Double, size: Double, _ colour: Colour,
    lines: Int, bold: Bool = false
  ) -> Double {
    guard width > 0, let layout = layout(text, size: size, bold: bold) else { return 0 }
    defer { g_object_unref(gpointer(layout)) }
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
    pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
    pango_layout_set_height(layout, Int32(-lines))
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
    fill(colour) { context in
      cairo_move_to(context, x, y)
      pango_cairo_show_layout(context, layout)
    }
    var height: Int32 = 0
    pango_layout_get_size(layout, nil, &height)
    return Double(height) / Double(PANGO_SCALE)
  }

  private func fill(_ colour: Colour, _ draw: (OpaquePointer) -> Void) {
    cairo_set_source_rgb(context, colour.red, colour.green, colour.blue)
    draw(context)
  }

  /// A box, with rounded corners if wanted.
  func box(
    x: Double, y: Double, width: Double, height: Double, _ colour: Colour, radius: Double = 0
  ) {
    guard width > 0, height > 0 else { return }
    let radius = min(radius, width / 2, height / 2)
    fill(colour) { context in
      if radius > 0 {
        cairo_new_sub_path(context)
        cairo_arc(context, x + width - radius, y + radius, radius, -.pi / 2, 0)
        cairo_arc(context, x + width - radius, y + height - radius, radius, 0, .pi / 2)
        cairo_arc(context, x + radius, y + height - radius, radius, .pi / 2, .pi)
        cairo_arc(context, x + radius, y + radius, radius, .pi, 1.5 * .pi)
        cairo_close_path(context)
      } else {
        cairo_rectangle(context, x, y, width, height)
      }
      cairo_fill(context)
    }
  }

  /// A ridge of even steps over the whole width, rounded, and all below it down to a height.
  func hills(_ heights: [Double], down bottom: Double, _ colour: Colour) {
    guard heights.count > 1, let first = heights.first else { return }
    let step = width / Double(heights.count - 1)
    fill(colour) { context in
      cairo_move_to(context, 0, bottom)
      cairo_line_to(context, 0, first)
      for (index, height) in heights.enumerated().dropFirst() {
        let x = Double(index) * step
        cairo_curve_to(
          context, x - step / 2, heights[index - 1], x - step / 2, height, x, height)
      }
      cairo_line_to(context, width, bottom)
      cairo_close_path(context)
      cairo_fill(context)
    }
  }

  /// One line of text in a box of that width, cut with “…” where it is longer. Returns the width
  /// it took. `size` is the height of the letters' square.
  @discardableResult
  func text(
    _ text: String, x: Double, y: Double, width: Double, size: Double, _ colour: Colour,
    bold: Bool = false, to side: Side = .left
  ) -> Double {
    guard width > 0, let layout = layout(text, size: size, bold: bold) else { return 0 }
    defer { g_object_unref(gpointer(layout)) }
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
    pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
    switch side {
    case .left: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
    case .middle: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
    case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
    }
    fill(colour) { context in
      cairo_move_to(context, x, y)
      pango_cairo_show_layout(context, layout)
    }
    return Self.extent(of: layout)
  }

  /// How wide a line of text is.
  func width(of text: String, size: Double, bold: Bool = false) -> Double {
    guard let layout = layout(text, size: size, bold: bold) else { return 0 }
    defer { g_object_unref(gpointer(layout)) }
    return Self.extent(of: layout)
  }

  private static func extent(of layout: OpaquePointer) -> Double {
    var taken = PangoRectangle()
    pango_layout_get_pixel_extents(layout, nil, &taken)
    return Double(taken.width)
  }

  /// A line of text, for its caller to let go.
  private func layout(
    _ text: String, size: Double, bold: Bool
  ) -> OpaquePointer? {
    guard let layout = pango_cairo_create_layout(context) else { return nil }
    let font = pango_font_description_new()
    defer { pango_font_description_free(font) }
    pango_font_description_set_family(font, "DejaVu Sans")
    pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
    if bold { pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD) }
    pango_layout_set_font_description(layout, font)
    pango_layout_set_single_paragraph_mode(layout, 1)
    // The side is the picture's, whichever way the script runs.
    pango_layout_set_auto_dir(layout, 0)
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        pango_layout_set_text(layout, $0.baseAddress, Int32($0.count))
      }
    }
    return layout
  }

  /// The picture as a PNG file; empty when cairo can't write it.
  func png() -> [UInt8] {
    var file: [UInt8] = []
    let status = withUnsafeMutablePointer(to: &file) {
      cairo_surface_write_to_png_stream(surface, Self.append, $0)
    }
    return status == CAIRO_STATUS_SUCCESS ? file : []
  }

  /// The page as a PDF file; nothing can be drawn any more. Empty when cairo can't write it.
  func pdf() -> [UInt8] {
    guard let file else { return [] }
    cairo_surface_finish(surface)
    return cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS ? file.pointee : []
  }
}
