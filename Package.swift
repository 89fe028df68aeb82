// swift-tools-version: 6.2

import PackageDescription

// The floors of the house. A target may depend only on what stands below it; the build checks declared imports with
// `--explicit-target-dependency-import-check error`.

/// A warning is an error everywhere: the toolchain is pinned, so a new warning is always ours.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
/// Above the foundations no construct that could touch memory unsafely is allowed.
let safe: [SwiftSetting] = strict + [.strictMemorySafety()]

/// A C library from Debian, seen through a module map and `static inline` shims.
func library(_ name: String, pkgConfig: String? = nil, apt: String? = nil) -> Target {
    .systemLibrary(
        name: name, path: "Sources/CLibraries/\(name)", pkgConfig: pkgConfig, providers: apt.map { [.apt([$0])] })
}

/// One C library or one family of system calls each; no pointer of theirs is public.
func foundation(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Foundations/\(name)", swiftSettings: strict)
}

/// Pure: no input or output, the clock is passed in.
func core(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Core/\(name)", swiftSettings: safe)
}

/// Implements a port of the core; adapters never import one another.
func adapter(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Adapters/\(name)", swiftSettings: safe)
}

/// The suite that stands at `Tests/<floor>/<target>`, with exactly the targets it looks into.
func tests(
    _ floor: String, _ target: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
    .testTarget(
        name: "\(target)Tests", dependencies: [.target(name: target)] + dependencies,
        path: floor.isEmpty ? "Tests/\(target)" : "Tests/\(floor)/\(target)", exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "tend",
    products: [.executable(name: "tend", targets: ["tend"])],
    targets: [
        .executableTarget(name: "tend", dependencies: ["Commands"], path: "Sources/tend", swiftSettings: safe),
        .target(
            name: "Commands",
            dependencies: [
                "Daemon", "LiveCloud", "ImageBuild", "GitSource", "AuditTrail", "Reconciliation", "SimulatedCloud",
                "Planning", "DesiredState", "Model", "AWS", "ArgumentParsing", "Console", "Files", "HTTPClient",
                "Logging", "Signals",
            ],
            path: "Sources/Commands", swiftSettings: safe),
        .target(
            name: "Daemon",
            dependencies: [
                "LiveCloud", "ImageBuild", "GitSource", "AuditTrail", "Reconciliation", "Planning", "DesiredState",
                "Model", "AWS", "HTTPServer", "FileLock", "Logging",
            ],
            path: "Sources/Daemon", swiftSettings: safe),

        adapter("LiveCloud", ["Reconciliation", "Planning", "Model", "AWS"]),
        adapter("ImageBuild", ["Reconciliation", "DesiredState", "Model", "Subprocess", "Files"]),
        adapter("GitSource", ["DesiredState", "Model", "Subprocess", "Files"]),
        adapter("AuditTrail", ["Reconciliation", "Model", "SQLite", "Crypto"]),

        core("SimulatedCloud", ["Reconciliation", "Planning", "Model", "Crypto"]),
        core("Reconciliation", ["Planning", "Model", "Crypto"]),
        core("Planning", ["Model", "Crypto"]),
        core("DesiredState", ["Model", "YAML", "Crypto"]),
        core("Model", []),

        .target(
            name: "AWS", dependencies: ["HTTPClient", "XML", "Crypto", "Logging"], path: "Sources/AWS",
            swiftSettings: safe),

        foundation("HTTPClient", ["CCurl", "Threads"]),
        foundation("HTTPServer", ["CMicroHTTPD"]),
        foundation("SQLite", ["CSQLite"]),
        foundation("YAML", ["CYAML"]),
        foundation("XML", ["CXML2"]),
        foundation("Crypto", ["CCrypto"]),
        foundation("Subprocess", ["CSystem", "Threads"]),
        foundation("FileLock", ["CSystem"]),
        foundation("Logging", []),
        foundation("ArgumentParsing", []),
        foundation("Console", []),
        foundation("Files", []),
        foundation("Signals", []),
        foundation("Threads", []),

        library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        library("CMicroHTTPD", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
        library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        library("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
        library("CXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
        library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
        library("CSystem"),

        tests("Foundations", "HTTPClient", ["HTTPServer", "Threads"]),
        tests("Foundations", "HTTPServer", ["HTTPClient"]),
        tests("Foundations", "SQLite"),
        tests("Foundations", "YAML"),
        tests("Foundations", "XML"),
        tests("Foundations", "Crypto"),
        tests("Foundations", "Subprocess"),
        tests("Foundations", "FileLock", ["Subprocess"]),
        tests("Foundations", "Logging"),
        tests("Foundations", "ArgumentParsing"),
        tests("Foundations", "Console", ["Subprocess"]),
        tests("Foundations", "Signals"),
        tests("Foundations", "Files"),
        tests("Foundations", "Threads"),
        tests("", "AWS", ["HTTPClient", "HTTPServer", "Crypto", "XML", "Logging"]),
        .target(
            name: "CoreFixtures", dependencies: ["Planning", "Model", "Crypto"], path: "Tests/Core/Fixtures",
            swiftSettings: strict),
        tests("Core", "Model", ["CoreFixtures"]),
        tests("Core", "DesiredState", ["Model", "YAML"]),
        tests("Core", "Planning", ["Model", "CoreFixtures"]),
        tests("Core", "Reconciliation", ["SimulatedCloud", "Planning", "Model", "CoreFixtures"]),
        tests("Core", "SimulatedCloud", ["Reconciliation", "Planning", "Model", "CoreFixtures"]),
        tests("Adapters", "AuditTrail", ["Reconciliation", "Model", "SQLite", "Crypto", "Subprocess"]),
        tests("Adapters", "ImageBuild", ["Reconciliation", "DesiredState", "Model", "Subprocess"]),
        tests("Adapters", "GitSource", ["DesiredState", "Model", "Subprocess"]),
        tests(
            "Adapters", "LiveCloud",
            [
                "Reconciliation", "Planning", "Model", "CoreFixtures", "AWS", "HTTPServer", "HTTPClient", "Crypto",
                "Logging", "Subprocess",
            ]),
        tests(
            "", "Commands",
            [
                "Daemon", "LiveCloud", "AuditTrail", "SimulatedCloud", "Reconciliation", "Planning", "DesiredState",
                "Model", "CoreFixtures", "AWS", "HTTPServer", "ArgumentParsing",
            ], exclude: ["Snapshots"]),
        tests(
            "", "Daemon",
            [
                "AuditTrail", "GitSource", "SimulatedCloud", "Reconciliation", "Planning", "DesiredState", "Model",
                "CoreFixtures", "HTTPServer", "HTTPClient", "Logging", "Subprocess",
            ]),
        .testTarget(
            name: "EndToEndTests", dependencies: ["Subprocess"], path: "Tests/EndToEnd", swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
