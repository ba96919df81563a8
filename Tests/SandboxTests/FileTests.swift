import Testing

@testable import Sandbox

@Suite("Files")
struct FileTests {
  private func send(
    _ world: inout World, _ kind: String, _ bytes: [UInt8], name: String = "a.png"
  ) -> (result: JSON, error: String) {
    world.ask(
      "send" + kind, ["chat_id": .int(client)], files: [kind: Upload(name: name, bytes: bytes)])
  }

  @Test("a photo comes in sizes and can be sent again by its id")
  func photo() {
    var world = makeWorld()
    var picture = png()
    picture.replaceSubrange(16..<24, with: [0, 0, 4, 0, 0, 0, 2, 0])
    let sizes = send(&world, "photo", picture).result["photo"]?.array ?? []
    #expect(sizes.map { $0["width"]?.int } == [90, 320, 800, 1024])
    #expect(sizes.last?["height"] == 512)
    for size in sizes {
      let file = world.ask("getFile", ["file_id": size["file_id"] ?? ""]).result
      #expect(file["file_unique_id"] == size["file_unique_id"])
    }
    let id = sizes.last?["file_id"] ?? ""
    let again = world.ask("sendPhoto", ["chat_id": .int(client), "photo": id])
    #expect(again.result["photo"]?[3]?["file_id"] == id)
    #expect(
      world.ask("sendDocument", ["chat_id": .int(client), "document": id]).error
        == "Bad Request: can't use file of type Photo as Document")
  }

  @Test("moving pictures and sounds have what the Bot API promises of them, whoever sent them")
  func promised() {
    var world = makeWorld()
    let promised = [
      "video": ["width", "height", "duration"], "animation": ["width", "height", "duration"],
      "audio": ["duration"], "voice": ["duration"],
    ]
    for (kind, keys) in promised {
      let sent = send(&world, kind, [1], name: "a.bin").result
      let upload = Upload(name: "a.bin", bytes: [1])
      let got = world.sendFiles(client, kind: kind, [upload], caption: nil).first?.json
      for key in keys {
        #expect(sent[kind]?[key]?.int != nil, "\(kind) \(key)")
        #expect(got?[kind]?[key]?.int != nil, "\(kind) \(key)")
      }
      #expect(sent["document"]?["duration"] == nil)
    }
  }

  @Test("getFile leads to the bytes, up to 20 MB")
  func download() {
    var world = makeWorld()
    let bytes: [UInt8] = [1, 2, 3]
    let document = send(&world, "document", bytes, name: "Акт.pdf").result["document"]
    #expect(document?["file_name"] == "Акт.pdf" && document?["mime_type"] == "application/pdf")
    let file = world.ask("getFile", ["file_id": document?["file_id"] ?? ""]).result
    #expect(file["file_size"] == 3)
    #expect(world.files.item(file["file_path"]?.string ?? "")?.bytes == bytes)
    #expect(world.ask("getFile", ["file_id": "zzz"]).error.contains("wrong file_id"))
    let big = [UInt8](repeating: 1, count: FileCabinet.downloadLimit + 1)
    let bigID = send(&world, "document", big, name: "b.zip").result["document"]?["file_id"] ?? ""
    #expect(world.ask("getFile", ["file_id": bigID]).error == "Bad Request: file is too big")
  }

  @Test("photos are limited to 10 MB and must be pictures; empty files are refused")
  func limits() {
    var world = makeWorld()
    let tooBig = png(padding: FileCabinet.photoLimit)
    #expect(send(&world, "photo", tooBig).error.contains("too big for a photo"))
    #expect(send(&world, "photo", [1, 2]).error == "Bad Request: IMAGE_PROCESS_FAILED")
    #expect(send(&world, "photo", png(200, 2)).error == "Bad Request: PHOTO_INVALID_DIMENSIONS")
    #expect(send(&world, "document", []).error == "Bad Request: file must be non-empty")
    #expect(
      world.ask("sendPhoto", ["chat_id": .int(client)]).error
        == "Bad Request: there is no photo in the request")
  }

  @Test("albums have two to ten items of one family")
  func albums() {
    var world = makeWorld()
    let files = ["p": Upload(name: "a.png", bytes: png())]
    func album(_ media: [JSON]) -> (result: JSON, error: String) {
      world.ask("sendMediaGroup", ["chat_id": .int(client), "media": .array(media)], files: files)
    }
    let photo: JSON = [
      "type": "photo", "media": "attach://p", "caption": "<b>c</b>", "parse_mode": "HTML",
    ]
    let sent = album([photo, photo]).result
    #expect(sent[0]?["media_group_id"] == sent[1]?["media_group_id"])
    #expect(sent[0]?["media_group_id"] != nil)
    #expect(sent[0]?["caption_entities"]?[0]?["type"] == "bold")
    #expect(album([photo]).error != "")
    #expect(
      album(Array(repeating: photo, count: 11)).error
        == "Bad Request: too many messages to send as an album")
    #expect(
      album([photo, ["type": "document", "media": "attach://p"]]).error
        == "Bad Request: document can't be mixed with other media types")
    #expect(album([photo, ["type": "photo", "media": "attach://q"]]).error.contains("attach"))
  }

  @Test("a picture's media can be exchanged")
  func editMedia() {
    var world = makeWorld()
    let sent = send(&world, "photo", png()).result
    let call: [String: JSON] = [
      "chat_id": .int(client), "message_id": sent["message_id"] ?? 0,
      "media": ["type": "document", "media": "attach://d", "caption": "new"],
    ]
    let edited = world.ask(
      "editMessageMedia", call, files: ["d": Upload(name: "d.txt", bytes: [65])]
    ).result
    #expect(edited["photo"] == nil && edited["document"]?["file_name"] == "d.txt")
    #expect(edited["caption"] == "new")
  }

  @Test(
    "JPEG, GIF and WebP sizes are read",
    arguments: [
      ([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 17, 8, 0, 7, 0, 9, 3, 0, 0], 9, 7),
      ([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 9, 0, 7, 0], 9, 7),
    ])
  func sizes(_ bytes: [Int], _ width: Int, _ height: Int) {
    let size = ImageSize.read(bytes.map { UInt8($0) })
    #expect(size?.width == width && size?.height == height)
  }
}
