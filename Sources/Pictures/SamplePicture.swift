/// Pictures for the services of the sample business, drawn rather than stored: a soft gradient
/// with one plain motif. The same motif and seed give the same bytes.
package enum SamplePicture {
  package enum Motif: Sendable, CaseIterable {
    case barberPole
    case camera
    case paw
  }

  /// A PNG file of 640 × 400 pixels. The seed turns the colours of the background.
  package static func png(_ motif: Motif, seed: UInt64 = 0) -> [UInt8] {
    let hue = Double((seed &* 0x9E37_79B9_7F4A_7C15) >> 40) / Double(1 << 24)
    let from = Colour(hue: hue, light: 0.93)
    let to = Colour(hue: hue + 0.12, light: 0.66)
    let ink = Colour(hue: hue + 0.08, light: 0.28)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 3)
    for y in 0..<height {
      for x in 0..<width {
        // Along the diagonal, in as many steps as the eye sees.
        let ground = from.blended(with: to, Double(x + 2 * y) / Double(width + 2 * height))
        // The centre is the origin; half of the picture's height is 1.
        let point = Point(
          x: (Double(x) + 0.5 - Double(width) / 2) / (Double(height) / 2),
          y: (Double(y) + 0.5 - Double(height) / 2) / (Double(height) / 2))
        // No motif is wider: most pixels are ground alone.
        let colour =
          abs(point.x) > 0.9 ? ground : painted(motif, point, ground: ground, ink: ink)
        pixels.append(UInt8(colour.red * 255))
        pixels.append(UInt8(colour.green * 255))
        pixels.append(UInt8(colour.blue * 255))
      }
    }
    return PNG.encode(pixels, rowBytes: width * 3, width: width, height: height, as: .colours)
  }

  private static let width = 640
  private static let height = 400
  /// A pixel, in the units of `Point`: edges are softened over this width.
  private static let edge = 0.005

  private static func painted(
    _ motif: Motif, _ p: Point, ground: Colour, ink: Colour
  ) -> Colour {
    switch motif {
    case .barberPole: barberPole(p, ground, ink)
    case .camera: camera(p, ground, ink)
    case .paw: paw(p, ground, ink)
    }
  }

  private static func barberPole(_ p: Point, _ ground: Colour, _ ink: Colour) -> Colour {
    var colour = ground
    let turn = ((p.x + p.y) * 2.4).truncatingRemainder(dividingBy: 1)
    let stripe = turn < 0 ? turn + 1 : turn
    let glass = stripe < 0.25 ? Colour.red : 0.5..<0.75 ~= stripe ? .blue : .white
    colour = colour.blended(
      with: glass, cover(p.box(halfWidth: 0.24, halfHeight: 0.55, round: 0.04)))
    for end in [-0.6, 0.6] {
      let cap = p.moved(0, end).box(halfWidth: 0.31, halfHeight: 0.07, round: 0.05)
      colour = colour.blended(with: ink, cover(cap))
    }
    return colour.blended(with: ink, cover(p.moved(0, -0.74).circle(0.12)))
  }

  private static func camera(_ p: Point, _ ground: Colour, _ ink: Colour) -> Colour {
    var colour = ground
    let hump = p.moved(0, -0.42).box(halfWidth: 0.26, halfHeight: 0.14, round: 0.06)
    let body = p.moved(0, 0.06).box(halfWidth: 0.78, halfHeight: 0.46, round: 0.1)
    colour = colour.blended(with: ink, cover(min(hump, body)))
    colour = colour.blended(with: .red, cover(p.moved(0.58, -0.22).circle(0.06)))
    let lens = p.moved(0, 0.08)
    for (radius, shade) in [(0.38, Colour.white), (0.33, ink), (0.27, ground), (0.13, ink)] {
      colour = colour.blended(with: shade, cover(lens.circle(radius)))
    }
    return colour.blended(with: .white, cover(p.moved(-0.1, -0.03).circle(0.04)))
  }

  private static func paw(_ p: Point, _ ground: Colour, _ ink: Colour) -> Colour {
    let toes = [(-0.5, 0.0), (-0.19, -0.36), (0.19, -0.36), (0.5, 0.0)]
    let pad = min(
      p.moved(0, 0.2).circle(0.28), p.moved(-0.2, 0.36).circle(0.21),
      p.moved(0.2, 0.36).circle(0.21))
    let nearest = toes.reduce(pad) { min($0, p.moved($1.0, $1.1).circle(0.155)) }
    return ground.blended(with: ink, cover(nearest))
  }

  /// How much of a pixel a shape covers whose border is that far away (inside is negative).
  private static func cover(_ distance: Double) -> Double {
    min(max(0.5 - distance / edge, 0), 1)
  }
}

/// A place in the picture, seen from the centre of a shape.
private struct Point {
  var x: Double
  var y: Double

  func moved(_ dx: Double, _ dy: Double) -> Point { Point(x: x - dx, y: y - dy) }

  /// The distance to a circle's border.
  func circle(_ radius: Double) -> Double { (x * x + y * y).squareRoot() - radius }

  /// The distance to the border of a box with round corners.
  func box(halfWidth: Double, halfHeight: Double, round: Double) -> Double {
    let dx = abs(x) - halfWidth + round
    let dy = abs(y) - halfHeight + round
    let outside = (max(dx, 0) * max(dx, 0) + max(dy, 0) * max(dy, 0)).squareRoot()
    return outside + min(max(dx, dy), 0) - round
  }
}

private struct Colour {
  var red: Double
  var green: Double
  var blue: Double

  static let white = Colour(red: 0.98, green: 0.98, blue: 0.97)
  static let red = Colour(red: 0.80, green: 0.25, blue: 0.27)
  static let blue = Colour(red: 0.20, green: 0.36, blue: 0.62)

  /// Each share is brought into 0 to 1.
  init(red: Double, green: Double, blue: Double) {
    self.red = min(max(red, 0), 1)
    self.green = min(max(green, 0), 1)
    self.blue = min(max(blue, 0), 1)
  }

  /// A muted colour: the hue goes once around from 0 to 1.
  init(hue: Double, light: Double) {
    func channel(_ shift: Double) -> Double {
      let phase = (hue + shift) - (hue + shift).rounded(.down)
      return light + 0.14 * (1 - light + 0.3) * (1 - abs(4 * phase - 2)).clamped
    }
    self.init(red: channel(0.5), green: channel(0.17), blue: channel(0.83))
  }

  func blended(with other: Colour, _ share: Double) -> Colour {
    if share <= 0 { return self }
    return Colour(
      red: red + (other.red - red) * share, green: green + (other.green - green) * share,
      blue: blue + (other.blue - blue) * share)
  }
}

extension Double {
  fileprivate var clamped: Double { min(max(self, -1), 1) }
}
