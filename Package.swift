// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// The processor that the engine's kernels are compiled for. `native` is the machine that builds;
/// set `UNROLL_MARCH` (for example to `x86-64-v3`) for a binary that must run elsewhere.
let architecture = Context.environment["UNROLL_MARCH"] ?? "native"

/// Whether that processor has the 512-bit registers that the wider register tile needs.
let hasWideRegisters: Bool = {
  if architecture == "native" {
    let processor = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    return processor?.contains(" avx512f ") ?? false
  }
  return architecture == "x86-64-v4" || architecture.contains("avx512")
}()

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// The engine is optimised in debug builds too: plain debug code is some two hundred times slower.
let numeric: [SwiftSetting] =
  strict + [
    .unsafeFlags(["-Xcc", "-march=\(architecture)"]),
    // Checking for exclusive access would take more than half of the time.
    .unsafeFlags(["-O", "-enforce-exclusivity=unchecked"], .when(configuration: .debug)),
  ] + (hasWideRegisters ? [.define("WIDE_REGISTERS")] : [])

let package = Package(
  name: "unroll",
  products: [.executable(name: "unroll", targets: ["unroll"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .target(name: "Engine", swiftSettings: numeric),
    .target(name: "Problems", dependencies: ["Engine"], swiftSettings: strict),
    .target(name: "Screen", swiftSettings: strict),
    .target(name: "Charts", dependencies: ["Screen"], swiftSettings: strict),
    .systemLibrary(name: "CMark", providers: [.apt(["libcmark-dev"])]),
    .target(
      name: "Lessons", dependencies: ["CMark", "Screen", "Yams"], swiftSettings: strict),
    .target(name: "Runs", dependencies: ["Engine", "Problems"], swiftSettings: strict),
    .target(
      name: "Lab", dependencies: ["Charts", "Lessons", "Runs", "Screen"],
      swiftSettings: strict),
    .target(
      name: "CTerminal", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])],
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .executableTarget(
      name: "unroll",
      dependencies: [
        "CTerminal", "Lab", "Lessons", "Runs", "Screen",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EngineTests", dependencies: ["Engine"], resources: [.copy("Fixtures")],
      swiftSettings: strict),
    .testTarget(name: "ProblemsTests", dependencies: ["Problems"], swiftSettings: strict),
    .testTarget(name: "ScreenTests", dependencies: ["Screen"], swiftSettings: strict),
    .testTarget(
      name: "ChartsTests", dependencies: ["Charts"], exclude: ["Goldens"], swiftSettings: strict),
    .testTarget(name: "LessonsTests", dependencies: ["Lessons"], swiftSettings: strict),
    .testTarget(name: "RunsTests", dependencies: ["Runs"], swiftSettings: strict),
    .testTarget(
      name: "LabTests", dependencies: ["Lab"], exclude: ["Goldens"], swiftSettings: strict),
    .testTarget(
      name: "UnrollTests", dependencies: ["Lab", "Problems", "unroll"],
      exclude: ["Tidy/exceptions.txt"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
