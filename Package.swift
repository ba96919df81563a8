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
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .executableTarget(
      name: "bookingbot",
      dependencies: [
        "Sandbox", "Courier", "Clockwork", "Conversation", "FrontDesk", "Store", "Phrasebook",
        "Booking", "Telegram", "Curl", "Pictures",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .target(
      name: "Sandbox",
      dependencies: ["Pictures", .product(name: "Hummingbird", package: "hummingbird")],
      resources: [.embedInCode("Page")],
      swiftSettings: strict),
    .target(
      name: "Courier",
      dependencies: [
        "Conversation", "FrontDesk", "Store", "Phrasebook", "Telegram", "Curl",
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
      dependencies: ["Store", "Booking", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .target(
      name: "Store",
      dependencies: ["Booking", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .target(name: "Phrasebook", dependencies: ["Booking"], swiftSettings: strict),
    .target(name: "ICalendar", dependencies: ["CICal"], swiftSettings: strict),
    .target(name: "Pictures", dependencies: ["CQRCode", "CPNG"], swiftSettings: strict),
    .target(name: "Phone", dependencies: ["CPhone"], swiftSettings: strict),
    .target(name: "Booking", swiftSettings: strict),
    .target(
      name: "Telegram",
      dependencies: ["Curl", .product(name: "Logging", package: "swift-log")],
      swiftSettings: strict),
    .target(name: "Curl", dependencies: ["CCurl"], swiftSettings: strict),

    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "CPhone", linkerSettings: [.linkedLibrary("phonenumber")]),
    .systemLibrary(name: "CICal", pkgConfig: "libical", providers: [.apt(["libical-dev"])]),
    .systemLibrary(name: "CQRCode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),

    .testTarget(name: "CurlTests", dependencies: ["Curl"], swiftSettings: strict),
    .testTarget(name: "TelegramTests", dependencies: ["Telegram"], swiftSettings: strict),
    .testTarget(
      name: "BookingTests", dependencies: ["Booking"], resources: [.copy("Vectors")],
      swiftSettings: strict),
  ]
)
