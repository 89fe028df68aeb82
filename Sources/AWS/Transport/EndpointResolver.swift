/// Where a service is reached.
struct AWSEndpoint: Hashable, Sendable {
    var scheme: String
    /// With the port where it isn't the scheme's own.
    var host: String
    /// Begins with a slash or is empty; no slash at its end.
    var basePath: String
    /// Whether somebody set it, as for the lab.
    var isCustom: Bool
}

/// Knows where services are reached, from the region and the variables that set endpoints.
public struct EndpointResolver: Hashable, Sendable {
    /// `AWS_ENDPOINT_URL`: for every service that has none of its own.
    public var common: String?
    /// `AWS_ENDPOINT_URL_<SERVICE>` by what stands for `<SERVICE>`, such as `EC2`.
    public var services: [String: String]

    /// A resolver; without arguments it answers with AWS's own endpoints.
    public init(common: String? = nil, services: [String: String] = [:]) {
        self.common = common
        self.services = services
    }

    /// The endpoint of a service, or what is wrong with the region or a variable.
    func endpoint(_ service: AWSService, region: String) throws(Unusable) -> AWSEndpoint {
        guard Self.isRegion(region) else {
            throw Unusable(why: "'\(region)' is no region; set AWS_REGION or the project's region, such as us-east-1")
        }
        if let url = services[service.variableSuffix] {
            return try Self.parse(url, variable: "AWS_ENDPOINT_URL_\(service.variableSuffix)")
        }
        if let common { return try Self.parse(common, variable: "AWS_ENDPOINT_URL") }
        let suffix = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
        return AWSEndpoint(
            scheme: "https", host: "\(service.endpointPrefix).\(region).\(suffix)", basePath: "", isCustom: false)
    }

    struct Unusable: Error {
        var why: String
    }

    /// A region goes into a host's name, so nothing else may.
    private static func isRegion(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 63 && !text.hasPrefix("-") && !text.hasSuffix("-")
            && text.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
            }
    }

    /// The URL is not quoted in the error: people put passwords into URLs.
    private static func parse(_ url: String, variable: String) throws(Unusable) -> AWSEndpoint {
        let rest: Substring
        let scheme: String
        if url.hasPrefix("http://") {
            (scheme, rest) = ("http", url.dropFirst(7))
        } else if url.hasPrefix("https://") {
            (scheme, rest) = ("https", url.dropFirst(8))
        } else {
            throw Unusable(why: "\(variable) must begin with http:// or https://")
        }
        guard !rest.contains("?"), !rest.contains("#"), !rest.contains("@"), !rest.contains(" ") else {
            throw Unusable(why: "\(variable) must be a host with a port and a path at most")
        }
        var host = String(rest.prefix { $0 != "/" })
        guard !host.isEmpty, !host.hasPrefix(":") else { throw Unusable(why: "\(variable) names no host") }
        var path = String(rest.dropFirst(host.count))
        while path.hasSuffix("/") { path.removeLast() }
        // libcurl leaves the scheme's own port out of the Host header, which is signed.
        let port = scheme == "http" ? ":80" : ":443"
        if host.hasSuffix(port) { host.removeLast(port.count) }
        return AWSEndpoint(scheme: scheme, host: host, basePath: path, isCustom: true)
    }
}
