import XML

extension EC2 {
    /// Instances, terminated ones of the last hour included. A new one may be unknown for some seconds.
    ///
    /// - Parameters:
    ///   - selection: Which.
    ///   - pageSize: 5 to 1,000 a call; not used with ids.
    public func describeInstances(_ selection: Selection, pageSize: Int = 1000) -> Pages<Instance> {
        pages(
            Listing(
                operation: "DescribeInstances", selection: selection, idParameter: "InstanceId", pageSize: pageSize,
                element: "reservationSet")
        ) { xml, items throws(XMLError) in try Self.reservation(xml, into: &items) }
    }

    /// Reads a reservation, whose id and owner may stand before or after its instances.
    static func reservation(_ xml: XMLReader, into instances: inout [Instance]) throws(XMLError) {
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
}
