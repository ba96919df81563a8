import Foundation

/// What people might write, and what they might send instead of words.
enum Oddments {
  static let words: [String] =
    [
      "hello?", "Anna", "45", "1:30", "90 min", "9-13, 14-18", "24-9", "22:00–02:00", "9-9",
      "0-24", "25-99", "-", "0", "1", "6", "35.50", "1 200,50", "-5", "99999999999999999999",
      "EUR", "uah", "ZZZ", "Kyiv", "Paris", "New York", "Мухосранск", "a@b.co",
      "a@b", "@", "+353 87 123 4567", "087 123 4567", "+1", "2026-03-25", "tomorrow at five",
      "<b>bold", "</b>&amp;<a href=\"x\">", "& < > \" '", "🙂", "🇺🇦🏳️‍🌈👩‍👩‍👧‍👦", "שלום עולם",
      "\u{202E}olleh", "\u{200B}", "\u{2800}", "a\nb\n\nc", "\u{1}\u{7F}", "' OR 1=1 --", "½ ٣ Ⅷ",
      "%s%n%@", "\\u0000", "null", "NaN", "1e9", "∞", ".", "..", "a.b.c",
    ] + long

  /// As long as Telegram lets a message be: 4096 UTF-16 units, in letters, in pairs of surrogates,
  /// in few characters of many scalars.
  static let long: [String] = [
    String(repeating: "x", count: 4_096), String(repeating: "&", count: 4_096),
    String(repeating: "😀", count: 2_048), String(repeating: "👩‍👩‍👧‍👦", count: 372),
    "e" + String(repeating: "\u{301}", count: 4_095), String(repeating: "word ", count: 800),
    String(repeating: "👩‍👩‍👧‍👦", count: 60), String(repeating: "ё", count: 500),
    String(repeating: "😀", count: 1_999), "Z" + String(repeating: "\u{335}", count: 300),
    String(repeating: "9", count: 4_096), String(repeating: "9-10,", count: 700),
  ]

  static let commands = [
    "start", "book", "bookings", "settings", "language", "help", "privacy", "cancel", "services",
    "calendars", "business", "nonsense", "START", "start@corner_house_bot", "book@another_bot",
  ]

  static let arguments = [
    "", "", "", "", "s1", "s2", "s6", "s999", "s-1", "p1", "p2", "p9", "t1-1-", "t1-1-zzzzzzzzzzz",
    "tzzzzzzzzzzzzz-1-1", "o", "o" + String(repeating: "A", count: 43), "gone-link", "---", "_",
    String(repeating: "z", count: 64), "🙂 and more", "s1 s2", "szzzzzzzzzzzzz", "s-1y2p0ij32e8e8",
  ]

  private static var file: [String: Any] {
    ["file_id": "f1", "file_unique_id": "u1", "width": 90, "height": 90, "duration": 3]
  }

  /// Messages that are not words, as members of a Bot API `Message`; each wants an answer.
  static func content(sender: Int64) -> [[String: Any]] {
    [
      ["photo": [file]], ["photo": [file], "caption": "like this <b>"],
      ["photo": [file], "caption": String(repeating: "😀", count: 512)],
      ["document": file], ["sticker": file], ["voice": file], ["video": file], ["audio": file],
      ["animation": file, "document": file], ["video_note": file],
      ["location": ["latitude": 53.3, "longitude": -6.2]],
      [
        "venue": [
          "location": ["latitude": 53.3, "longitude": -6.2], "title": "t", "address": "a",
        ] as [String: Any], "location": ["latitude": 53.3, "longitude": -6.2],
      ],
      ["contact": ["phone_number": "353871234567", "first_name": "A", "user_id": sender]],
      ["contact": ["phone_number": "+353871234568", "first_name": "B", "user_id": 99]],
      ["contact": ["phone_number": "0871234569", "first_name": "C"]],
      ["contact": ["phone_number": "", "first_name": ""]],
      ["dice": ["emoji": "🎲", "value": 4]], ["poll": ["id": "1", "question": "?"]],
      ["text": "as I said", "forward_origin": ["type": "hidden_user"]],
      ["story": ["id": 1]], ["game": ["title": "g"]], ["a_kind_of_2031": ["x": [1, 2]]],
      ["text": "/book", "reply_to_message": ["message_id": 1, "date": 1]],
    ]
  }

  /// What Telegram itself writes into a chat: nobody waits for an answer to it.
  static var services: [[String: Any]] {
    [
      ["new_chat_members": [["id": 9, "is_bot": false, "first_name": "N"]]],
      ["pinned_message": ["message_id": 1, "date": 0]], ["new_chat_title": "T"],
      ["message_auto_delete_timer_changed": ["message_auto_delete_time": 60]],
      ["chat_background_set": ["type": [:] as [String: Any]]], ["left_chat_member": ["id": 9]],
    ]
  }

  static let forged = [
    "", "-", "h", ":", ".", "t:", "t:1.0.0.1", "t:1.0.0.1.zzzzzzzzzz", "s:zzzzzzzzzzz",
    "s:1y2p0ij32e8e7", "s:-1y2p0ij32e8e8", "ok:-1", "ok:1 ", "ok:01", "OK:1", "d:1.0.0.-zzz.0",
    "d:1.0.0.25t7.zzzzz", "m:1.0.0.zzzz", "m:1.0.0.25t7", "bp:zzzzzz", "bp:-5", "sv:zzzzzzzz",
    "sv:-1", "kd:1.8", "kd:1.0", "kd:1.7", "z:", "z:Europe/Kyiv", "z:../../etc/passwd", "l:xx",
    "l:", "l:uk", "l:en-US", "bz:Nowhere/City", "be:name", "be:", "of:1.name", "of:1.", "np", "pa",
    "o:1.9.0", "o:1.0.1", "t:1.0.5.1.1", "\u{0}", "💈💈💈💈💈💈💈💈💈💈💈💈💈💈💈💈", "bk:1\nbk:2", "ac:1", "bl:1",
    "tp", "te", "oy:999", "ko:1.3", "Kh:1.1.0.140", "Kh:1.1.0", "Kh:1.1.5.4", "Ky:1.1.128",
    "Ky:1.1.7f",
    "Kv:1.-1.step", "Kz:1.Nowhere/City", "Kz:1.", "Sv:1.-1.before", "Sv:1.zzz.capacity", "Sf:1.",
    "Sc:1.name", "So:1.9.2", "Sm:1.5", "St:-5", "Sl:-1", "ss:9", "sp:2", "o:-1.-1.-1",
    "t:2.0.0.1.-zzzz",
  ]
}
