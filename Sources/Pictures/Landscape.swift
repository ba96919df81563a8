import CCairo

/// Pictures for the sample's gallery, drawn rather than stored: hills behind a lake, at a time of
/// the day. The same seed and size give the same bytes.
package enum Landscape {
  private struct Light {
    let sky: Int
    let horizon: Int
    let sun: Int
    let hills: [Int]
    let lake: Int
  }

  private static let lights: [Light] = [
    Light(
      sky: 0x7FB2E5, horizon: 0xFBE3C0, sun: 0xFFF4D6, hills: [0xA9BFD4, 0x6E93AE, 0x3E6681],
      lake: 0x8DB9D6),
    Light(
      sky: 0x3B4A7A, horizon: 0xF08A5D, sun: 0xFFD08A, hills: [0x8A5A7A, 0x5B3F66, 0x33284A],
      lake: 0xB5657A),
    Light(
      sky: 0xBFD9C8, horizon: 0xF6F3DF, sun: 0xFFFFF2, hills: [0xA8C4A2, 0x6F9C74, 0x3F6B4C],
      lake: 0xA8CBC0),
    Light(
      sky: 0x16213E, horizon: 0x51659B, sun: 0xE8ECF7, hills: [0x3A4A78, 0x26345A, 0x141D38],
      lake: 0x3C5088),
  ]

  /// A PNG file; empty when there is no memory for it. Sides from 16 to 4,000 pixels.
  package static func png(seed: UInt64, width: Int = 1_280, height: Int = 854) -> [UInt8] {
    var chance = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    /// Evenly between 0 and 1.
    func roll() -> Double {
      chance ^= chance << 13
      chance ^= chance >> 7
      chance ^= chance << 17
      return Double(chance >> 11) / Double(1 << 53)
    }
    let light = lights[Int(seed % UInt64(lights.count))]
    let (width, height) = (min(max(width, 16), 4_000), min(max(height, 16), 4_000))
    guard let canvas = Canvas(width: width, height: height, paper: .init(light.sky)) else {
      return []
    }
    let shore = canvas.height * (0.62 + 0.1 * roll())
    canvas.shade(from: 0, to: shore, .init(light.sky), .init(light.horizon))
    canvas.disc(
      x: canvas.width * (0.2 + 0.6 * roll()), y: shore * (0.35 + 0.35 * roll()),
      radius: canvas.height * 0.07, .init(light.sun))
    for (depth, colour) in light.hills.enumerated() {
      let foot = shore * (0.62 + 0.14 * Double(depth))
      let heights = (0...6).map { _ in foot - canvas.height * (0.03 + 0.16 * roll()) }
      canvas.hills(heights, down: shore, .init(colour))
    }
    canvas.shade(from: shore, to: canvas.height, .init(light.horizon), .init(light.lake))
    for _ in 0..<14 {
      let y = shore + (canvas.height - shore) * roll()
      canvas.box(
        x: canvas.width * roll(), y: y, width: canvas.width * (0.04 + 0.12 * roll()),
        height: canvas.height * 0.004, .init(light.lake), radius: 2)
    }
    return canvas.png()
  }
}

extension Canvas {
  /// Fills the whole width between two heights, from one colour to the other.
  fileprivate func shade(from top: Double, to bottom: Double, _ first: Colour, _ last: Colour) {
    let steps = 96
    for step in 0..<steps {
      let part = Double(step) / Double(steps - 1)
      box(
        x: 0, y: top + (bottom - top) * Double(step) / Double(steps), width: width,
        height: (bottom - top) / Double(steps) + 1, first.mixed(with: last, part))
    }
  }

  fileprivate func disc(x: Double, y: Double, radius: Double, _ colour: Colour) {
    box(
      x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius, colour, radius: radius)
  }
}
