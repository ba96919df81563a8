import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// On which way the person wants to hear of their bookings. Offered only where there is a choice:
/// where another way works and the contact for it is known.
extension Turn {
  private var chosen: Person.Channel {
    let choices = desk.choices(of: person)
    return person.channel.flatMap { choices.contains($0) ? $0 : nil } ?? .chat
  }

  func channelLine() throws -> HTML? {
    guard desk.choices(of: person).count > 1 else { return nil }
    return voice.phrase("settings.channel", ["channel": .text(name(of: chosen))])
  }

  func channelRow() -> [[InlineButton]] {
    desk.choices(of: person).count > 1 ? [[button("button.channel", .channels)]] : []
  }

  private func name(of channel: Person.Channel) -> String {
    switch channel {
    case .chat: voice.text("channel.chat")
    case .letter: voice.text("channel.letter")
    case .sms: voice.text("channel.sms")
    }
  }

  func showChannels() throws {
    wait(for: .home)
    let choices = desk.choices(of: person)
    guard choices.count > 1 else { return try showSettings() }
    let rows = choices.map { channel in
      [
        InlineButton.tap(
          (channel == chosen ? "✓ " : "") + name(of: channel), .setChannel(channel))
      ]
    }
    try show(
      Screen(voice.phrase("channel.choose"), rows + [[button("button.back", .settings)]]))
  }

  func setChannel(_ channel: Person.Channel) throws {
    // The address may have been taken back since the button was made.
    guard desk.choices(of: person).contains(channel) else { return try showSettings() }
    try became(desk.setChannel(channel, of: person))
    try showSettings(saved: true)
  }
}
