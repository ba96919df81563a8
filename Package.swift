// swift-tools-version: 6.2
// BookingBot: a booking service that lives in a Telegram chat.
//
// Read from the bottom up: a target stands only on targets named below it.

import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "BookingBot",
  products: [
    .executable(name: "bookingbot", targets: ["bookingbot"])
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .executableTarget(
      name: "bookingbot",
      dependencies: [
        "Sandbox", "Pages", "Media", "Courier", "Clockwork", "Conversation", "FrontDesk", "Store",
        "Phrasebook", "Booking", "Telegram", "Curl", "Pictures", "CMemory",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .target(
      name: "Sandbox",
      dependencies: [
        "Chance", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      resources: [.embedInCode("Page")],
      swiftSettings: strict),
    .target(
      name: "Pages",
      dependencies: [
        "Media", "Conversation", "FrontDesk", "Store", "Phrasebook", "Booking", "ICalendar",
        "Digest",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      resources: [.embedInCode("Templates"), .embedInCode("Assets")],
      swiftSettings: strict),
    .target(
      name: "Media",
      dependencies: [
        "FrontDesk", "Store", "Telegram", "Digest", "CZlib",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .target(
      name: "Courier",
      dependencies: [
        "Conversation", "FrontDesk", "Store", "Phrasebook", "Telegram", "Curl", "Chance",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .target(
      name: "Clockwork",
      dependencies: [
        "Conversation", "FrontDesk", "Store", .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .target(
      name: "Conversation",
      dependencies: ["FrontDesk", "Phrasebook", "Telegram", "ICalendar", "Pictures", "Phone"],
      swiftSettings: strict),
    .target(
      name: "FrontDesk",
      dependencies: ["Store", "Booking", "Digest"],
      swiftSettings: strict),
    .target(
      name: "Store",
      dependencies: [
        "Booking", "CSQLite", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(name: "Phrasebook", dependencies: ["Booking"], swiftSettings: strict),
    .target(name: "ICalendar", dependencies: ["CICal"], swiftSettings: strict),
    .target(name: "Pictures", dependencies: ["CQRCode", "CPNG", "CCairo"], swiftSettings: strict),
    .target(name: "Digest", dependencies: ["CCrypto"], swiftSettings: strict),
    .target(name: "Phone", dependencies: ["CPhone"], swiftSettings: strict),
    .target(name: "Booking", swiftSettings: strict),
    .target(name: "Chance", swiftSettings: strict),
    .target(
      name: "Telegram",
      dependencies: ["Curl", .product(name: "Logging", package: "swift-log")],
      swiftSettings: strict),
    .target(name: "Curl", dependencies: ["CCurl"], swiftSettings: strict),

    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "CMemory", linkerSettings: [.linkedLibrary("mimalloc")]),
    .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(name: "CPhone", linkerSettings: [.linkedLibrary("phonenumber")]),
    .target(name: "CPNG", linkerSettings: [.linkedLibrary("png")]),
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CICal", providers: [.apt(["libical-dev"])]),
    .systemLibrary(
      name: "CCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CQRCode", providers: [.apt(["libqrencode-dev"])]),

    .testTarget(name: "CurlTests", dependencies: ["Curl"], swiftSettings: strict),
    .testTarget(
      name: "TelegramTests",
      dependencies: [
        "Telegram", "Curl", "Chance", .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "BookingTests", dependencies: ["Booking", "Chance"], resources: [.copy("Vectors")],
      swiftSettings: strict),
    .testTarget(
      name: "PhrasebookTests", dependencies: ["Phrasebook", "Booking"], exclude: ["Plurals"],
      swiftSettings: strict),
    .testTarget(
      name: "ICalendarTests", dependencies: ["ICalendar", "CICal"], swiftSettings: strict),
    .testTarget(name: "PicturesTests", dependencies: ["Pictures", "CPNG"], swiftSettings: strict),
    .testTarget(name: "DigestTests", dependencies: ["Digest"], swiftSettings: strict),
    .testTarget(name: "PhoneTests", dependencies: ["Phone", "Chance"], swiftSettings: strict),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Store", "Booking", "Chance", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "FrontDeskTests",
      dependencies: ["FrontDesk", "Store", "Booking", "Chance", "Stage"],
      swiftSettings: strict),
    .testTarget(
      name: "CourierTests",
      dependencies: [
        "Courier", "Store", "Telegram", "Curl", "Booking", "Chance",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ClockworkTests",
      dependencies: [
        "Clockwork", "FrontDesk", "Store", "Booking",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "MediaTests",
      dependencies: [
        "Media", "FrontDesk", "Store", "Telegram", "Booking", "Chance", "Stage",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PagesTests",
      dependencies: [
        "Pages", "Media", "Conversation", "FrontDesk", "Store", "Stage", "Chance", "Phrasebook",
        "Booking",
        "Digest",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(name: "SandboxTests", dependencies: ["Sandbox", "Chance"], swiftSettings: strict),
    .testTarget(
      name: "ConversationTests", dependencies: ["Stage", "Chance"],
      exclude: ["Transcripts", "Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "ProcessTests",
      dependencies: [
        "bookingbot", "Sandbox", "Chance", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(
      name: "Stage",
      dependencies: [
        "Conversation", "FrontDesk", "Phrasebook", "Store", "Telegram", "Booking", "Chance",
      ],
      path: "Tests/Stage", swiftSettings: strict),
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "Stage", "Conversation", "FrontDesk", "Phrasebook", "Store", "Booking", "Chance",
        "Clockwork", "Courier", "Telegram", "Pages", "Media", "Digest",
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "Tests/Benchmarks", swiftSettings: strict),
    .executableTarget(
      name: "sandbox-alone", dependencies: ["Sandbox"], path: "Tests/Peers/Alone",
      swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
