import XML

extension EC2 {
    /// Instances, terminated ones of the last hour included. A new one may be unknown for some seconds.
    ///
    /// - Parameters:
    ///   - selection: Which.
    ///   - pageSize: 5 to 1,000 a call; not used with ids.
    public func describeInstances(_ selection: Selection, pageSize: Int = 1000) -> Pages<Instance> {
        Pages(.ec2, "DescribeInstances") { token throws(AWSError) in
            var form = form("DescribeInstances")
            try add(selection, ids: "InstanceId", pageSize: pageSize, token: token, to: &form)
            return try await client.send(form) { xml throws(XMLError) in
                try page(xml, "reservationSet") { items throws(XMLError) in
                    try reservation(xml, into: &items)
                }
            }
        }
    }

    /// Reads a reservation, whose id and owner may stand before or after its instances.
    func reservation(_ xml: XMLReader, into instances: inout [Instance]) throws(XMLError) {
        var reservation = ""
        var owner = ""
        let first = instances.count
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "reservationId": reservation = try xml.text()
            case "ownerId": owner = try xml.text()
            case "instancesSet":
                try xml.forEachChild { name throws(XMLError) in
                    guard name == "item" else { return }
                    instances.append(try Instance(xml, reservation: reservation, owner: owner))
                }
            default: break
            }
        }
        for index in instances[first...].indices where instances[index].reservationID.isEmpty {
            instances[index].reservationID = reservation
            instances[index].ownerID = owner
        }
    }

    /// Reads an answer whose items stand in one list beside the token of the next page.
    func page<Item>(
        _ xml: XMLReader, _ list: String, _ read: (inout [Item]) throws(XMLError) -> Void
    ) throws(XMLError) -> Page<Item> {
        var page = Page<Item>(items: [], next: nil)
        var found = false
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case list:
                found = true
                try xml.forEachChild { name throws(XMLError) in
                    if name == "item" { try read(&page.items) }
                }
            case "nextToken": page.next = try xml.text()
            default: break
            }
        }
        // An answer without its list is not an answer that nothing is there.
        guard found else { throw XMLError.missing(element: list, parent: "the answer") }
        return page
    }
}
