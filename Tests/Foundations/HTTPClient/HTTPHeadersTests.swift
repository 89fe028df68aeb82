import HTTPClient
import Testing

@Suite struct HTTPHeadersTests {
    @Test("names are found in any case, the first value first")
    func lookUp() {
        let headers: HTTPHeaders = ["Set-Cookie": "a", "set-cookie": "b", "X": "1"]
        #expect(headers["SET-COOKIE"] == "a")
        #expect(headers.values(of: "Set-cookie") == ["a", "b"])
        #expect(headers["Y"] == nil)
    }

    @Test("setting replaces all of a name in its place, nil removes them")
    func setting() {
        var headers: HTTPHeaders = ["A": "1", "B": "2", "a": "3"]
        headers["a"] = "4"
        #expect(headers == ["A": "4", "b": "2"])
        headers["B"] = nil
        headers["C"] = "5"
        headers.add(name: "c", value: "6")
        #expect(headers == ["a": "4", "C": "5", "C": "6"])
    }

    @Test("order and values matter when compared, case of names doesn't")
    func equality() {
        #expect(HTTPHeaders([("A", "1"), ("B", "2")]) != HTTPHeaders([("B", "2"), ("A", "1")]))
        #expect(HTTPHeaders([("A", "x")]) != HTTPHeaders([("A", "X")]))
    }
}
