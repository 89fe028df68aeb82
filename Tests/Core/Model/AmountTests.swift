import Model
import Testing

@Suite struct AmountTests {
    @Test("a count is itself, whatever the total")
    func counts() {
        #expect(Amount.count(3).resolved(of: 10) == 3)
        #expect(Amount.count(3).resolved(of: 1) == 3)
    }

    @Test("a percentage is rounded down")
    func percentages() {
        #expect(Amount.percent(25).resolved(of: 4) == 1)
        #expect(Amount.percent(25).resolved(of: 7) == 1)
        #expect(Amount.percent(25).resolved(of: 8) == 2)
        #expect(Amount.percent(33).resolved(of: 199) == 65)
        #expect(Amount.percent(100).resolved(of: 10_000) == 10_000)
    }

    @Test("an amount is never less than one, so that a rollout moves")
    func atLeastOne() {
        for amount in [Amount.count(0), .count(-1), .percent(0), .percent(10)] {
            #expect(amount.resolved(of: 3) == 1)
            #expect(amount.resolved(of: 0) == 1)
        }
    }

    @Test("every percentage of every size agrees with exact arithmetic")
    func exact() {
        for percent in 0...100 {
            for total in 0...250 {
                #expect(Amount.percent(percent).resolved(of: total) == max(1, total * percent / 100))
            }
        }
    }
}
