import Logging
import Testing

@Suite struct SecretTests {
    struct Holder {
        let key = Secret("hunter2")
        let optional: Secret? = Secret("hunter2")
    }

    @Test("no way of printing shows it")
    func printing() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(Holder(), to: &dumped)
        dump([secret], to: &dumped)
        let shown = [
            "\(secret)", String(reflecting: secret), "\(Holder())", String(reflecting: Holder()), "\([secret])",
            "\(["k": secret])", dumped,
        ]
        #expect(shown[0] == "<redacted>")
        #expect(shown[1] == "<redacted>")
        for text in shown {
            #expect(!text.contains("hunter2"))
            #expect(text.contains("<redacted>"))
        }
        #expect(Mirror(reflecting: secret).children.isEmpty)
    }

    @Test("it reveals what it was given and compares by value")
    func value() {
        #expect(Secret("a").reveal() == "a")
        #expect(Secret("a") == Secret("a"))
        #expect(Secret("a") != Secret("b"))
        #expect(Secret("a") != Secret("aa"))
    }
}
