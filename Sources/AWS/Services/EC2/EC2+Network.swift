import XML

extension EC2 {
    /// A subnet.
    public struct Subnet: Hashable, Sendable {
        /// Its id.
        public var id: String
        /// Its VPC.
        public var vpcID: String
        /// Its zone, such as `us-east-1a`.
        public var availabilityZone: String
        /// Such as `10.0.1.0/24`.
        public var cidrBlock: String
        /// How many addresses are free; `nil` where EC2 doesn't say.
        public var availableAddresses: Int?
        /// Its tags.
        public var tags: [String: String]
    }

    /// A security group.
    public struct SecurityGroup: Hashable, Sendable {
        /// Its id.
        public var id: String
        /// Its name, unique in its VPC.
        public var name: String
        /// Its VPC.
        public var vpcID: String?
        /// Its tags.
        public var tags: [String: String]
    }

    /// Subnets.
    public func describeSubnets(_ selection: Selection) -> Pages<Subnet> {
        pages(
            Listing(operation: "DescribeSubnets", selection: selection, idParameter: "SubnetId", element: "subnetSet")
        ) { xml, items throws(XMLError) in items.append(try Subnet(xml)) }
    }

    /// Security groups.
    public func describeSecurityGroups(_ selection: Selection) -> Pages<SecurityGroup> {
        pages(
            Listing(
                operation: "DescribeSecurityGroups", selection: selection, idParameter: "GroupId",
                element: "securityGroupInfo")
        ) { xml, items throws(XMLError) in items.append(try SecurityGroup(xml)) }
    }
}

extension EC2.Subnet {
    init(_ xml: XMLReader) throws(XMLError) {
        var id: String?
        self.init(id: "", vpcID: "", availabilityZone: "", cidrBlock: "", availableAddresses: nil, tags: [:])
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "subnetId": id = try xml.text()
            case "vpcId": vpcID = try xml.text()
            case "availabilityZone": availabilityZone = try xml.text()
            case "cidrBlock": cidrBlock = try xml.text()
            case "availableIpAddressCount": availableAddresses = try xml.integer()
            case "tagSet": tags = try xml.tags("item")
            default: break
            }
        }
        self.id = try xml.require(id, "subnetId", in: "item")
    }
}

extension EC2.SecurityGroup {
    init(_ xml: XMLReader) throws(XMLError) {
        var id: String?
        self.init(id: "", name: "", vpcID: nil, tags: [:])
        try xml.forEachChild { name throws(XMLError) in
            switch name {
            case "groupId": id = try xml.text()
            case "groupName": self.name = try xml.text()
            case "vpcId": vpcID = try xml.text()
            case "tagSet": tags = try xml.tags("item")
            default: break
            }
        }
        self.id = try xml.require(id, "groupId", in: "item")
    }
}
