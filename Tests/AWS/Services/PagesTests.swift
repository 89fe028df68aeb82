import HTTPServer
import Testing

@testable import AWS

@Suite struct PagesTests {
    private func page(_ id: String, next: String?) -> HTTPServerResponse {
        let token = next.map { "<nextToken>\($0)</nextToken>" } ?? ""
        let item = id.isEmpty ? "" : "<item><subnetId>\(id)</subnetId></item>"
        return .xml("<DescribeSubnetsResponse><subnetSet>\(item)</subnetSet>\(token)</DescribeSubnetsResponse>")
    }

    @Test("Pages are asked for one by one, an empty one in the middle included, until there is no token")
    func readsAll() async throws {
        let service = try ScriptedService([
            page("subnet-1", next: "a+b"), page("", next: "c"), page("subnet-2", next: nil),
        ])
        let subnets = try await EC2(client: service.client()).describeSubnets(.all).collect()
        #expect(subnets.map(\.id) == ["subnet-1", "subnet-2"])
        #expect(
            (0..<3).map { service.form($0) } == [
                ["MaxResults=1000"], ["MaxResults=1000", "NextToken=a%2Bb"], ["MaxResults=1000", "NextToken=c"],
            ])
    }

    @Test("A page is only asked for when it is wanted")
    func isLazy() async throws {
        let service = try ScriptedService([page("subnet-1", next: "a"), page("subnet-2", next: nil)])
        for try await page in EC2(client: service.client()).describeSubnets(.all) {
            #expect(page.map(\.id) == ["subnet-1"])
            break
        }
        #expect(service.requests.count == 1)
    }

    @Test("More ids than EC2 takes a call are split over calls, without a page size")
    func splitsIDs() async throws {
        let service = try ScriptedService([
            page("subnet-1", next: nil), page("subnet-2", next: nil), page("", next: nil),
        ])
        let ids = (0..<2001).map { "subnet-\($0)" }
        let subnets = try await EC2(client: service.client()).describeSubnets(.ids(ids)).collect()
        #expect(subnets.map(\.id) == ["subnet-1", "subnet-2"])
        #expect((0..<3).map { service.form($0).count } == [1000, 1000, 1])
        #expect(service.form(1).first == "SubnetId.1=subnet-1000")
        #expect(service.form(2) == ["SubnetId.1=subnet-2000"])
    }

    @Test("A failure on a later page throws everything away")
    func failsAsAWhole() async throws {
        let service = try ScriptedService([page("subnet-1", next: "a"), .ec2Error("UnauthorizedOperation")])
        let error = await #expect(throws: AWSError.self) {
            try await EC2(client: service.client()).describeSubnets(.all).collect()
        }
        #expect(error?.code == "UnauthorizedOperation")
    }

    @Test("A token that leads to its own page is an error, not a circle")
    func findsCircles() async throws {
        let service = try ScriptedService([page("subnet-1", next: "a"), page("subnet-1", next: "a")])
        let error = await #expect(throws: AWSError.self) {
            try await EC2(client: service.client()).describeSubnets(.all).collect()
        }
        #expect(
            error?.description
                == "EC2 DescribeSubnets: the answer can't be read: the next page's token is that of the page "
                + "itself (HTTP 200)")
    }

    @Test("DynamoDB's key of the next page goes back as it came")
    func dynamoDBPages() async throws {
        let key = "{\"at\":{\"N\":\"1\"},\"id\":{\"S\":\"x\"}}"
        let service = try ScriptedService([
            .json("{\"Items\":[{\"id\":{\"S\":\"x\"}}],\"Count\":1,\"LastEvaluatedKey\":\(key)}"),
            .json("{\"Items\":[{\"id\":{\"S\":\"y\"}}],\"Count\":1}"),
        ])
        let items = try await DynamoDB(client: service.client())
            .query(table: "t", .init("id = :i", values: [":i": .string("x")])).collect()
        #expect(items.map { $0["id"]?.string } == ["x", "y"])
        #expect(service.body(1).contains("\"ExclusiveStartKey\":\(key)"))
    }
}
